using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Shapes and their change: reshape, transpose, join, cut.</summary>
public sealed partial class tensorflow
{
    /// <summary>The sizes of the dimensions as a vector; a constant where they are all known.</summary>
    public Tensor shape(TensorLike input, string? name = null, TF_DataType out_type = TF_DataType.TF_INT32)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "Shape");
        var x = input.ToTensor();
        return x.shape.IsFullyDefined
            ? Const.Apply(ValueConversion.Convert(TensorValue.FromSpan<long>(x.shape.dims, [x.rank]), out_type), scope)
            : OpBuilder.Apply("Shape", scope, [x], ("out_type", out_type));
    }

    /// <summary>The shapes of several tensors.</summary>
    public Tensor[] shape_n(IEnumerable<Tensor> input, TF_DataType out_type = TF_DataType.TF_INT32, string? name = null) =>
        OpBuilder.ApplyMany("ShapeN", name, [input.ToArray()], ("out_type", out_type));

    /// <summary>The number of elements; a constant where the shape is known.</summary>
    public Tensor size(TensorLike input, string? name = null, TF_DataType out_type = TF_DataType.TF_INT32)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "Size");
        var x = input.ToTensor();
        return x.shape.IsFullyDefined
            ? Const.Apply(ValueConversion.Convert(TensorValue.Scalar(x.shape.size), out_type), scope)
            : OpBuilder.Apply("Size", scope, [x], ("out_type", out_type));
    }

    /// <summary>The number of dimensions; a constant where it is known.</summary>
    public Tensor rank(TensorLike input, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "Rank");
        var x = input.ToTensor();
        return x.shape.HasRank ? Const.Apply(TensorValue.Scalar(x.rank), scope) : OpBuilder.Apply("Rank", scope, [x]);
    }

    /// <summary>The same elements in the same order under another shape. One size may be -1: it follows from the number of elements.</summary>
    /// <exception cref="ValueError">The shapes have different numbers of elements.</exception>
    public Tensor reshape(TensorLike tensor, TensorLike shape, string? name = null) => OpBuilder.Apply("Reshape", name, [tensor, shape]);

    /// <summary>The same elements in the same order under another shape. One size may be -1: it follows from the number of elements.</summary>
    /// <exception cref="ValueError">The shapes have different numbers of elements.</exception>
    public Tensor reshape(TensorLike tensor, Shape shape, string? name = null) => OpBuilder.Apply("Reshape", name, [tensor, shape]);

    /// <summary>Inserts a dimension of size 1 before <paramref name="axis"/>; -1 appends it. <paramref name="dim"/> is the older name of axis.</summary>
    public Tensor expand_dims(TensorLike input, TensorLike axis = default, string? name = null, TensorLike dim = default) =>
        OpBuilder.Apply("ExpandDims", name, [input, axis.IsNull ? dim : axis]);

    /// <summary>Removes the dimensions of size 1 that <paramref name="axis"/> lists; all of them if it is not given.</summary>
    /// <exception cref="ValueError">A listed dimension has another size.</exception>
    public Tensor squeeze(TensorLike input, int[]? axis = null, string? name = null, int[]? squeeze_dims = null) =>
        OpBuilder.Apply("Squeeze", name, [input], ("squeeze_dims", Array.ConvertAll(axis ?? squeeze_dims ?? [], d => (long)d)));

    /// <summary>Removes one dimension, which must have size 1.</summary>
    /// <exception cref="ValueError">It has another size.</exception>
    public Tensor squeeze(TensorLike input, int axis, string? name = null) => squeeze(input, [axis], name);

    /// <summary>Permutes the axes: axis d of the result is axis perm[d] of <paramref name="a"/>. Without <paramref name="perm"/> their order is reversed.</summary>
    public Tensor transpose(TensorLike a, TensorLike perm = default, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "transpose");
        var tensor = a.ToTensor("a");
        if (perm.IsNull)
        {
            perm = tensor.rank >= 0
                ? Enumerable.Range(0, tensor.rank).Reverse().ToArray()
                : OpBuilder.Apply("Range", null, [OpBuilder.Apply("Rank", null, [tensor]) - 1, -1, -1]);
        }
        return OpBuilder.Apply("Transpose", scope, [tensor, perm]);
    }

    /// <summary>y[x[i]] = i.</summary>
    public Tensor invert_permutation(TensorLike x, string? name = null) => OpBuilder.Apply("InvertPermutation", name, [x]);

    /// <summary>Joins the tensors of a list along <paramref name="axis"/>; all other dimensions must agree.</summary>
    public Tensor concat(TensorLike values, TensorLike axis, string name = "concat")
    {
        var list = values.Value as Array ?? new[] { values.ToTensor() };
        if (list.Length > 1) return OpBuilder.Apply("ConcatV2", name, [list, axis]);
        if (list.Length == 0) throw new ValueError("tf.concat was given no tensors; it needs at least one.");
        using var scope = DefaultGraph.Current.EnterScope(name);
        axis.ToTensor("concat_dim", TF_DataType.TF_INT32);
        return Identity.Apply(TensorLike.From(list.GetValue(0)), scope);
    }

    /// <summary>Stacks tensors of one shape along a new axis. Values alone become one constant.</summary>
    public Tensor stack(TensorLike values, int axis = 0, string name = "stack")
    {
        var list = values.Value as Array;
        if (axis == 0 && list is not null) return values.ToTensor(name);
        if (list is null) throw new TypeError("tf.stack takes a list of tensors.");
        return Pack.Apply(list, axis, name);
    }

    /// <summary>Cuts a tensor along <paramref name="axis"/> into tensors of one rank less; <paramref name="num"/>, their number, is needed only where the size of the axis is not known.</summary>
    public Tensor[] unstack(TensorLike value, int? num = null, int axis = 0, string name = "unstack")
    {
        var tensor = value.ToTensor();
        if (num is null)
        {
            var shape = tensor.shape;
            if (!shape.HasRank) throw new ValueError($"Cannot infer argument `num` from shape {shape}: give num. The tensor is {tensor}.");
            if (axis < -shape.ndim || axis >= shape.ndim) throw new ValueError($"Argument `axis` = {axis} not in range [{-shape.ndim}, {shape.ndim})");
            if (shape[axis] < 0) throw new ValueError($"Cannot infer argument `num` from shape {shape}: give num. The tensor is {tensor}.");
            num = (int)shape[axis];
        }
        return OpBuilder.ApplyMany("Unpack", name, [tensor], ("num", num.Value), ("axis", axis));
    }

    /// <summary>Cuts a tensor along <paramref name="axis"/> into equal parts.</summary>
    public Tensor[] split(TensorLike value, int num_or_size_splits, TensorLike axis = default, string name = "split") =>
        OpBuilder.ApplyMany("Split", name, [axis.IsNull ? 0 : axis, value], ("num_split", num_or_size_splits));

    /// <summary>
    /// Cuts a tensor along <paramref name="axis"/> into parts of the given sizes, of which one may be -1: it takes what is left.
    /// <paramref name="num"/>, their number, is needed only where it is not known from the sizes.
    /// </summary>
    public Tensor[] split(TensorLike value, TensorLike num_or_size_splits, TensorLike axis = default, int? num = null, string name = "split")
    {
        var sizes = num_or_size_splits.ToTensor();
        if (sizes.rank == 0) throw new ValueError($"Rank-0 tensors are not supported as the num_or_size_splits argument to split. Argument provided: {sizes}");
        num ??= sizes.shape.IsFullyDefined ? (int)sizes.shape[0] : throw new ValueError($"Cannot infer argument `num` from shape {sizes.shape}: give num.");
        return OpBuilder.ApplyMany("SplitV", name, [value, sizes, axis.IsNull ? 0 : axis], ("num_split", num.Value));
    }

    /// <summary>Exchanges the last two axes.</summary>
    public Tensor matrix_transpose(TensorLike a, string name = "matrix_transpose")
    {
        using var scope = DefaultGraph.Current.EnterScope(name);
        var matrix = a.ToTensor("a");
        var rank = matrix.rank;
        if (rank < 0) throw new ValueError($"tf.matrix_transpose needs a tensor of known rank, but got {matrix}; give it a shape (set_shape).");
        if (rank < 2) throw new ValueError($"Argument `a` should be a (batch) matrix with rank >= 2. Received `a` = {matrix} with shape: {matrix.shape}");
        return transpose(matrix, Enumerable.Range(0, rank - 2).Append(rank - 1).Append(rank - 2).ToArray());
    }

    /// <summary>Moves blocks of <paramref name="block_size"/> x block_size places of an image into its channels.</summary>
    public Tensor space_to_depth(TensorLike input, int block_size, string? name = null, string data_format = "NHWC") =>
        OpBuilder.Apply("SpaceToDepth", name, [input], ("block_size", block_size), ("data_format", data_format));

    /// <summary>Moves channels into blocks of <paramref name="block_size"/> x block_size places of an image.</summary>
    public Tensor depth_to_space(TensorLike input, int block_size, string? name = null, string data_format = "NHWC") =>
        OpBuilder.Apply("DepthToSpace", name, [input], ("block_size", block_size), ("data_format", data_format));

    /// <summary>Pads the dimensions after the first by <paramref name="paddings"/> and moves blocks of them into the batch.</summary>
    public Tensor space_to_batch_nd(TensorLike input, TensorLike block_shape, TensorLike paddings, string? name = null) =>
        OpBuilder.Apply("SpaceToBatchND", name, [input, block_shape, paddings]);

    /// <summary>The reverse of <see cref="space_to_batch_nd"/>; <paramref name="crops"/> take the place of the paddings.</summary>
    public Tensor batch_to_space_nd(TensorLike input, TensorLike block_shape, TensorLike crops, string? name = null) =>
        OpBuilder.Apply("BatchToSpaceND", name, [input, block_shape, crops]);

    /// <summary>The same bytes read as another type.</summary>
    public Tensor bitcast(TensorLike input, TF_DataType type, string? name = null) => OpBuilder.Apply("Bitcast", name, [input], ("type", type));

    /// <summary>Repeats a tensor: along axis d multiples[d] times.</summary>
    public Tensor tile(TensorLike input, TensorLike multiples, string? name = null) => OpBuilder.Apply("Tile", name, [input, multiples]);

    /// <summary>Repeats a tensor to a larger shape by the rules of broadcasting.</summary>
    public Tensor broadcast_to(TensorLike input, TensorLike shape, string? name = null) => OpBuilder.Apply("BroadcastTo", name, [input, shape]);

    /// <summary>Repeats a tensor to a larger shape by the rules of broadcasting.</summary>
    public Tensor broadcast_to(TensorLike input, Shape shape, string? name = null) => OpBuilder.Apply("BroadcastTo", name, [input, shape]);

    /// <summary>The shape that two shapes broadcast to, computed when the graph runs.</summary>
    public Tensor broadcast_dynamic_shape(TensorLike shape_x, TensorLike shape_y) => OpBuilder.Apply("BroadcastArgs", null, [shape_x, shape_y]);

    /// <summary>The shape that two shapes broadcast to, as far as it is known when the graph is built.</summary>
    /// <exception cref="ValueError">They do not fit.</exception>
    public Shape broadcast_static_shape(Shape shape_x, Shape shape_y) => shape_x.broadcast_with(shape_y);

    /// <summary>The same tensor; a run fails if it does not have the given shape, and the graph knows it.</summary>
    public Tensor ensure_shape(TensorLike x, Shape shape, string? name = null) => OpBuilder.Apply("EnsureShape", name, [x], ("shape", shape));

    /// <summary><see cref="space_to_batch_nd"/> with square blocks of the height and width of images.</summary>
    public Tensor space_to_batch(TensorLike input, TensorLike paddings, int block_size, string? name = null) =>
        space_to_batch_nd(input, new[] { block_size, block_size }, paddings, name);

    /// <summary><see cref="batch_to_space_nd"/> with square blocks of the height and width of images.</summary>
    public Tensor batch_to_space(TensorLike input, TensorLike crops, int block_size, string? name = null) =>
        batch_to_space_nd(input, new[] { block_size, block_size }, crops, name);

    /// <summary>The same tensors, as the outputs of one operation.</summary>
    public Tensor[] identity_n(IEnumerable<Tensor> input, string? name = null)
    {
        TensorLike all = input.ToArray();
        return OpBuilder.ApplyMany("IdentityN", name, [all]);
    }

    /// <summary>Converted to another type; what lies outside its range becomes its end nearest to it.</summary>
    public Tensor saturate_cast(TensorLike value, TF_DataType dtype, string? name = null)
    {
        using var scope = name_scope(name ?? "saturate_cast");
        var x = value.ToTensor("value");
        var from = x.dtype.as_base_dtype();
        if (NumberRange.Least(from) < NumberRange.Least(dtype)) x = maximum(x, NumberRange.Constant(NumberRange.Least(dtype), from, "min"));
        if (NumberRange.Greatest(from) > NumberRange.Greatest(dtype)) x = minimum(x, NumberRange.Constant(NumberRange.Greatest(dtype), from, "max"));
        return cast(x, dtype, scope);
    }
}
