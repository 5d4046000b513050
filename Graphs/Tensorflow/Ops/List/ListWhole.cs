using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>The number of elements.</summary>
internal sealed class TensorListLength() : NotDifferentiableOp("TensorListLength", "input_handle: variant -> length: int32")
{
    public override void Infer(InferContext c) => c.Scalar();

    public override void Run(KernelContext k) => k.Fit(0).Span<int>()[0] = k.Input(0).List.Count;
}

/// <summary>The shape that the list's elements must have: -1 for unknown sizes, a single -1 for an unknown rank.</summary>
internal sealed class TensorListElementShape() : NotDifferentiableOp("TensorListElementShape", "input_handle: variant -> element_shape: shape_type; shape_type: index")
{
    public override void Infer(InferContext c) => c.Set(0, Shape.Unknown);

    public override void Run(KernelContext k)
    {
        var shape = k.Input(0).List.ElementShape;
        long[] dims = shape.HasRank ? shape.dims : [-1];
        var output = shape.HasRank ? k.Resize(0, dims.Length) : k.Resize(0);
        for (var i = 0; i < dims.Length; i++)
        {
            if (output.DType == TF_DataType.TF_INT32) output.Span<int>()[i] = (int)dims[i];
            else output.Span<long>()[i] = dims[i];
        }
    }
}

/// <summary>All elements, which must have one shape, along a new first dimension.</summary>
internal sealed class TensorListStack() : OpType("TensorListStack",
    "input_handle: variant, element_shape: int32 -> tensor: element_dtype; element_dtype: type; num_elements: int = -1")
{
    public override void Infer(InferContext c)
    {
        var element = ElementShape.Of(c, 1);
        c.Set(0, new Shape([c.Attrs.Long("num_elements")]).concatenate(element));
    }

    public override Tensor?[] Gradient(GradContext g) => [Lists.FromTensor(g.Dy(), Lists.RowShapeOf(g.Output())), null];

    public override void Run(KernelContext k)
    {
        var list = k.Input(0).List;
        ElementShape.CheckType(list, k.Output().DType);
        var wanted = k.Attrs.Long("num_elements");
        if (wanted != -1 && wanted != list.Count) throw new InvalidArgumentError($"Operation expected a list with {wanted} elements but got a list with {list.Count} elements.");
        var dims = ListRows.CommonDims(list, k.Input(1), list.Count, i => i);
        var output = k.Fit(0, [list.Count, .. dims]);
        if (list.AsBlock() is { } block) block.CopyTo(output);
        else ListRows.Read(list, output, list.Count, i => i);
    }
}

/// <summary>The elements that indices name, along a new first dimension.</summary>
internal sealed class TensorListGather() : OpType("TensorListGather",
    "input_handle: variant, indices: int32, element_shape: int32 -> values: element_dtype; element_dtype: type")
{
    public override void Infer(InferContext c) => c.Set(0, new Shape([c.WithRank(1, 1)[0]]).concatenate(ElementShape.Of(c, 2)));

    // Elements that are gathered twice get the sum.
    public override Tensor?[] Gradient(GradContext g)
    {
        var rows = tf.unsorted_segment_sum(g.Dy(), g.Input(1), Lists.Length(g.Input(0)));
        return [Lists.FromTensor(rows, Lists.RowShapeOf(g.Output())), null, null];
    }

    public override void Run(KernelContext k)
    {
        var list = k.Input(0).List;
        ElementShape.CheckType(list, k.Output().DType);
        var indices = k.Input(1);
        for (var i = 0; i < indices.Count; i++)
        {
            if (indices.AsInt(i) < 0 || indices.AsInt(i) >= list.Count) throw new InvalidArgumentError($"Trying to gather element {indices.AsInt(i)} in a list with {list.Count} elements.");
        }
        var dims = ListRows.CommonDims(list, k.Input(2), indices.Count, indices.AsInt);
        ListRows.Read(list, k.Fit(0, [indices.Count, .. dims]), indices.Count, indices.AsInt);
    }
}

/// <summary>The list with the rows of a tensor at the places that indices name; it grows as far as they need.</summary>
internal sealed class TensorListScatterIntoExistingList() : OpType("TensorListScatterIntoExistingList",
    "input_handle: variant, tensor: element_dtype, indices: int32 -> output_handle: variant; element_dtype: type")
{
    public override void Infer(InferContext c)
    {
        c.WithRankAtLeast(1, 1);
        c.Scalar();
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var (list, values, indices) = (g.Dy(), g.Input(1), g.Input(2));
        return [Lists.ScatterInto(list, tf.zeros_like(values), indices), Lists.Gather(list, indices, values.dtype, Lists.RowShapeOf(values)), null];
    }

    public override void Run(KernelContext k)
    {
        var list = k.TakeList(0);
        ElementShape.CheckType(list, k.Input(1).DType);
        Scatter(list, k.Input(1), k.In<int>(2));
        k.Output().Objects[0] = list;
    }

    internal static void Scatter(TensorList list, TensorValue rows, ReadOnlySpan<int> indices)
    {
        if (rows.Rank == 0 || rows.Dims[0] != indices.Length)
            throw new InvalidArgumentError($"Invalid number of rows in input tensor. Expected: {indices.Length} Actual: {(rows.Rank == 0 ? 0 : rows.Dims[0])}");
        var row = TensorValue.Unplaced(rows.DType, []);
        row.Resize(rows.Dims.AsSpan(1));
        ElementShape.CheckElement(list, row.Shape, "scatter");
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0) throw new InvalidArgumentError($"Indices in TensorListScatter must all be non-negative, but one is {indices[i]}.");
            if (indices[i] >= list.Count) list.Resize(indices[i] + 1);
            MoveRows.CopyRows(rows, i * row.Count, 0, row, 0, 0, row.Count, 1);
            list.Set(indices[i], row);
        }
    }
}

/// <summary>The list cut off, or grown by elements that are not set.</summary>
internal sealed class TensorListResize() : OpType("TensorListResize", "input_handle: variant, size: int32 -> output_handle: variant")
{
    public override void Infer(InferContext c) => c.Scalar();

    public override Tensor?[] Gradient(GradContext g) => [Lists.Resize(g.Dy(), Lists.Length(g.Input(0))), null];

    public override void Run(KernelContext k)
    {
        var size = k.Input(1).AsInt(0);
        if (size < 0) throw new InvalidArgumentError($"TensorListSlice expects size to be non-negative. Got: {size}");
        var list = k.TakeList(0);
        list.Resize(size);
        k.Output().Objects[0] = list;
    }
}

/// <summary>The elements one after the other along their first dimension, and the length that each has there.</summary>
internal sealed class TensorListConcatV2() : OpType("TensorListConcatV2",
    "input_handle: variant, element_shape: shape_type, leading_dims: int64 -> tensor: element_dtype, lengths: int64; element_dtype: type; shape_type: index")
{
    public override void Infer(InferContext c)
    {
        c.Set(0, TensorListSplit.Unsized(ElementShape.Of(c, 1)));
        c.Set(1, Shape.UnknownOfRank(1));
    }

    public override Tensor?[] Gradient(GradContext g) =>
        [Lists.Split(g.Dy(), Lists.ShapeArgument(g.Output().shape), g.Output(1)), null, null];

    public override void Run(KernelContext k)
    {
        var list = k.Input(0).List;
        ElementShape.CheckType(list, k.Output().DType);
        var lengths = k.Resize(1, list.Count).Span<long>();
        int[]? rest = null;
        var total = 0;
        for (var i = 0; i < list.Count; i++)
        {
            int[] dims;
            if (list.Has(i)) dims = list.DimsOf(i);
            else
            {
                // The gradient of a split may leave elements without a value: zeros of the length that was cut off.
                var shape = ElementShape.Required(list, k.Input(1));
                if (i >= k.Input(2).Count || !shape.HasRank || !shape.Slice(1, shape.ndim).IsFullyDefined) throw new InvalidArgumentError($"Concat saw an uninitialized element at index {i} of unknown shape.");
                dims = [k.Input(2).AsInt(i), .. shape.Slice(1, shape.ndim).ToInts()];
            }
            if (dims.Length == 0) throw new InvalidArgumentError($"Concat saw a scalar shape at index {i} but requires at least vectors.");
            rest ??= dims[1..];
            if (!rest.AsSpan().SequenceEqual(dims.AsSpan(1))) throw new InvalidArgumentError($"Tried to concat tensors with unequal shapes: {new Shape(rest)} vs {new Shape(dims[1..])}");
            lengths[i] = dims[0];
            total += dims[0];
        }
        if (rest is null)
        {
            var shape = ElementShape.Required(list, k.Input(1));
            if (!shape.HasRank || !shape.Slice(1, shape.ndim).IsFullyDefined) throw new InvalidArgumentError("All except the first dimension must be fully defined when concating an empty tensor list.");
            rest = shape.Slice(1, shape.ndim).ToInts();
        }
        var output = k.Resize(0, [total, .. rest]);
        var row = TensorValue.CountOf(rest);
        var at = 0;
        for (var i = 0; i < list.Count; i++)
        {
            var count = (int)lengths[i] * row;
            if (list.Has(i)) MoveRows.CopyRows(list.Element(i), 0, 0, output, at, 0, count, 1);
            else output.Part(at, count, ElementShape.Clear);
            at += count;
        }
    }
}

/// <summary>Reading several elements of one shape as the rows of a tensor.</summary>
internal static class ListRows
{
    public static int[] CommonDims(TensorList list, TensorValue argument, int count, Func<int, int> index)
    {
        int[]? common = null;
        for (var i = 0; i < count; i++)
        {
            if (!list.Has(index(i))) continue;
            var dims = list.DimsOf(index(i));
            common ??= dims;
            if (!ReferenceEquals(dims, common) && !dims.AsSpan().SequenceEqual(common))
                throw new InvalidArgumentError($"Incompatible shapes during merge: [{string.Join(",", common)}] vs. [{string.Join(",", dims)}]. The elements to put together must have one shape.");
        }
        if (common is not null) return common;
        var shape = ElementShape.Required(list, argument);
        if (!shape.IsFullyDefined && list.CommonDims is { } others) return others;
        return shape.IsFullyDefined ? shape.ToInts() : throw new InvalidArgumentError($"Tried to stack elements of an empty list with non-fully-defined element_shape: {shape}");
    }

    public static void Read(TensorList list, TensorValue output, int count, Func<int, int> index)
    {
        var each = count == 0 ? 0 : output.Count / count;
        for (var i = 0; i < count; i++)
        {
            if (list.Has(index(i))) MoveRows.CopyRows(list.Element(index(i)), 0, 0, output, i * each, 0, each, 1);
            else output.Part(i * each, each, ElementShape.Clear);
        }
    }
}

/// <summary>Sums and zeros of whole lists, for AddN and ZerosLike.</summary>
internal static class ListArithmetic
{
    /// <summary>A list of zeros of the elements' shapes.</summary>
    public static void Zeros(KernelContext k)
    {
        var list = k.Input(0).List;
        var zeros = ListMaking.Make(k, list.DType, list.ElementShape, list.Count, -1);
        for (var i = 0; i < list.Count; i++)
        {
            if (!list.Has(i)) continue;
            if (list.DType.size() > 0)
            {
                zeros.SetZeros(i, list.DimsOf(i));
                continue;
            }
            var zero = TensorValue.Unplaced(list.DType, []);
            zero.Resize(list.DimsOf(i));
            if (list.DType == TF_DataType.TF_VARIANT) Zeros(new KernelContext(k.Attrs, [list.Element(i)], [zero]));
            else ElementShape.Clear(zero);
            zeros.Set(i, zero);
        }
        k.Output().Objects[0] = zeros;
    }

    /// <summary>The list of the sums of the elements; an element that was not set counts as zero.</summary>
    public static void Sum(KernelContext k)
    {
        var sum = k.TakeList(0);
        for (var n = 1; n < k.Inputs.Length; n++)
        {
            var list = k.Input(n).List;
            if (list.Count != sum.Count) throw new InvalidArgumentError($"Trying to add two lists of tensors with different lengths. One is {sum.Count} and the other is {list.Count}");
            for (var i = 0; i < list.Count; i++)
            {
                if (!list.Has(i)) continue;
                if (!sum.Has(i)) sum.Set(i, list.Element(i));
                else sum.Set(i, Sum(k, sum.Element(i), list.Element(i)));
            }
        }
        k.Output().Objects[0] = sum;
    }

    private static TensorValue Sum(KernelContext k, TensorValue a, TensorValue b)
    {
        var sum = TensorValue.Unplaced(a.DType, []);
        sum.Resize(a.Dims);
        var context = new KernelContext(k.Attrs, [a, b], [sum]);
        if (a.DType == TF_DataType.TF_VARIANT) Sum(context);
        else Dispatch.Number<Addition>(context, a.DType);
        return sum;
    }

    private readonly struct Addition : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Elementwise.Zip<T, T, NumberZip<T, AddV2.Formula>>(k.In<T>(0), k.In<T>(1), k.Out<T>());
    }
}
