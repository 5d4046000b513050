using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>What stands behind the operators of tensors and variables.</summary>
internal static class BinaryOperators
{
    public static Tensor Apply(string type, string name, TensorLike x, TensorLike y) => OpBuilder.Apply(type, name, [x, y]);

    /// <summary>x + y: AddV2, or Add where strings are joined.</summary>
    public static Tensor Add(TensorLike x, TensorLike y)
    {
        var type = (x.AsTensor ?? y.AsTensor)!.dtype.as_base_dtype();
        return OpBuilder.Apply(type == TF_DataType.TF_STRING ? "Add" : "AddV2", "add", [x, y]);
    }

    /// <summary>x / y as Python 3 divides: integers become float64 (8 and 16 bits: float32) first.</summary>
    public static Tensor Divide(TensorLike x, TensorLike y, string? name = null)
    {
        var graph = DefaultGraph.Current;
        using var scope = graph.EnterScope(name ?? "truediv");
        var type = (x.AsTensor ?? y.AsTensor)?.dtype.as_base_dtype() ?? TF_DataType.DtInvalid;
        var a = x.ToTensor("x", x.AsTensor is null ? type : TF_DataType.DtInvalid);
        var b = y.ToTensor("y", y.AsTensor is null ? a.dtype.as_base_dtype() : TF_DataType.DtInvalid);
        if (a.dtype.is_integer() && a.dtype.as_base_dtype() == b.dtype.as_base_dtype())
        {
            var to = a.dtype.size() <= 2 ? TF_DataType.TF_FLOAT : TF_DataType.TF_DOUBLE;
            a = OpBuilder.Apply("Cast", null, [a], ("DstT", to));
            b = OpBuilder.Apply("Cast", null, [b], ("DstT", to));
        }
        return OpBuilder.Apply("RealDiv", scope.scope_name, [a, b]);
    }
}
