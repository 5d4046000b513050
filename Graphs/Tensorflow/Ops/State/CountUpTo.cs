namespace Tensorflow.Ops;

/// <summary>Gives the variable's value and adds 1 to it; an error once it has reached the limit.</summary>
internal sealed class CountUpTo() : NotDifferentiableOp("CountUpTo", "ref: Ref(T) -> output: T; limit: int; T: {int32, int64}")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c)
    {
        c.WithRank(0, 0);
        c.Scalar();
    }

    public override void Run(KernelContext k)
    {
        var variable = k.Variable(0).Initialized;
        var output = k.Resize(0);
        var count = variable.AsLong(0);
        if (count >= k.Attrs.Long("limit")) throw new OutOfRangeError($"Reached limit of {k.Attrs.Long("limit")}");
        variable.CopyTo(output);
        if (variable.DType == TF_DataType.TF_INT32) variable.Span<int>()[0]++;
        else variable.Span<long>()[0]++;
    }
}
