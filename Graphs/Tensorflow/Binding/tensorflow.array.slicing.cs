using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Parts of tensors.</summary>
public sealed partial class tensorflow
{
    /// <summary>A block: from <paramref name="begin"/>, of <paramref name="size"/>; a size of -1 reaches to the end.</summary>
    public Tensor slice(TensorLike input_, TensorLike begin, TensorLike size, string? name = null) => OpBuilder.Apply("Slice", name, [input_, begin, size]);

    /// <summary>
    /// Python's <c>input_[begin:end:strides]</c> in each dimension. Bit i of a mask concerns part i: begin or end is open, the part is an
    /// ellipsis, a new axis, or a single index whose dimension disappears.
    /// </summary>
    public Tensor strided_slice(TensorLike input_, TensorLike begin, TensorLike end, TensorLike strides = default,
        int begin_mask = 0, int end_mask = 0, int ellipsis_mask = 0, int new_axis_mask = 0, int shrink_axis_mask = 0, string? name = null) =>
        OpBuilder.Apply("StridedSlice", name, [input_, begin, end, strides.IsNull ? ones_like(begin) : strides],
            ("begin_mask", begin_mask), ("end_mask", end_mask), ("ellipsis_mask", ellipsis_mask), ("new_axis_mask", new_axis_mask), ("shrink_axis_mask", shrink_axis_mask));

    /// <summary>
    /// The slices of <paramref name="params"/> that <paramref name="indices"/> name along <paramref name="axis"/> (0 unless given).
    /// The first <paramref name="batch_dims"/> dimensions of both are gone through together.
    /// </summary>
    public Tensor gather(TensorLike @params, TensorLike indices, bool? validate_indices = null, string? name = null, TensorLike axis = default, int batch_dims = 0) =>
        @params.Value is ResourceVariable variable && batch_dims == 0 && (axis.IsNull || axis.Value is 0)
            ? variable.sparse_read(indices, name)
            : OpBuilder.Apply("GatherV2", name, [@params, indices, axis.IsNull ? batch_dims : axis], ("batch_dims", batch_dims));

    /// <summary>Gathers along the last axis of <paramref name="indices"/>, whose other axes go along with those of <paramref name="params"/>.</summary>
    public Tensor batch_gather(TensorLike @params, TensorLike indices, string? name = null)
    {
        using var scope = name_scope(name ?? "BatchGather");
        var places = indices.ToTensor("indices");
        if (!places.shape.HasRank) throw new ValueError($"tf.batch_gather does not allow indices with unknown shape: {places}, made at {places.op.DefinedAt}. Give it a shape (set_shape).");
        return gather(@params.ToTensor("params"), places, axis: places.shape.ndim - 1, batch_dims: places.shape.ndim - 1);
    }

    /// <summary>Puts slices at their places: merged[indices[m][i]] = data[m][i].</summary>
    public Tensor dynamic_stitch(TensorLike indices, TensorLike data, string? name = null) => OpBuilder.Apply("DynamicStitch", name, [indices, data]);

    /// <summary>Surrounds a tensor: paddings[d] = (before, after). Mode CONSTANT puts <paramref name="constant_values"/> (0), REFLECT mirrors the tensor at its border without repeating the border itself, SYMMETRIC repeats it.</summary>
    public Tensor pad(TensorLike tensor, TensorLike paddings, string mode = "CONSTANT", string? name = null, TensorLike constant_values = default)
    {
        var kind = mode.ToUpperInvariant();
        if (kind is "REFLECT" or "SYMMETRIC") return OpBuilder.Apply("MirrorPad", name, [tensor, paddings], ("mode", kind));
        if (kind != "CONSTANT") throw new ValueError($"Value of argument `mode` expected to be one of \"CONSTANT\", \"REFLECT\", or \"SYMMETRIC\". Received `mode` = {mode}");
        var isZero = constant_values.IsNull || constant_values.Value is 0 or 0f or 0d;
        return isZero ? OpBuilder.Apply("Pad", name, [tensor, paddings]) : OpBuilder.Apply("PadV2", name, [tensor, paddings, constant_values]);
    }

    /// <summary>
    /// With x and y: elements of <paramref name="x"/> where <paramref name="condition"/> is true, of <paramref name="y"/> elsewhere; condition has their shape,
    /// or is a vector that chooses rows. Without: the places at which the condition is true, one row a place.
    /// </summary>
    public Tensor where(TensorLike condition, TensorLike x = default, TensorLike y = default, string? name = null)
    {
        if (x.IsNull != y.IsNull) throw new ValueError("x and y must both be non-None or both be None.");
        return x.IsNull ? OpBuilder.Apply("Where", name, [condition]) : OpBuilder.Apply("Select", name, [condition, x, y]);
    }

    /// <summary>y[i] = params[indices[i]], where the last axis of <paramref name="indices"/> holds a place in the first dimensions of <paramref name="params"/>.</summary>
    public Tensor gather_nd(TensorLike @params, TensorLike indices, string? name = null) => OpBuilder.Apply("GatherNd", name, [@params, indices]);

    /// <summary>Zeros of the given shape, to which <paramref name="updates"/> are added at the places that the last axis of <paramref name="indices"/> holds.</summary>
    public Tensor scatter_nd(TensorLike indices, TensorLike updates, TensorLike shape, string? name = null) => OpBuilder.Apply("ScatterNd", name, [indices, updates, shape]);

    /// <summary>A copy of a tensor with <paramref name="updates"/> at the places that <paramref name="indices"/> name; of equal places the last one stays.</summary>
    public Tensor tensor_scatter_nd_update(TensorLike tensor, TensorLike indices, TensorLike updates, string? name = null) =>
        OpBuilder.Apply("TensorScatterUpdate", name, [tensor, indices, updates]);

    /// <summary>A copy of a tensor to which <paramref name="updates"/> are added at the places that <paramref name="indices"/> name.</summary>
    public Tensor tensor_scatter_nd_add(TensorLike tensor, TensorLike indices, TensorLike updates, string? name = null) =>
        OpBuilder.Apply("TensorScatterAdd", name, [tensor, indices, updates]);

    /// <summary>A copy of a tensor from which <paramref name="updates"/> are subtracted at the places that <paramref name="indices"/> name.</summary>
    public Tensor tensor_scatter_nd_sub(TensorLike tensor, TensorLike indices, TensorLike updates, string? name = null) =>
        OpBuilder.Apply("TensorScatterSub", name, [tensor, indices, updates]);

    /// <summary>A copy of a tensor with the larger of it and <paramref name="updates"/> at the places that <paramref name="indices"/> name.</summary>
    public Tensor tensor_scatter_nd_max(TensorLike tensor, TensorLike indices, TensorLike updates, string? name = null) =>
        OpBuilder.Apply("TensorScatterMax", name, [tensor, indices, updates]);

    /// <summary>A copy of a tensor with the smaller of it and <paramref name="updates"/> at the places that <paramref name="indices"/> name.</summary>
    public Tensor tensor_scatter_nd_min(TensorLike tensor, TensorLike indices, TensorLike updates, string? name = null) =>
        OpBuilder.Apply("TensorScatterMin", name, [tensor, indices, updates]);

    /// <inheritdoc cref="tensor_scatter_nd_update"/>
    public Tensor tensor_scatter_update(TensorLike tensor, TensorLike indices, TensorLike updates, string? name = null) => tensor_scatter_nd_update(tensor, indices, updates, name);

    /// <inheritdoc cref="tensor_scatter_nd_add"/>
    public Tensor tensor_scatter_add(TensorLike tensor, TensorLike indices, TensorLike updates, string? name = null) => tensor_scatter_nd_add(tensor, indices, updates, name);

    /// <inheritdoc cref="tensor_scatter_nd_sub"/>
    public Tensor tensor_scatter_sub(TensorLike tensor, TensorLike indices, TensorLike updates, string? name = null) => tensor_scatter_nd_sub(tensor, indices, updates, name);

    /// <summary>The parts of a tensor at which <paramref name="mask"/>, which has the shape of its dimensions from <paramref name="axis"/> on, is true.</summary>
    /// <exception cref="ValueError">The mask is a scalar, its rank is unknown, or it does not fit the tensor.</exception>
    public Tensor boolean_mask(TensorLike tensor, TensorLike mask, string name = "boolean_mask", int axis = 0)
    {
        using var scope = DefaultGraph.Current.EnterScope(name);
        var x = tensor.ToTensor("tensor");
        var chosen = mask.ToTensor("mask");
        var rank = chosen.rank;
        if (rank == 0) throw new ValueError("mask cannot be scalar.");
        if (rank < 0) throw new ValueError($"Number of mask dimensions must be specified, even if some dimensions are None. The mask is {chosen}.");
        if (x.shape.HasRank)
        {
            if (axis < 0) axis += x.rank;
            if (axis + rank > x.rank || !x.shape.Slice(axis, axis + rank).is_compatible_with(chosen.shape))
                throw new ValueError($"Shapes {(axis + rank > x.rank ? x.shape : x.shape.Slice(axis, axis + rank))} and {chosen.shape} are incompatible: the mask must have the shape of the tensor's dimensions from axis {axis} on.");
        }
        var count = OpBuilder.Apply("Prod", null, [shape(x)[SlicePart.Between(axis, axis + rank)], new[] { 0 }]);
        var before = shape(x)[SlicePart.Between(stop: axis)];
        var after = shape(x)[SlicePart.Between(axis + rank)];
        var flat = reshape(x, concat(new object[] { before, new object[] { count }, after }, 0));
        if (x.shape.HasRank)
        {
            var size = x.shape.Slice(axis, axis + rank).size;
            flat.set_shape(x.shape.Slice(0, axis).concatenate(size).concatenate(x.shape.Slice(axis + rank, x.rank)));
        }
        return gather(flat, squeeze(where(reshape(chosen, new[] { -1 })), [1]), axis: axis);
    }

    /// <summary>Deals out the parts of <paramref name="data"/>: result i takes, in their order, those whose partition is i.</summary>
    public Tensor[] dynamic_partition(TensorLike data, TensorLike partitions, int num_partitions, string? name = null) =>
        OpBuilder.ApplyMany("DynamicPartition", name, [data, partitions], ("num_partitions", num_partitions));
}
