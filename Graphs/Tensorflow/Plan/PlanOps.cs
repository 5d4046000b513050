using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>Reads a variable: its output is the variable's memory.</summary>
internal sealed class ReadVariable() : OpType("_ReadVariable", "-> value: T; T: type")
{
    public static ReadVariable Instance { get; } = new();

    public override bool IsStateful => true;

    public override void Infer(InferContext c) { }

    public override void Run(KernelContext k) => k.Output().Become(k.Variable(0).Initialized);
}

/// <summary>Copies a value: for readers that must see a variable as it was before it is changed.</summary>
internal sealed class Snapshot() : OpType("_Snapshot", "input: T -> output: T; T: type")
{
    public static Snapshot Instance { get; } = new();

    public override void Infer(InferContext c) => c.Same();

    public override void Run(KernelContext k) => k.Input(0).CopyTo(k.Output());
}
