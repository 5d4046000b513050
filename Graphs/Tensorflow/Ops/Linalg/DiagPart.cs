namespace Tensorflow.Ops;

/// <summary>The diagonal of a tensor of shape [d1, ..., dk, d1, ..., dk]: output[i1, ..., ik] = input[i1, ..., ik, i1, ..., ik].</summary>
internal sealed class DiagPart() : OpType("DiagPart", "input: T -> diagonal: T; T: number")
{
    public override void Infer(InferContext c)
    {
        var shape = c.Input(0);
        if (!shape.HasRank) return;
        if (shape.ndim == 0 || shape.ndim % 2 != 0) throw c.Error($"Input must have even and non-zero rank, but has {shape.ndim}");
        var half = shape.ndim / 2;
        c.Set(0, c.Merge(shape.Slice(0, half), shape.Slice(half, shape.ndim)));
    }

    public override Tensor?[] Gradient(GradContext g) => [OpBuilder.Apply("Diag", null, [g.Dy()])];

    public override void Run(KernelContext k)
    {
        var count = k.Output().Count;
        for (var i = 0; i < count; i++) MoveRows.CopyRows(k.Input(0), i * (count + 1), 0, k.Output(), i, 0, 1, 1);
    }
}

/// <summary>A tensor of shape s + s with the input, of shape s, on its diagonal and zeros elsewhere.</summary>
internal sealed class Diag() : OpType("Diag", "diagonal: T -> output: T; T: number")
{
    public override void Infer(InferContext c) => c.Set(0, c.Input(0).concatenate(c.Input(0)));

    public override Tensor?[] Gradient(GradContext g) => [OpBuilder.Apply("DiagPart", null, [g.Dy()])];

    public override unsafe void Run(KernelContext k)
    {
        var output = k.Output();
        new Span<byte>(output.Data, checked((int)output.ByteCount)).Clear();
        var count = k.Input(0).Count;
        for (var i = 0; i < count; i++) MoveRows.CopyRows(k.Input(0), i, 0, output, i * (count + 1), 0, 1, 1);
    }
}
