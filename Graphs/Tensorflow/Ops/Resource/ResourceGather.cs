namespace Tensorflow.Ops;

/// <summary>The rows of a variable that indices name, read without a copy of the whole: output = variable[indices].</summary>
internal sealed class ResourceGather() : OpType("ResourceGather",
    "resource: resource, indices: Tindices -> output: dtype; batch_dims: int = 0; validate_indices: bool = true; dtype: type; Tindices: index")
{
    public override bool IsStateful => true;

    public override bool ChangesVariable => false;

    public override void Infer(InferContext c)
    {
        var variable = c.WithRankAtLeast(0, 1);
        var indices = c.Input(1);
        var batch = c.Attrs.Int("batch_dims");
        if (!variable.HasRank || !indices.HasRank) return;
        if (batch < 0 || batch > indices.ndim || batch >= variable.ndim) throw c.Error($"batch_dims {batch} is out of range for a variable of rank {variable.ndim} and indices of rank {indices.ndim}");
        c.Set(0, indices.concatenate(variable.Slice(batch + 1, variable.ndim)));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        if (g.Attrs.Int("batch_dims") != 0) throw new LookupError($"No gradient for '{g.Op.name}': ResourceGather has one only without batch_dims. Read the variable and use tf.gather.");
        return [Gather.SparseGradient(g, OpBuilder.Apply("VariableShape", null, [g.Input(0)])), null];
    }

    public override void Run(KernelContext k)
    {
        var batch = k.Attrs.Int("batch_dims");
        Gather.Run(k, k.Input(0), k.Input(1), batch, batch);
    }
}

/// <summary>Elements or slices of a variable, whose coordinates stand in the last dimension of indices.</summary>
internal sealed class ResourceGatherNd() : OpType("ResourceGatherNd", "resource: resource, indices: Tindices -> output: dtype; dtype: type; Tindices: index")
{
    private static readonly OpType s_gather = new GatherNd();

    public override bool IsStateful => true;

    public override bool ChangesVariable => false;

    public override void Infer(InferContext c)
    {
        var inner = c.For(s_gather, 1);
        s_gather.Infer(inner);
        c.Set(0, inner.Outputs[0]);
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var shape = OpBuilder.Apply("VariableShape", null, [g.Input(0)], ("out_type", g.Input(1).dtype.as_base_dtype()));
        return [OpBuilder.Apply("ScatterNd", null, [g.Input(1), g.Dy(), shape]), null];
    }

    public override void Run(KernelContext k) => s_gather.Run(k);
}
