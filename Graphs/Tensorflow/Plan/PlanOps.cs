using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>
/// Reads a variable: its output is the variable's memory. Who reads it after a write sees the new value, except where
/// the value as it was is asked for (<see cref="OfHandle"/>).
/// </summary>
internal sealed class ReadVariable() : OpType("_ReadVariable", "-> value: T; T: type")
{
    /// <summary>The read of a reference.</summary>
    public static ReadVariable Instance { get; } = new();

    /// <summary>The read of a resource variable, whose users see the value as it was then.</summary>
    public static ReadVariable OfHandle { get; } = new();

    public override bool IsStateful => true;

    public override void Infer(InferContext c) { }

    public override void Run(KernelContext k)
    {
        var value = k.Variable(0).Initialized;
        if (value.DType != k.Output().DType)
            throw new InvalidArgumentError($"Trying to read variable with wrong dtype. Expected {value.DType.as_numpy_name()} got {k.Output().DType.as_numpy_name()}, for the variable {k.Variable(0).Name}.");
        k.Output().Become(value);
    }
}

/// <summary>Copies a value: for readers that must see a variable as it was before it is changed.</summary>
internal sealed class Snapshot() : OpType("_Snapshot", "input: T -> output: T; T: type")
{
    public static Snapshot Instance { get; } = new();

    public override void Infer(InferContext c) => c.Same();

    public override void Run(KernelContext k) => k.Input(0).CopyTo(k.Output());
}
