using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>Answers Shape, ShapeN, Size and Rank from the shapes alone, without computing the tensors.</summary>
internal static class ShapeQuestion
{
    /// <summary>The outputs, null where the operation asks something else or a shape is not known.</summary>
    public static TensorValue[]? Answer(Operation op, PlanValue[] inputs)
    {
        if (op.type is not ("Shape" or "ShapeN" or "Size" or "Rank")) return null;
        if (!Array.TrueForAll(inputs, v => v.Shape.IsFullyDefined)) return null;
        return Array.ConvertAll(inputs, v => Answer(op, v.Shape));
    }

    private static TensorValue Answer(Operation op, Shape shape)
    {
        var value = op.type switch
        {
            "Rank" => TensorValue.Scalar(shape.ndim),
            "Size" => TensorValue.Scalar(shape.size),
            _ => TensorValue.FromSpan<long>(shape.dims, [shape.ndim]),
        };
        return ValueConversion.Convert(value, op.outputs[0].dtype);
    }
}
