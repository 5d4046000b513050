namespace Tensorflow.Keras.Losses;

/// <summary>Losses as functions: the loss of each sample, for losses of one's own to be made of.</summary>
public sealed partial class LossesApi
{
    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.MeanSquaredError"/>
    public Tensor mean_squared_error(Tensor y_true, Tensor y_pred) => Each(new MeanSquaredError(), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.MeanSquaredError"/>
    public Tensor mse(Tensor y_true, Tensor y_pred) => mean_squared_error(y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.MeanAbsoluteError"/>
    public Tensor mean_absolute_error(Tensor y_true, Tensor y_pred) => Each(new MeanAbsoluteError(), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.MeanAbsoluteError"/>
    public Tensor mae(Tensor y_true, Tensor y_pred) => mean_absolute_error(y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.MeanAbsolutePercentageError"/>
    public Tensor mean_absolute_percentage_error(Tensor y_true, Tensor y_pred) => Each(new MeanAbsolutePercentageError(), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.MeanSquaredLogarithmicError"/>
    public Tensor mean_squared_logarithmic_error(Tensor y_true, Tensor y_pred) => Each(new MeanSquaredLogarithmicError(), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.BinaryCrossentropy"/>
    public Tensor binary_crossentropy(Tensor y_true, Tensor y_pred, bool from_logits = false, double label_smoothing = 0, int axis = -1) =>
        Each(new BinaryCrossentropy(from_logits, label_smoothing, axis), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.CategoricalCrossentropy"/>
    public Tensor categorical_crossentropy(Tensor y_true, Tensor y_pred, bool from_logits = false, double label_smoothing = 0, int axis = -1) =>
        Each(new CategoricalCrossentropy(from_logits, label_smoothing, axis), y_true, y_pred);

    public Tensor sparse_categorical_crossentropy(Tensor y_true, Tensor y_pred, bool from_logits = false, int? ignore_class = null) =>
        Each(new SparseCategoricalCrossentropy(from_logits, ignore_class), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.Hinge"/>
    public Tensor hinge(Tensor y_true, Tensor y_pred) => Each(new Hinge(), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.SquaredHinge"/>
    public Tensor squared_hinge(Tensor y_true, Tensor y_pred) => Each(new SquaredHinge(), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.CategoricalHinge"/>
    public Tensor categorical_hinge(Tensor y_true, Tensor y_pred) => Each(new CategoricalHinge(), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.KLDivergence"/>
    public Tensor kl_divergence(Tensor y_true, Tensor y_pred) => Each(new KLDivergence(), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.Poisson"/>
    public Tensor poisson(Tensor y_true, Tensor y_pred) => Each(new Poisson(), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.Huber"/>
    public Tensor huber(Tensor y_true, Tensor y_pred, double delta = 1) => Each(new Huber(delta), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.LogCosh"/>
    public Tensor log_cosh(Tensor y_true, Tensor y_pred) => Each(new LogCosh(), y_true, y_pred);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.CosineSimilarity"/>
    public Tensor cosine_similarity(Tensor y_true, Tensor y_pred, int axis = -1) => Each(new CosineSimilarity(axis), y_true, y_pred);

    private static Tensor Each(Loss loss, Tensor y_true, Tensor y_pred)
    {
        (y_true, y_pred) = TargetShapes.Match(y_true, y_pred, loss.TakesLabels);
        return loss.call(y_true, y_pred);
    }
}
