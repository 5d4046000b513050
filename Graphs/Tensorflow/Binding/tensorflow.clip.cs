using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Limiting the length of tensors, mostly of gradients.</summary>
public sealed partial class tensorflow
{
    /// <summary>t clip_norm / max(norm, clip_norm), the norm being that over the axes (all without any).</summary>
    public Tensor clip_by_norm(TensorLike t, TensorLike clip_norm, TensorLike axes = default, string? name = null)
    {
        using var scope = name_scope(name ?? "clip_by_norm");
        var slices = t.Value as IndexedSlices;
        var values = slices?.values ?? t.ToTensor("t");
        var squares = reduce_sum(values * values, axes, keepdims: true);
        var isPositive = squares > 0;
        // The square root has no slope at 0: there the norm is left as the 0 that it is.
        var safe = OpBuilder.Apply("Select", null, [isPositive, squares, ones_like(squares)]);
        var norm = OpBuilder.Apply("Select", null, [isPositive, sqrt(safe), squares]);
        var clipped = identity(divide(values * clip_norm, maximum(norm, clip_norm)), slices is null ? scope.scope_name : null);
        return slices is null ? clipped : new IndexedSlices(clipped, slices.indices, slices.dense_shape);
    }

    /// <summary>The length of all tensors together: sqrt(sum of their squares); nulls are left out.</summary>
    public Tensor global_norm(IEnumerable<Tensor?> t_list, string? name = null)
    {
        Tensor[] tensors = [.. t_list.OfType<Tensor>()];
        using var scope = name_scope(name ?? "global_norm");
        var halves = new List<Tensor>();
        foreach (var tensor in tensors)
        {
            var values = tensor is IndexedSlices slices ? slices.values : tensor;
            using var place = colocate_with(values.op);
            halves.Add(OpBuilder.Apply("L2Loss", null, [values]));
        }

        var half = reduce_sum(OpBuilder.Apply("Pack", "stack", [halves.ToArray()]));
        return sqrt(half * constant(2.0, half.dtype), "global_norm");
    }

    /// <summary>
    /// All tensors times clip_norm / max(global norm, clip_norm), and the global norm. Everything is NaN if the norm is not finite.
    /// </summary>
    /// <param name="t_list">Tensors; a null stays null.</param>
    /// <param name="clip_norm">The length allowed, above 0.</param>
    /// <param name="use_norm">The global norm, if it is computed already.</param>
    /// <param name="name">The scope's name.</param>
    public (Tensor?[] list_clipped, Tensor global_norm) clip_by_global_norm(IEnumerable<Tensor?> t_list, TensorLike clip_norm, Tensor? use_norm = null, string? name = null)
    {
        Tensor?[] tensors = [.. t_list];
        use_norm ??= global_norm(tensors, name);
        using var scope = name_scope(name ?? "clip_by_global_norm");
        var finite = clip_norm * minimum(1.0 / use_norm, constant(1.0, use_norm.dtype) / clip_norm);
        var scale = finite + (use_norm - use_norm);
        var clipped = new Tensor?[tensors.Length];
        for (var i = 0; i < clipped.Length; i++)
        {
            if (tensors[i] is not { } tensor) continue;
            var slices = tensor as IndexedSlices;
            var values = slices?.values ?? tensor;
            using var place = colocate_with(values.op);
            var result = identity(values * scale, $"{scope.scope_name.TrimEnd('/')}/_{i}");
            clipped[i] = slices is null ? result : new IndexedSlices(result, slices.indices, slices.dense_shape);
        }

        return (clipped, use_norm);
    }

    /// <summary>t clip_norm / max(mean length, clip_norm), the mean length being the norm over the number of elements.</summary>
    public Tensor clip_by_average_norm(TensorLike t, TensorLike clip_norm, string? name = null)
    {
        using var scope = name_scope(name ?? "clip_by_average_norm");
        var x = t.ToTensor("t");
        var count = cast(OpBuilder.Apply("Size", null, [x]), x.dtype);
        var inverse = rsqrt(reduce_sum(x * x)) * count;
        return identity(x * clip_norm * minimum(inverse, constant(1.0, x.dtype) / clip_norm), scope);
    }
}
