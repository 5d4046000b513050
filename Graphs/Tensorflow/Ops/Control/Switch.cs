namespace Tensorflow.Ops;

/// <summary>
/// Passes data to output 1 where pred is true, else to output 0. The other output is dead: operations that need it do not run.
/// The engine does this itself, because which operations run is its matter; it asks <see cref="Taken"/> and shares the memory.
/// </summary>
internal sealed class Switch() : OpType("Switch", "data: T, pred: bool -> output_false: T, output_true: T; T: type")
{
    // The cotangent comes out of the side that was taken; the other side's is dead.
    public override Tensor?[] Gradient(GradContext g)
    {
        var no = OpBuilder.ApplyMany("Switch", null, [g.Dy(0), g.Input(1)])[0];
        var yes = OpBuilder.ApplyMany("Switch", null, [g.Dy(1), g.Input(1)])[1];
        return [OpBuilder.Apply("Merge", null, [new[] { no, yes }]), null];
    }

    /// <summary>The output that gets the data.</summary>
    public static int Taken(TensorValue pred) => pred.Span<bool>()[0] ? 1 : 0;

    public override void Infer(InferContext c)
    {
        c.WithRank(1, 0);
        c.SetAll(c.Input(0));
    }

    public override void Run(KernelContext k)
    {
        // Which variable a handle names is part of the plan.
        if (k.Input(0).DType != TF_DataType.TF_RESOURCE) k.Input(0).CopyTo(k.Resize(Taken(k.Input(1)), k.Input(0).Dims));
    }
}

/// <summary>The same for a reference to a variable.</summary>
internal sealed class RefSwitch() : NotDifferentiableOp("RefSwitch", "data: Ref(T), pred: bool -> output_false: Ref(T), output_true: Ref(T); T: type")
{
    public override void Infer(InferContext c)
    {
        c.WithRank(1, 0);
        c.SetAll(c.Input(0));
    }

    public override void Run(KernelContext k) { }
}
