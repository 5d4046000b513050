using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Operations that change variables. Their result is the new value of the variable.</summary>
public sealed partial class tensorflow
{
    /// <summary>ref = value. With <paramref name="validate_shape"/> the value must have the variable's shape.</summary>
    public Tensor assign(TensorLike @ref, TensorLike value, bool validate_shape = true, bool use_locking = true, string? name = null) =>
        VariableUpdates.Apply("Assign", name, [@ref, value], ("validate_shape", validate_shape), ("use_locking", use_locking));

    /// <summary>ref = ref + value.</summary>
    public Tensor assign_add(TensorLike @ref, TensorLike value, bool use_locking = false, string? name = null) =>
        VariableUpdates.Apply("AssignAdd", name, [@ref, value], ("use_locking", use_locking));

    /// <summary>ref = ref - value.</summary>
    public Tensor assign_sub(TensorLike @ref, TensorLike value, bool use_locking = false, string? name = null) =>
        VariableUpdates.Apply("AssignSub", name, [@ref, value], ("use_locking", use_locking));

    /// <summary>ref[indices[i]] = updates[i], row by row; of repeated indices the last wins. updates has shape indices.shape + ref.shape[1:], or is a number.</summary>
    public Tensor scatter_update(TensorLike @ref, TensorLike indices, TensorLike updates, bool use_locking = true, string? name = null) =>
        VariableUpdates.Apply("ScatterUpdate", name, [@ref, indices, updates], ("use_locking", use_locking));

    /// <summary>ref[indices[i]] += updates[i]; repeated indices add up.</summary>
    public Tensor scatter_add(TensorLike @ref, TensorLike indices, TensorLike updates, bool use_locking = false, string? name = null) =>
        VariableUpdates.Apply("ScatterAdd", name, [@ref, indices, updates], ("use_locking", use_locking));

    /// <summary>ref[indices[i]] -= updates[i].</summary>
    public Tensor scatter_sub(TensorLike @ref, TensorLike indices, TensorLike updates, bool use_locking = false, string? name = null) =>
        VariableUpdates.Apply("ScatterSub", name, [@ref, indices, updates], ("use_locking", use_locking));

    /// <summary>ref[indices[i]] *= updates[i].</summary>
    public Tensor scatter_mul(TensorLike @ref, TensorLike indices, TensorLike updates, bool use_locking = false, string? name = null) =>
        VariableUpdates.Apply("ScatterMul", name, [@ref, indices, updates], ("use_locking", use_locking));

    /// <summary>ref[indices[i]] /= updates[i].</summary>
    public Tensor scatter_div(TensorLike @ref, TensorLike indices, TensorLike updates, bool use_locking = false, string? name = null) =>
        VariableUpdates.Apply("ScatterDiv", name, [@ref, indices, updates], ("use_locking", use_locking));

    /// <summary>ref[indices[i]] = min(ref[indices[i]], updates[i]).</summary>
    public Tensor scatter_min(TensorLike @ref, TensorLike indices, TensorLike updates, bool use_locking = false, string? name = null) =>
        VariableUpdates.Apply("ScatterMin", name, [@ref, indices, updates], ("use_locking", use_locking));

    /// <summary>ref[indices[i]] = max(ref[indices[i]], updates[i]).</summary>
    public Tensor scatter_max(TensorLike @ref, TensorLike indices, TensorLike updates, bool use_locking = false, string? name = null) =>
        VariableUpdates.Apply("ScatterMax", name, [@ref, indices, updates], ("use_locking", use_locking));

    /// <summary>ref[indices[i]] = updates[i], where the last dimension of indices holds the leading coordinates of an element or slice.</summary>
    public Tensor scatter_nd_update(TensorLike @ref, TensorLike indices, TensorLike updates, bool use_locking = true, string? name = null) =>
        VariableUpdates.Apply("ScatterNdUpdate", name, [@ref, indices, updates], ("use_locking", use_locking));

    /// <summary>ref[indices[i]] += updates[i], where the last dimension of indices holds coordinates.</summary>
    public Tensor scatter_nd_add(TensorLike @ref, TensorLike indices, TensorLike updates, bool use_locking = false, string? name = null) =>
        VariableUpdates.Apply("ScatterNdAdd", name, [@ref, indices, updates], ("use_locking", use_locking));

    /// <summary>ref[indices[i]] -= updates[i], where the last dimension of indices holds coordinates.</summary>
    public Tensor scatter_nd_sub(TensorLike @ref, TensorLike indices, TensorLike updates, bool use_locking = false, string? name = null) =>
        VariableUpdates.Apply("ScatterNdSub", name, [@ref, indices, updates], ("use_locking", use_locking));

    /// <summary>The value before 1 is added to it; OutOfRangeError once it has reached <paramref name="limit"/>.</summary>
    public Tensor count_up_to(TensorLike @ref, int limit, string? name = null) =>
        OpBuilder.Apply("CountUpTo", name, [@ref], ("limit", (long)limit));
}
