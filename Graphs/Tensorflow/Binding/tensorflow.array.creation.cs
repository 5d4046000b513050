using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Tensors made of nothing but a shape and a value.</summary>
public sealed partial class tensorflow
{
    // TensorFlow writes small tensors of zeros into the graph and lets Fill make the larger ones.
    private const long SmallConstant = 1000;

    /// <summary>Zeros (false, empty strings). Fewer than 1,000 are a constant, more are made by Fill.</summary>
    public Tensor zeros(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT, string? name = null)
    {
        if (shape.size >= 0 && shape.size < SmallConstant) return Const.Apply(TensorValue.Allocate(dtype, shape.ToInts(), clear: true), name ?? "zeros");
        using var scope = DefaultGraph.Current.EnterScope(name ?? "zeros");
        return OpBuilder.Apply("Fill", scope, [Const.Apply(ShapeVector(shape), "shape_as_tensor"), Const.Apply(Zero(dtype))]);
    }

    /// <summary>Zeros (false, empty strings) of a shape that is computed.</summary>
    public Tensor zeros(Tensor shape, TF_DataType dtype = TF_DataType.TF_FLOAT, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "zeros");
        return OpBuilder.Apply("Fill", scope, [AsVector(shape), Const.Apply(Zero(dtype))]);
    }

    /// <summary>Zeros (false, empty strings) of a shape of which some sizes are tensors.</summary>
    public Tensor zeros(object[] shape, TF_DataType dtype = TF_DataType.TF_FLOAT, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "zeros");
        return OpBuilder.Apply("Fill", scope, [AutoPacking.Apply(shape, "packed", TF_DataType.TF_INT32), Const.Apply(Zero(dtype))]);
    }

    /// <summary>Ones (true). Fewer than 1,000 are a constant, more are made by Fill.</summary>
    public Tensor ones(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT, string? name = null)
    {
        if (shape.size >= 0 && shape.size < SmallConstant) return Const.Apply(Filled(One(dtype), shape, verifyShape: false), name ?? "ones");
        using var scope = DefaultGraph.Current.EnterScope(name ?? "ones");
        return OpBuilder.Apply("Fill", scope, [Const.Apply(ShapeVector(shape), "shape_as_tensor"), Const.Apply(One(dtype))]);
    }

    /// <summary>Ones (true) of a shape that is computed.</summary>
    public Tensor ones(Tensor shape, TF_DataType dtype = TF_DataType.TF_FLOAT, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "ones");
        return OpBuilder.Apply("Fill", scope, [AsVector(shape), Const.Apply(One(dtype))]);
    }

    /// <summary>Ones (true) of a shape of which some sizes are tensors.</summary>
    public Tensor ones(object[] shape, TF_DataType dtype = TF_DataType.TF_FLOAT, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "ones");
        return OpBuilder.Apply("Fill", scope, [AutoPacking.Apply(shape, "packed", TF_DataType.TF_INT32), Const.Apply(One(dtype))]);
    }

    /// <summary>Zeros of a tensor's shape, and of its type unless another is given. With <paramref name="optimize"/> the shape is taken from the graph where it is known.</summary>
    public Tensor zeros_like(TensorLike tensor, TF_DataType dtype = TF_DataType.DtInvalid, string? name = null, bool optimize = true)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "zeros_like");
        var x = tensor.ToTensor("tensor");
        var type = dtype == TF_DataType.DtInvalid ? x.dtype.as_base_dtype() : dtype;
        if (optimize && x.shape.IsFullyDefined && x.dtype != TF_DataType.TF_VARIANT) return zeros(x.shape, type, scope);
        if (type != x.dtype.as_base_dtype()) return zeros(shape(x), type, scope);
        return OpBuilder.Apply("ZerosLike", scope, [x]);
    }

    /// <summary>Ones of a tensor's shape, and of its type unless another is given. With <paramref name="optimize"/> the shape is taken from the graph where it is known.</summary>
    public Tensor ones_like(TensorLike tensor, TF_DataType dtype = TF_DataType.DtInvalid, string? name = null, bool optimize = true)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "ones_like");
        var x = tensor.ToTensor("tensor");
        var known = optimize && x.shape.IsFullyDefined;
        var dims = known ? Const.Apply(ShapeVector(x.shape), "Shape/shape_as_tensor") : OpBuilder.Apply("Shape", null, [x]);
        var ones = OpBuilder.Apply("Fill", scope, [dims, Const.Apply(One(dtype == TF_DataType.DtInvalid ? x.dtype : dtype))]);
        ones.set_shape(x.shape);
        return ones;
    }

    /// <summary>A tensor of the given shape with one value everywhere. Sizes may be tensors.</summary>
    public Tensor fill(TensorLike dims, TensorLike value, string? name = null) => OpBuilder.Apply("Fill", name, [dims, value]);

    /// <summary>A tensor of the given shape with one value everywhere.</summary>
    public Tensor fill(Shape dims, TensorLike value, string? name = null) => OpBuilder.Apply("Fill", name, [dims, value]);

    /// <summary>0, 1, ... up to <paramref name="limit"/> (exclusive).</summary>
    public Tensor range(TensorLike limit, string name = "range") => range(0, limit, name: name);

    /// <summary>start, start + delta, ... up to <paramref name="limit"/> (exclusive). The type is the widest of int32, int64, float32, float64 among the arguments.</summary>
    public Tensor range(TensorLike start, TensorLike limit, TensorLike delta = default, TF_DataType dtype = TF_DataType.DtInvalid, string name = "range")
    {
        using var scope = DefaultGraph.Current.EnterScope(name);
        Tensor[] parts =
        [
            start.ToTensor("start", start.AsTensor is null ? dtype : TF_DataType.DtInvalid),
            limit.ToTensor("limit", limit.AsTensor is null ? dtype : TF_DataType.DtInvalid),
            (delta.IsNull ? 1 : delta).ToTensor("delta", delta.AsTensor is null ? dtype : TF_DataType.DtInvalid),
        ];
        var type = dtype == TF_DataType.DtInvalid ? parts.Select(p => p.dtype.as_base_dtype()).MaxBy(Width) : dtype;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].dtype.as_base_dtype() != type) parts[i] = OpBuilder.Apply("Cast", null, [parts[i]], ("DstT", type));
        }
        return OpBuilder.Apply("Range", scope, [parts[0], parts[1], parts[2]]);
    }

    private static int Width(TF_DataType type) => type switch
    {
        TF_DataType.TF_INT32 => 0,
        TF_DataType.TF_INT64 => 1,
        TF_DataType.TF_FLOAT => 2,
        TF_DataType.TF_DOUBLE => 3,
        _ => throw new TypeError($"tf.range infers its type from int32, int64, float32 and float64, but got {type.as_numpy_name()}; give dtype."),
    };

    private static TensorValue ShapeVector(Shape shape)
    {
        if (!shape.IsFullyDefined) throw new ValueError($"Cannot convert a partially known Shape {shape} to a Tensor; use tf.shape of a tensor for sizes that are known only when the graph runs.");
        return TensorValue.Vector(shape.ToInts());
    }

    private Tensor AsVector(Tensor shape) => shape.rank == 0 ? reshape(shape, new[] { -1 }) : shape;

    private static TensorValue Zero(TF_DataType type) => TensorValue.Allocate(type, [], clear: true);

    private static TensorValue One(TF_DataType type)
    {
        type = type.as_base_dtype();
        return type == TF_DataType.TF_BOOL ? TensorValue.Scalar(true) : ValueConversion.Convert(TensorValue.Scalar(1), type);
    }
}
