using static Tensorflow.Binding;

namespace Tensorflow;

/// <summary>
/// The rule for weights of losses and metrics: a number, or the rank of the values with each dimension 1 or the values'.
/// </summary>
internal static class WeightBroadcast
{
    /// <summary>An operation that fails in the run where the shapes do not fit; what is known when the graph is built is refused then.</summary>
    /// <exception cref="ValueError">The shapes do not fit.</exception>
    public static Operation Assert(TensorLike weightsGiven, Tensor values)
    {
        using var scope = tf.name_scope("assert_broadcastable");
        var (weights, weightsShape, weightsRank) = Described("weights", weightsGiven);
        var (_, valuesShape, valuesRank) = Described("values", values);
        if (weights.rank == 0) return tf.no_op("static_scalar_check_success");
        RequireFit(weights, values);
        if (weights.shape.IsFullyDefined && values.shape.IsFullyDefined) return tf.no_op("static_dims_check_success");
        var isScalar = tf.equal(0, weightsRank, "is_scalar");
        var sameRank = tf.equal(valuesRank, weightsRank, "is_same_rank");
        // Shapes of different lengths are cut to the shorter one: then the ranks have decided already.
        var common = tf.expand_dims(tf.minimum(valuesRank, weightsRank), 0);
        var (w, v) = (tf.slice(weightsShape, new[] { 0 }, common), tf.slice(valuesShape, new[] { 0 }, common));
        var fits = tf.reduce_all(tf.logical_or(tf.equal(w, 1), tf.equal(w, v)));
        var valid = tf.logical_or(isScalar, tf.logical_and(sameRank, fits), "is_valid_shape");
        return tf.Assert(valid, ["weights can not be broadcast to values.", $"weights.shape ({weights.name}) = ", weightsShape, $"values.shape ({values.name}) = ", valuesShape],
            name: scope);
    }

    /// <summary>The weights in the shape of the values.</summary>
    public static Tensor Apply(Tensor weights, Tensor values)
    {
        using var scope = tf.name_scope("broadcast_weights");
        if (weights.shape.IsFullyDefined && weights.shape == values.shape) return weights;
        using var controls = tf.control_dependencies(new[] { Assert(weights, values) });
        return tf.multiply(weights, tf.ones_like(values), scope);
    }

    private static (Tensor Tensor, Tensor Shape, Tensor Rank) Described(string name, TensorLike value)
    {
        using var scope = tf.name_scope(name);
        var tensor = value.ToTensor(scope);
        return (tensor, tf.shape(tensor, "shape"), tf.rank(tensor, "rank"));
    }

    private static void RequireFit(Tensor weights, Tensor values)
    {
        var (w, v) = (weights.shape, values.shape);
        if (!w.HasRank || !v.HasRank) return;
        if (w.ndim != v.ndim)
            throw new ValueError($"weights can not be broadcast to values. values.rank={v.ndim}. weights.rank={w.ndim}. values.shape={v}. weights.shape={w}. Received weights={weights}, values={values}");
        for (var i = 0; i < w.ndim; i++)
        {
            if (w[i] >= 0 && w[i] != 1 && v[i] >= 0 && w[i] != v[i])
                throw new ValueError($"weights can not be broadcast to values. Mismatch at dim {i}. values.shape={v}, weights.shape={w}. Received weights={weights}, values={values}");
        }
    }
}
