using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Operations that change the variable; their result is its new value.</summary>
public partial class RefVariable
{
    /// <summary>Sets the variable to a value.</summary>
    public Tensor assign(TensorLike value, bool use_locking = false, string? name = null) =>
        Binding.tf.assign(this, value, use_locking: use_locking, name: name);

    /// <summary>Adds to the variable.</summary>
    public Tensor assign_add(TensorLike delta, bool use_locking = false, string? name = null) => Binding.tf.assign_add(this, delta, use_locking, name);

    /// <summary>Subtracts from the variable.</summary>
    public Tensor assign_sub(TensorLike delta, bool use_locking = false, string? name = null) => Binding.tf.assign_sub(this, delta, use_locking, name);

    /// <summary>Sets rows; the slices say which.</summary>
    public Tensor scatter_update(IndexedSlices sparse_delta, bool use_locking = false, string? name = null) =>
        Binding.tf.scatter_update(this, sparse_delta.indices, sparse_delta.values, use_locking, name);

    /// <summary>Adds to rows; repeated indices add up.</summary>
    public Tensor scatter_add(IndexedSlices sparse_delta, bool use_locking = false, string? name = null) =>
        Binding.tf.scatter_add(this, sparse_delta.indices, sparse_delta.values, use_locking, name);

    /// <summary>Subtracts from rows; repeated indices add up.</summary>
    public Tensor scatter_sub(IndexedSlices sparse_delta, bool use_locking = false, string? name = null) =>
        Binding.tf.scatter_sub(this, sparse_delta.indices, sparse_delta.values, use_locking, name);

    /// <summary>Sets elements or slices, which <paramref name="indices"/> name by coordinates.</summary>
    public Tensor scatter_nd_update(TensorLike indices, TensorLike updates, string? name = null) => Binding.tf.scatter_nd_update(this, indices, updates, name: name);

    /// <summary>Adds to elements or slices, which <paramref name="indices"/> name by coordinates.</summary>
    public Tensor scatter_nd_add(TensorLike indices, TensorLike updates, string? name = null) => Binding.tf.scatter_nd_add(this, indices, updates, name: name);

    /// <summary>Subtracts from elements or slices, which <paramref name="indices"/> name by coordinates.</summary>
    public Tensor scatter_nd_sub(TensorLike indices, TensorLike updates, string? name = null) => Binding.tf.scatter_nd_sub(this, indices, updates, name: name);

    /// <summary>The value before 1 is added to it; OutOfRangeError once it has reached <paramref name="limit"/>.</summary>
    public Tensor count_up_to(int limit) => Binding.tf.count_up_to(this, limit);

    /// <summary>The value where the variable has one, else its initial value: for initial values that depend on other variables.</summary>
    public Tensor initialized_value() => InitialValues.Initialized(this);
}
