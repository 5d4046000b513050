using Tensorflow.Keras.Losses;
using Tensorflow.Keras.Saving;
using static Tensorflow.Binding;

namespace Tensorflow.Keras;

/// <summary>
/// A loss: what training minimizes. Written as a name (<c>"mse"</c>), as <c>keras.losses.Huber(delta: 2)</c> or as a function of
/// (y_true, y_pred) that gives a loss for each sample.
/// </summary>
public abstract class Loss : KerasObject
{
    /// <summary>How the samples' losses become one: <c>auto</c> and <c>sum_over_batch_size</c> the mean, <c>sum</c>, or <c>none</c>.</summary>
    public string reduction { get; }

    /// <summary>The name under which the loss is shown.</summary>
    public string name { get; }

    protected Loss(string reduction, string name)
    {
        if (reduction is not ("auto" or "sum_over_batch_size" or "sum" or "none"))
            throw new ValueError($"Invalid Reduction Key: {reduction}. Expected one of 'auto', 'none', 'sum', 'sum_over_batch_size'.");
        this.reduction = reduction;
        this.name = name;
    }

    /// <summary>The loss of each sample: y's shape without the last axis.</summary>
    public abstract Tensor call(Tensor y_true, Tensor y_pred);

    /// <summary>True where y_true holds class numbers, not values for each output.</summary>
    internal virtual bool TakesLabels => false;

    /// <summary>The loss of a batch, reduced.</summary>
    /// <param name="y_true">What is wanted.</param>
    /// <param name="y_pred">What the model gives.</param>
    /// <param name="sample_weight">A weight for each sample, or for each of its steps.</param>
    /// <param name="mask">True where a step counts.</param>
    public Tensor Apply(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null, Tensor? mask = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name);
        (y_true, y_pred) = TargetShapes.Match(y_true, y_pred, TakesLabels);
        var losses = call(y_true, y_pred);
        Tensor? count = null;
        if (mask is not null)
        {
            var weights = TargetShapes.Weights(tf.cast(mask, losses.dtype), losses);
            sample_weight = sample_weight is null ? weights : TargetShapes.Weights(sample_weight, losses) * weights;
            count = tf.reduce_sum(tf.broadcast_to(weights, tf.shape(losses)));
        }
        if (sample_weight is not null) losses *= TargetShapes.Weights(tf.cast(sample_weight, losses.dtype), losses);
        if (reduction == "none") return losses;
        if (reduction == "sum") return tf.reduce_sum(losses);
        return count is null ? tf.reduce_mean(losses) : tf.div_no_nan(tf.reduce_sum(losses), count);
    }

    internal static Registry<Loss> Known { get; } = new Registry<Loss>("loss", "keras.losses")
        .Add<MeanSquaredError>("mean_squared_error", "mse", "MSE")
        .Add<MeanAbsoluteError>("mean_absolute_error", "mae", "MAE")
        .Add<MeanAbsolutePercentageError>("mean_absolute_percentage_error", "mape", "MAPE")
        .Add<MeanSquaredLogarithmicError>("mean_squared_logarithmic_error", "msle", "MSLE")
        .Add<BinaryCrossentropy>("binary_crossentropy", "bce", "BCE")
        .Add<BinaryFocalCrossentropy>("binary_focal_crossentropy")
        .Add<CategoricalCrossentropy>("categorical_crossentropy")
        .Add<CategoricalFocalCrossentropy>("categorical_focal_crossentropy")
        .Add<SparseCategoricalCrossentropy>("sparse_categorical_crossentropy")
        .Add<Hinge>("hinge").Add<SquaredHinge>("squared_hinge").Add<CategoricalHinge>("categorical_hinge")
        .Add<KLDivergence>("kl_divergence", "kullback_leibler_divergence", "kld", "KLD")
        .Add<Poisson>("poisson").Add<Huber>("huber", "huber_loss").Add<LogCosh>("log_cosh", "logcosh")
        .Add<CosineSimilarity>("cosine_similarity", "cosine_proximity");

    public static implicit operator Loss(string name) => Known.Create(name);

    public static implicit operator Loss(Func<Tensor, Tensor, Tensor> function) => new FunctionLoss(function);
}
