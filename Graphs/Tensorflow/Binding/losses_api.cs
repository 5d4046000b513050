namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>Losses with weights, reductions and a collection.</summary>
    public LossesApi losses { get; } = new();
}

/// <summary>How a loss of many elements becomes one number: <c>tf.losses.Reduction</c>.</summary>
public sealed class LossReductions
{
    internal LossReductions() { }

    internal const string ByNonzeroWeights = "weighted_sum_by_nonzero_weights";

    /// <summary>Not at all: the weighted losses.</summary>
    public string NONE => "none";

    /// <summary>The sum of the weighted losses.</summary>
    public string SUM => "weighted_sum";

    /// <summary>The sum divided by the sum of the weights.</summary>
    public string MEAN => "weighted_mean";

    /// <summary>The sum divided by the number of losses.</summary>
    public string SUM_OVER_BATCH_SIZE => "weighted_sum_over_batch_size";

    /// <summary>The sum divided by the number of weights that are not 0.</summary>
    public string SUM_BY_NONZERO_WEIGHTS => ByNonzeroWeights;

    /// <summary>Another name of <see cref="SUM_BY_NONZERO_WEIGHTS"/>.</summary>
    public string SUM_OVER_NONZERO_WEIGHTS => ByNonzeroWeights;

    /// <summary>The reductions.</summary>
    public string[] all() => [NONE, SUM, MEAN, SUM_OVER_BATCH_SIZE, SUM_BY_NONZERO_WEIGHTS];

    /// <summary>Refuses what is no reduction.</summary>
    /// <exception cref="ValueError">It is none.</exception>
    public void validate(string key)
    {
        if (!all().Contains(key)) throw new ValueError($"Invalid Reduction Key {key}. Expected keys are ({string.Join(", ", all())})");
    }
}

/// <summary>
/// <c>tf.losses</c>. Each loss is computed element by element, multiplied by <c>weights</c> (a number, or of the loss's rank
/// with each dimension 1 or the loss's), reduced (by default to the sum divided by the number of weights that are not 0), and
/// added to a collection (LOSSES), from which <see cref="get_total_loss"/> sums them.
/// </summary>
public sealed partial class LossesApi
{
    internal LossesApi() { }

    private static tensorflow tf => Binding.tf;

    /// <summary>How a loss becomes one number.</summary>
    public LossReductions Reduction { get; } = new();

    /// <summary>Losses multiplied by weights and reduced. Zero where there is nothing to divide by.</summary>
    /// <param name="losses">[batch, ...].</param>
    /// <param name="weights">A number (1 unless given) or of the rank of the losses, each dimension 1 or the losses'.</param>
    /// <param name="scope">The scope of the operations.</param>
    /// <param name="loss_collection">The collection to add the result to; null for none.</param>
    /// <param name="reduction">One of <see cref="Reduction"/>.</param>
    /// <exception cref="ValueError">The weights do not fit the losses.</exception>
    public Tensor compute_weighted_loss(TensorLike losses, TensorLike weights = default, string? scope = null, string? loss_collection = GraphKeys.LOSSES,
        string reduction = LossReductions.ByNonzeroWeights)
    {
        Reduction.validate(reduction);
        using var opened = tf.name_scope(scope ?? "weighted_loss");
        var values = losses.ToTensor();
        var given = weights.IsNull ? 1.0 : weights;
        using var controls = tf.control_dependencies(new[] { WeightBroadcast.Assert(given, values) });
        var inputType = values.dtype.as_base_dtype();
        values = tf.cast(values, tf.float32);
        var factors = tf.cast(given, tf.float32);
        var weighted = tf.multiply(values, factors);
        var loss = tf.cast(Reduced(values, factors, weighted, reduction), inputType);
        if (loss_collection is not null) add_loss(loss, loss_collection);
        return loss;
    }

    /// <summary>Adds a loss of one's own to a collection.</summary>
    public void add_loss(Tensor loss, string loss_collection = GraphKeys.LOSSES) => tf.add_to_collection(loss_collection, loss);

    /// <summary>The losses of the collection; with <paramref name="scope"/> those whose names begin with it.</summary>
    public List<Tensor> get_losses(string? scope = null, string loss_collection = GraphKeys.LOSSES) => tf.get_collection<Tensor>(loss_collection, scope);

    /// <summary>The losses of regularizers; with <paramref name="scope"/> those whose names begin with it.</summary>
    public List<Tensor> get_regularization_losses(string? scope = null) => tf.get_collection<Tensor>(GraphKeys.REGULARIZATION_LOSSES, scope);

    /// <summary>The sum of the losses of regularizers; 0 where there are none.</summary>
    public Tensor get_regularization_loss(string? scope = null, string name = "total_regularization_loss")
    {
        var all = get_regularization_losses(scope);
        return all.Count > 0 ? tf.add_n(all, name) : tf.constant(0.0);
    }

    /// <summary>The sum of all losses and, unless told otherwise, of those of regularizers: what training minimizes.</summary>
    /// <exception cref="ValueError">There are none.</exception>
    public Tensor get_total_loss(bool add_regularization_losses = true, string name = "total_loss", string? scope = null)
    {
        var all = get_losses(scope);
        if (add_regularization_losses) all.AddRange(get_regularization_losses(scope));
        if (all.Count == 0) throw new ValueError($"There are no losses{(scope is null ? "" : $" in the scope '{scope}'")} to sum: call a function of tf.losses, or tf.losses.add_loss, first.");
        return tf.add_n(all, name);
    }

    private Tensor Reduced(Tensor losses, Tensor weights, Tensor weighted, string reduction)
    {
        if (reduction == Reduction.NONE) return weighted;
        var sum = tf.reduce_sum(weighted);
        if (reduction == Reduction.SUM) return sum;
        if (reduction == Reduction.MEAN) return SafeMean(sum, tf.reduce_sum(tf.ones_like(losses) * weights));
        return reduction == Reduction.SUM_OVER_BATCH_SIZE ? SafeMean(sum, ElementCount(losses)) : SafeMean(sum, PresentCount(losses, weights, false));
    }

    private static Tensor SafeMean(Tensor losses, Tensor count) => tf.div_no_nan(tf.reduce_sum(losses), count, "value");

    private static Tensor ElementCount(Tensor losses)
    {
        using var scope = tf.name_scope("num_elements");
        return tf.cast(tf.size(losses, scope), losses.dtype);
    }

    /// <summary>The number of losses whose weight is not 0: all, or for each row of the batch.</summary>
    private static Tensor PresentCount(Tensor losses, Tensor weights, bool byRow)
    {
        using var scope = tf.name_scope("num_present");
        var present = tf.where(tf.equal(weights, 0.0), tf.zeros_like(weights), tf.ones_like(weights));
        present = WeightBroadcast.Apply(present, losses);
        return byRow ? tf.reduce_sum(present, tf.range(1, tf.rank(present)), true, scope) : tf.reduce_sum(present, name: scope);
    }
}
