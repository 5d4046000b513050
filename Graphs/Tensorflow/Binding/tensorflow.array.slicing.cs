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
        OpBuilder.Apply("GatherV2", name, [@params, indices, axis.IsNull ? batch_dims : axis], ("batch_dims", batch_dims));

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
}
