namespace Tensorflow.Ops;

/// <summary>Fails with the data when the condition is false.</summary>
internal sealed class Assert() : NotDifferentiableOp("Assert", "condition: bool, data: T -> ; T: list(type); summarize: int = 3")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c) => c.WithRank(0, 0);

    public override void Run(KernelContext k)
    {
        if (k.In<bool>(0)[0]) return;
        var summarize = k.Attrs.Int("summarize");
        var data = Enumerable.Range(1, k.Inputs.Length - 1).Select(i => $"[{TensorText.Summary(k.Input(i), summarize)}]");
        throw new InvalidArgumentError($"assertion failed: {string.Join(" ", data)}");
    }
}
