namespace Tensorflow.Ops;

/// <summary>A list without elements, to be grown by pushing.</summary>
internal sealed class EmptyTensorList() : NotDifferentiableOp("EmptyTensorList",
    "element_shape: shape_type, max_num_elements: int32 -> handle: variant; element_dtype: type; shape_type: index")
{
    public override void Infer(InferContext c) => c.Scalar();

    public override void Run(KernelContext k)
    {
        k.Output().Objects[0] = ListMaking.Make(k, k.Attrs.Type("element_dtype"), k.Input(0), 0, k.Input(1).AsInt(0));
    }
}

/// <summary>New lists, in the memory of the last run's where that is free.</summary>
internal static class ListMaking
{
    public static TensorList Make(KernelContext k, TF_DataType dtype, TensorValue elementShape, int count, int limit) =>
        Make(k, dtype, ElementShape.FromValue(elementShape), count, limit);

    public static TensorList Make(KernelContext k, TF_DataType dtype, Shape shape, int count, int limit)
    {
        var capacity = (ListCapacity)(k.Prepared ??= new ListCapacity());
        if (k.RunsOnce && capacity.Last is { } last && last.DType == dtype.as_base_dtype() && last.ElementShape == shape && last.Limit == limit && last.TryClear(count)) return last;
        // The last length is the best guess of this one's.
        var list = new TensorList(dtype, shape, count, capacity) { Limit = limit };
        if (k.RunsOnce) capacity.Last = list;
        return list;
    }
}

/// <summary>A list of a number of elements that are not set.</summary>
internal sealed class TensorListReserve() : NotDifferentiableOp("TensorListReserve",
    "element_shape: shape_type, num_elements: int32 -> handle: variant; element_dtype: type; shape_type: index")
{
    public override void Infer(InferContext c) => c.Scalar();

    public override void Run(KernelContext k)
    {
        var count = k.Input(1).AsInt(0);
        if (count < 0) throw new InvalidArgumentError($"The num_elements to reserve must be a non negative number, but got {count}");
        k.Output().Objects[0] = ListMaking.Make(k, k.Attrs.Type("element_dtype"), k.Input(0), count, -1);
    }
}

/// <summary>The rows of a tensor as a list.</summary>
internal sealed class TensorListFromTensor() : OpType("TensorListFromTensor",
    "tensor: element_dtype, element_shape: shape_type -> output_handle: variant; element_dtype: type; shape_type: index")
{
    public override void Infer(InferContext c)
    {
        c.WithRankAtLeast(0, 1);
        c.Scalar();
    }

    public override Tensor?[] Gradient(GradContext g) => [Lists.Stack(g.Dy(), g.Attrs.Type("element_dtype"), Lists.RowShapeOf(g.Input(0))), null];

    public override void Run(KernelContext k)
    {
        var rows = k.Input(0);
        if (rows.Rank == 0) throw new InvalidArgumentError($"Tensor must be at least a vector, but saw shape: {rows.Shape}");
        var list = ListMaking.Make(k, rows.DType, k.Input(1), 0, -1);
        ElementShape.CheckElement(list, new Shape(rows.Dims[1..]), "make of rows");
        list.SetRows(rows);
        k.Output().Objects[0] = list;
    }
}

/// <summary>A list with element indices[i] = tensor[i], the others not set.</summary>
internal sealed class TensorListScatterV2() : OpType("TensorListScatterV2",
    "tensor: element_dtype, indices: int32, element_shape: shape_type, num_elements: int32 -> output_handle: variant; element_dtype: type; shape_type: index")
{
    public override void Infer(InferContext c)
    {
        c.WithRankAtLeast(0, 1);
        c.Scalar();
    }

    public override Tensor?[] Gradient(GradContext g) =>
        [Lists.Gather(g.Dy(), g.Input(1), g.Attrs.Type("element_dtype"), Lists.RowShapeOf(g.Input(0))), null, null, null];

    public override void Run(KernelContext k)
    {
        var most = -1;
        foreach (var index in k.In<int>(1)) most = Math.Max(most, index);
        var asked = k.Input(3).AsInt(0);
        var list = new TensorList(k.Input(0).DType, ElementShape.FromValue(k.Input(2)), asked == -1 ? most + 1 : asked);
        TensorListScatterIntoExistingList.Scatter(list, k.Input(0), k.In<int>(1));
        k.Output().Objects[0] = list;
    }
}

/// <summary>A tensor cut along its first dimension into elements of the given lengths.</summary>
internal sealed class TensorListSplit() : OpType("TensorListSplit",
    "tensor: element_dtype, element_shape: shape_type, lengths: int64 -> output_handle: variant; element_dtype: type; shape_type: index")
{
    public override void Infer(InferContext c)
    {
        c.WithRankAtLeast(0, 1);
        c.Scalar();
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var dtype = g.Attrs.Type("element_dtype");
        return [Lists.Concat(g.Dy(), dtype, Lists.ShapeArgument(Unsized(g.Input(0).shape)), g.Input(2)), null, null];
    }

    public override void Run(KernelContext k)
    {
        var tensor = k.Input(0);
        var lengths = k.In<long>(2);
        long total = 0;
        foreach (var length in lengths) total += length;
        if (total != tensor.Dims[0])
            throw new InvalidArgumentError($"Expected sum of lengths to be equal to the values dimension {tensor.Dims[0]}, but it is {total}.");
        var list = new TensorList(tensor.DType, ElementShape.FromValue(k.Input(1)), lengths.Length);
        var row = TensorValue.CountOf(tensor.Dims.AsSpan(1));
        var at = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            var dims = (int[])tensor.Dims.Clone();
            dims[0] = (int)lengths[i];
            var part = TensorValue.Unplaced(tensor.DType, []);
            part.Resize(dims);
            MoveRows.CopyRows(tensor, at, 0, part, 0, 0, dims[0] * row, 1);
            list.Set(i, part);
            at += dims[0] * row;
        }
        k.Output().Objects[0] = list;
    }

    internal static Shape Unsized(Shape shape) => shape.HasRank ? new Shape([-1]).concatenate(shape.Slice(1, shape.ndim)) : Shape.Unknown;
}
