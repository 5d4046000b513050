namespace Tensorflow.Keras.Losses;

/// <summary><c>keras.losses</c>.</summary>
public sealed partial class LossesApi
{
    internal LossesApi() { }

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.MeanSquaredError"/>
    public Loss MeanSquaredError(string reduction = "auto", string name = "mean_squared_error") => new MeanSquaredError(reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.MeanAbsoluteError"/>
    public Loss MeanAbsoluteError(string reduction = "auto", string name = "mean_absolute_error") => new MeanAbsoluteError(reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.MeanAbsolutePercentageError"/>
    public Loss MeanAbsolutePercentageError(string reduction = "auto", string name = "mean_absolute_percentage_error") => new MeanAbsolutePercentageError(reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.MeanSquaredLogarithmicError"/>
    public Loss MeanSquaredLogarithmicError(string reduction = "auto", string name = "mean_squared_logarithmic_error") => new MeanSquaredLogarithmicError(reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.BinaryCrossentropy"/>
    public Loss BinaryCrossentropy(bool from_logits = false, double label_smoothing = 0, int axis = -1, string reduction = "auto", string name = "binary_crossentropy") =>
        new BinaryCrossentropy(from_logits, label_smoothing, axis, reduction, name);

    public Loss BinaryFocalCrossentropy(bool apply_class_balancing = false, double alpha = 0.25, double gamma = 2, bool from_logits = false, double label_smoothing = 0,
        int axis = -1, string reduction = "auto", string name = "binary_focal_crossentropy") =>
        new BinaryFocalCrossentropy(apply_class_balancing, alpha, gamma, from_logits, label_smoothing, axis, reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.CategoricalCrossentropy"/>
    public Loss CategoricalCrossentropy(bool from_logits = false, double label_smoothing = 0, int axis = -1, string reduction = "auto", string name = "categorical_crossentropy") =>
        new CategoricalCrossentropy(from_logits, label_smoothing, axis, reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.CategoricalFocalCrossentropy"/>
    public Loss CategoricalFocalCrossentropy(double alpha = 0.25, double gamma = 2, bool from_logits = false, double label_smoothing = 0, int axis = -1,
        string reduction = "auto", string name = "categorical_focal_crossentropy") =>
        new CategoricalFocalCrossentropy(alpha, gamma, from_logits, label_smoothing, axis, reduction, name);

    public Loss SparseCategoricalCrossentropy(bool from_logits = false, int? ignore_class = null, string reduction = "auto", string name = "sparse_categorical_crossentropy") =>
        new SparseCategoricalCrossentropy(from_logits, ignore_class, reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.Hinge"/>
    public Loss Hinge(string reduction = "auto", string name = "hinge") => new Hinge(reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.SquaredHinge"/>
    public Loss SquaredHinge(string reduction = "auto", string name = "squared_hinge") => new SquaredHinge(reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.CategoricalHinge"/>
    public Loss CategoricalHinge(string reduction = "auto", string name = "categorical_hinge") => new CategoricalHinge(reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.KLDivergence"/>
    public Loss KLDivergence(string reduction = "auto", string name = "kl_divergence") => new KLDivergence(reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.Poisson"/>
    public Loss Poisson(string reduction = "auto", string name = "poisson") => new Poisson(reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.Huber"/>
    public Loss Huber(double delta = 1, string reduction = "auto", string name = "huber_loss") => new Huber(delta, reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.LogCosh"/>
    public Loss LogCosh(string reduction = "auto", string name = "log_cosh") => new LogCosh(reduction, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Losses.CosineSimilarity"/>
    public Loss CosineSimilarity(int axis = -1, string reduction = "auto", string name = "cosine_similarity") => new CosineSimilarity(axis, reduction, name);

    /// <summary>The loss of this name.</summary>
    /// <exception cref="ValueError">The name is unknown.</exception>
    public Loss get(string name) => Loss.Known.Create(name);
}
