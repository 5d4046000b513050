using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>What stands behind the operators of tensors and variables.</summary>
internal static class BinaryOperators
{
    public static Tensor Apply(string type, string name, TensorLike x, TensorLike y) => OpBuilder.Apply(type, name, [Read(x), y]);

    /// <summary>x + y: AddV2, or Add where strings are joined.</summary>
    public static Tensor Add(TensorLike x, TensorLike y)
    {
        var type = (x.TensorType ?? y.TensorType)!.Value;
        return OpBuilder.Apply(type == TF_DataType.TF_STRING ? "Add" : "AddV2", "add", [Read(x), y]);
    }

    // Python asks the left operand for its operator, so a resource variable there is read before the operation's scope opens.
    private static TensorLike Read(TensorLike x) => x.Value is ResourceVariable variable ? variable.value() : x;

    /// <summary>x / y as Python 3 divides: integers become float64 (8 and 16 bits: float32) first.</summary>
    public static Tensor Divide(TensorLike x, TensorLike y, string? name = null)
    {
        var graph = DefaultGraph.Current;
        x = name is null ? Read(x) : x;
        using var scope = graph.EnterScope(name ?? "truediv");
        var type = x.TensorType ?? y.TensorType ?? TF_DataType.DtInvalid;
        var a = x.ToTensorBeside(type, "x");
        var b = y.ToTensorBeside(a.dtype.as_base_dtype(), "y");
        if (a.dtype.is_integer() && a.dtype.as_base_dtype() == b.dtype.as_base_dtype())
        {
            var to = a.dtype.size() <= 2 ? TF_DataType.TF_FLOAT : TF_DataType.TF_DOUBLE;
            a = OpBuilder.Apply("Cast", null, [a], ("DstT", to));
            b = OpBuilder.Apply("Cast", null, [b], ("DstT", to));
        }
        return OpBuilder.Apply("RealDiv", scope.scope_name, [a, b]);
    }
}
