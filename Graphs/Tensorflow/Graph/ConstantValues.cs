using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>What is known of a tensor's value when the graph is built; the shapes of later operations follow from it.</summary>
internal static class ConstantValues
{
    private const int LargestValue = 4096;
    private const int DeepestValue = 64;

    /// <summary>The tensor's value if it follows from constants and known shapes alone and is small; else null.</summary>
    public static TensorValue? Of(Tensor tensor) => Evaluate(tensor, 0);

    /// <summary>The value of a tensor that holds a shape: unknown elements are -1, nothing known is an unknown shape.</summary>
    public static Shape AsShape(Tensor tensor) => PartialShape(tensor, 0);

    private static TensorValue? Evaluate(Tensor tensor, int depth)
    {
        var op = tensor.op;
        if (op.type == "Const") return op.Attrs.Tensor("value");
        if (op is { type: "Placeholder", graph: FuncGraph function } && function.OriginOf(tensor) is { } outside) return Evaluate(outside, depth + 1);
        if (depth > DeepestValue || op.OpType.IsStateful || op.OpType.HasFunctions || op.inputs.Count == 0 || tensor.dtype == TF_DataType.TF_VARIANT || tensor.dtype.is_ref_dtype()) return null;
        if (op.type is "Shape" or "Size" or "Rank" or "ShapeN")
        {
            if (FromShape(op, tensor.value_index) is { } known) return known;
            return null;
        }
        if (!tensor.shape.IsFullyDefined || tensor.shape.size > LargestValue || !IsFoldable(op)) return null;
        var inputs = new TensorValue[op.inputs.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (op.inputs[i].shape is { IsFullyDefined: true } s && s.size > LargestValue) return null;
            if (Evaluate(op.inputs[i], depth + 1) is not { } value) return null;
            inputs[i] = value;
        }
        return Folding.Evaluate(op.OpType, op.Attrs, inputs, op.name)?[tensor.value_index];
    }

    private static bool IsFoldable(Operation op) => op.outputs.All(o => o.shape.IsFullyDefined && o.shape.size <= LargestValue);

    private static TensorValue? FromShape(Operation op, int output)
    {
        var shape = op.inputs[op.type == "ShapeN" ? output : 0].shape;
        var outType = op.Attrs.TryGet<TF_DataType>("out_type", out var type) ? type : TF_DataType.TF_INT32;
        if (op.type == "Rank") return shape.HasRank ? TensorValue.Scalar(shape.ndim) : null;
        if (!shape.IsFullyDefined) return null;
        var value = op.type == "Size" ? TensorValue.Scalar(shape.size) : TensorValue.FromSpan<long>(shape.dims, [shape.ndim]);
        return ValueConversion.Convert(value, outType);
    }

    private static Shape PartialShape(Tensor tensor, int depth)
    {
        var op = tensor.op;
        if (depth > DeepestValue) return Shape.Unknown;
        if (Evaluate(tensor, depth) is { } value) return FromValue(value);
        switch (op.type)
        {
            case "Shape":
                return op.inputs[0].shape;
            case "ShapeN":
                return op.inputs[tensor.value_index].shape;
            case "Pack":
                return new Shape([.. op.inputs.Select(input => Element(input))]);
            case "Cast" or "Identity" or "StopGradient":
                return PartialShape(op.inputs[0], depth + 1);
            case "ConcatV2":
                var parts = Shape.Scalar;
                for (var i = 0; i < op.inputs.Count - 1; i++) parts = parts.concatenate(PartialShape(op.inputs[i], depth + 1));
                return parts;
            case "StridedSlice":
                return Sliced(op, depth);
        }
        return tensor.shape is { ndim: 1 } s && s[0] >= 0 ? Shape.UnknownOfRank((int)s[0]) : Shape.Unknown;
    }

    private static long Element(Tensor scalar)
    {
        if (Of(scalar) is { Count: 1 } value) return Math.Max(-1, value.AsLong(0));
        if (scalar.op.type == "StridedSlice" && scalar.op.Attrs.Long("shrink_axis_mask") == 1 && Of(scalar.op.inputs[1]) is { Count: 1 } begin)
        {
            var source = AsShape(scalar.op.inputs[0]);
            var at = begin.AsInt(0);
            if (source.HasRank && at < source.ndim && at >= -source.ndim) return source[at];
        }
        return -1;
    }

    private static Shape Sliced(Operation op, int depth)
    {
        var source = PartialShape(op.inputs[0], depth + 1);
        if (!source.HasRank || Of(op.inputs[1]) is not { Count: 1 } begin || Of(op.inputs[2]) is not { Count: 1 } end || Of(op.inputs[3]) is not { Count: 1 } stride) return Shape.Unknown;
        var attrs = op.Attrs;
        if (stride.AsLong(0) != 1 || attrs.Long("shrink_axis_mask") != 0 || attrs.Long("new_axis_mask") != 0 || attrs.Long("ellipsis_mask") != 0) return Shape.Unknown;
        var from = (attrs.Long("begin_mask") & 1) != 0 ? 0 : Clamp(begin.AsLong(0), source.ndim);
        var to = (attrs.Long("end_mask") & 1) != 0 ? source.ndim : Clamp(end.AsLong(0), source.ndim);
        return source.Slice(from, Math.Max(from, to));
    }

    private static int Clamp(long index, int count) => (int)Math.Clamp(index < 0 ? index + count : index, 0, count);

    private static Shape FromValue(TensorValue value)
    {
        if (value.Rank != 1 || !value.DType.is_integer()) return Shape.Unknown;
        var dims = new long[value.Count];
        for (var i = 0; i < dims.Length; i++) dims[i] = Math.Max(-1, value.AsLong(i));
        return new Shape(dims);
    }
}
