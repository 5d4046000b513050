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
            start.ToTensorBeside(dtype, "start"),
            limit.ToTensorBeside(dtype, "limit"),
            (delta.IsNull ? 1 : delta).ToTensorBeside(dtype, "delta"),
        ];
        var type = dtype == TF_DataType.DtInvalid ? parts.Select(p => p.dtype.as_base_dtype()).MaxBy(Width) : dtype;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].dtype.as_base_dtype() != type) parts[i] = OpBuilder.Apply("Cast", null, [parts[i]], ("DstT", type));
        }
        return OpBuilder.Apply("Range", scope, [parts[0], parts[1], parts[2]]);
    }

    /// <summary>
    /// <paramref name="num"/> values from <paramref name="start"/> to <paramref name="stop"/> (both included) at equal distances, along a new axis
    /// where start and stop are not scalars.
    /// </summary>
    public Tensor linspace(TensorLike start, TensorLike stop, TensorLike num, string? name = null, int axis = 0)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "linspace");
        var first = start.ToTensor("start");
        var last = stop.ToTensor("stop", first.dtype.as_base_dtype());
        var count = OpBuilder.Apply("Cast", null, [num.ToTensor("num")], ("DstT", TF_DataType.TF_INT32));
        OpBuilder.Apply("Cast", null, [count], ("DstT", first.dtype.as_base_dtype()));
        var common = broadcast_dynamic_shape(shape(first), shape(last));
        first = broadcast_to(first, common);
        last = broadcast_to(last, common);
        first = expand_dims(first, axis);
        last = expand_dims(last, axis);
        var dims = shape(first);
        var rank = shape(dims)[0];
        var at = OpBuilder.Apply("SelectV2", null, [axis >= 0, axis, rank + axis]);
        var inner = OpBuilder.Apply("Maximum", null, [count - 2, 0]);
        var steps = OpBuilder.Apply("Maximum", null, [count - 1, 1]);
        var delta = (last - first) / cast(steps, last.dtype);
        var end = OpBuilder.Apply("SelectV2", null, [count >= 0, steps, -1]);
        var places = cast(range(1, end, dtype: TF_DataType.TF_INT64), delta.dtype);
        var isAxis = OpBuilder.Apply("Equal", null, [at, range(rank)]);
        places = reshape(places, OpBuilder.Apply("SelectV2", null, [isAxis, inner, 1]));
        var between = first + delta * places;
        var all = concat(new[] { first, between, last }, at);
        var begin = zeros_like(dims);
        var size = concat(new[] { dims[SlicePart.Between(0, at)], reshape(count, new[] { 1 }), dims[SlicePart.Between(at + 1)] }, 0);
        return slice(all, begin, size);
    }

    /// <inheritdoc cref="linspace"/>
    public Tensor lin_space(TensorLike start, TensorLike stop, TensorLike num, string? name = null, int axis = 0) => linspace(start, stop, num, name, axis);

    /// <summary>
    /// A new axis of size <paramref name="depth"/> (the last unless <paramref name="axis"/> says where) that holds <paramref name="on_value"/> (1) at the place
    /// that the index names and <paramref name="off_value"/> (0) elsewhere. An index outside the depth gives only off_value.
    /// </summary>
    /// <exception cref="TypeError">on_value and off_value have different types, or not <paramref name="dtype"/>.</exception>
    public Tensor one_hot(TensorLike indices, TensorLike depth, TensorLike on_value = default, TensorLike off_value = default, int? axis = null,
        TF_DataType dtype = TF_DataType.DtInvalid, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "one_hot");
        var on = on_value.IsNull ? null : on_value.ToTensorBeside(dtype, null);
        var off = off_value.IsNull ? null : off_value.ToTensorBeside(on?.dtype ?? dtype, null);
        var given = on?.dtype ?? off?.dtype;
        if (given is { } known && dtype != TF_DataType.DtInvalid && known != dtype)
            throw new TypeError($"dtype {known.as_numpy_name()} of on_value or off_value does not match dtype parameter {dtype.as_numpy_name()}");
        var type = given ?? (dtype == TF_DataType.DtInvalid ? TF_DataType.TF_FLOAT : dtype);
        on ??= Const.Apply(One(type), "on_value");
        off ??= Const.Apply(Zero(type), "off_value");
        return OpBuilder.Apply("OneHot", scope, [indices, depth, on, off], ("axis", axis ?? -1));
    }

    /// <summary>Identity matrices: ones on the main diagonal, zeros elsewhere; <paramref name="batch_shape"/> of them.</summary>
    public Tensor eye(int num_rows, int? num_columns = null, Shape? batch_shape = null, TF_DataType dtype = TF_DataType.TF_FLOAT, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "eye");
        var columns = num_columns ?? num_rows;
        var batch = batch_shape ?? Shape.Scalar;
        var diagonal = ones(batch.concatenate(Math.Min(num_rows, columns)), dtype);
        return columns == num_rows
            ? matrix_diag(diagonal)
            : matrix_set_diag(zeros(batch.concatenate(new Shape([num_rows, columns])), dtype), diagonal);
    }

    /// <summary>An identity matrix whose size is computed.</summary>
    public Tensor eye(Tensor num_rows, TF_DataType dtype = TF_DataType.TF_FLOAT, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "eye");
        var size = OpBuilder.Apply("Minimum", null, [num_rows, num_rows]);
        var none = constant(Array.Empty<int>(), name: "shape");
        return matrix_diag(ones(concat(new object[] { none, new object[] { size } }, 0), dtype));
    }

    /// <summary>True at the first lengths[i] of <paramref name="maxlen"/> places (the largest length unless given), as <paramref name="dtype"/>.</summary>
    public Tensor sequence_mask(TensorLike lengths, TensorLike maxlen = default, TF_DataType dtype = TF_DataType.TF_BOOL, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "SequenceMask");
        var counts = lengths.ToTensor();
        Tensor most;
        if (maxlen.IsNull)
        {
            var largest = OpBuilder.Apply("Max", null, [counts, counts.rank >= 0 ? constant(Enumerable.Range(0, counts.rank).ToArray()) : range(rank(counts))]);
            most = OpBuilder.Apply("Maximum", null, [constant(0, largest.dtype), largest]);
        }
        else
        {
            most = maxlen.ToTensor();
        }
        var row = OpBuilder.Apply("Range", null, [constant(0, most.dtype), most, constant(1, most.dtype)]);
        var column = OpBuilder.Apply("Cast", null, [expand_dims(counts, -1)], ("DstT", most.dtype.as_base_dtype()));
        var mask = row < column;
        return dtype == TF_DataType.TF_BOOL ? mask : OpBuilder.Apply("Cast", null, [mask], ("DstT", dtype));
    }

    /// <summary>The coordinates of a grid: for each vector a tensor of the grid's shape. With indexing "xy" the first two axes are exchanged, with "ij" not.</summary>
    public Tensor[] meshgrid(IReadOnlyList<TensorLike> args, string indexing = "xy", string? name = null)
    {
        if (indexing is not ("xy" or "ij")) throw new ValueError($"Argument `indexing` parameter must be either 'xy' or 'ij', got '{indexing}'");
        using var scope = DefaultGraph.Current.EnterScope(name ?? "meshgrid");
        var count = args.Count;
        var vectors = args.Select(x => x.ToTensor("stack")).ToArray();
        var grid = new Tensor[count];
        for (var i = 0; i < count; i++) grid[i] = reshape(vectors[i], Along(i, count));
        var sizes = vectors.Select(v => (object)size(v)).ToArray();
        if (indexing == "xy" && count > 1)
        {
            grid[0] = reshape(grid[0], Along(1, count));
            grid[1] = reshape(grid[1], Along(0, count));
            (sizes[0], sizes[1]) = (sizes[1], sizes[0]);
        }
        var all = ones(sizes, vectors[0].dtype);
        for (var i = 0; i < count; i++) grid[i] = grid[i] * all;
        return grid;
    }

    private static int[] Along(int axis, int rank)
    {
        var dims = new int[rank];
        Array.Fill(dims, 1);
        dims[axis] = -1;
        return dims;
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
