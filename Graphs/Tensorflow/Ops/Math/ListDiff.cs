namespace Tensorflow.Ops;

/// <summary>The elements of x that y lacks, in their order, and their places in x.</summary>
internal sealed class ListDiff() : NotDifferentiableOp("ListDiff", "x: T, y: T -> out: T, idx: out_idx; T: type; out_idx: index = int32")
{
    public override void Infer(InferContext c)
    {
        c.WithRank(0, 1);
        c.WithRank(1, 1);
        c.SetAll(Shape.UnknownOfRank(1));
    }

    public override void Run(KernelContext k)
    {
        TensorValue x = k.Input(0), y = k.Input(1);
        var known = new HashSet<object>();
        for (var i = 0; i < y.Count; i++) known.Add(Key(y, i));
        List<int> places = [];
        for (var i = 0; i < x.Count; i++)
        {
            if (!known.Contains(Key(x, i))) places.Add(i);
        }

        TensorValue result = k.Fit(0, places.Count), index = k.Fit(1, places.Count);
        for (var i = 0; i < places.Count; i++)
        {
            MoveRows.CopyRows(x, places[i], 0, result, i, 0, 1, 1);
            if (index.DType == TF_DataType.TF_INT32) index.Span<int>()[i] = places[i];
            else index.Span<long>()[i] = places[i];
        }
    }

    private static object Key(TensorValue value, int i) =>
        value.IsObject ? Convert.ToHexString((byte[])value.Objects[i]!) : value.DType.is_integer() ? value.AsLong(i) : value.AsDouble(i);
}
