namespace Tensorflow.Ops;

/// <summary>y = x.</summary>
internal sealed class Identity() : OpType("Identity", "input: T -> output: T; T: type")
{
    public static Tensor Apply(TensorLike input, string? name = null) => OpBuilder.Apply("Identity", name, [input]);

    public override bool IsView => true;

    public override void Infer(InferContext c) => c.Same();

    public override Tensor?[] Gradient(GradContext g) => [g.DyOrNull()];

    public override void Run(KernelContext k) => k.Input(0).CopyTo(k.Output());
}

/// <summary>Several tensors passed through together.</summary>
internal sealed class IdentityN() : OpType("IdentityN", "input: T -> output: T; T: list(type)")
{
    public override void Infer(InferContext c)
    {
        for (var i = 0; i < c.InputCount; i++) c.Set(i, c.Input(i));
    }

    public override Tensor?[] Gradient(GradContext g) => [.. Enumerable.Range(0, g.Op.outputs.Length).Select(g.DyOrNull)];

    public override void Run(KernelContext k)
    {
        for (var i = 0; i < k.Inputs.Length; i++) k.Input(i).CopyTo(k.Output(i));
    }
}

/// <summary>y = x; no gradient flows back.</summary>
internal sealed class StopGradient() : NotDifferentiableOp("StopGradient", "input: T -> output: T; T: type")
{
    public override bool IsView => true;

    public override void Infer(InferContext c) => c.Same();

    public override void Run(KernelContext k) => k.Input(0).CopyTo(k.Output());
}

/// <summary>y = x; asking for a gradient is an error that gives the reason.</summary>
internal sealed class PreventGradient() : OpType("PreventGradient", "input: T -> output: T; T: type; message: string = ''")
{
    public override bool IsView => true;

    public override void Infer(InferContext c) => c.Same();

    public override Tensor?[] Gradient(GradContext g) => throw new LookupError($"Gradient explicitly disabled. Reason: {g.Attrs.String("message")} (operation '{g.Op.name}', made at {g.Op.DefinedAt}).");

    public override void Run(KernelContext k) => k.Input(0).CopyTo(k.Output());
}
