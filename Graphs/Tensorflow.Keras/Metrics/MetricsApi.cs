namespace Tensorflow.Keras.Metrics;

/// <summary><c>keras.metrics</c>.</summary>
public sealed class MetricsApi
{
    internal MetricsApi() { }

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.Accuracy"/>
    public Accuracy Accuracy(string name = "accuracy") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.BinaryAccuracy"/>
    public BinaryAccuracy BinaryAccuracy(string name = "binary_accuracy", double threshold = 0.5) => new(name, threshold);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.CategoricalAccuracy"/>
    public CategoricalAccuracy CategoricalAccuracy(string name = "categorical_accuracy") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.SparseCategoricalAccuracy"/>
    public SparseCategoricalAccuracy SparseCategoricalAccuracy(string name = "sparse_categorical_accuracy") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.TopKCategoricalAccuracy"/>
    public TopKCategoricalAccuracy TopKCategoricalAccuracy(int k = 5, string name = "top_k_categorical_accuracy") => new(k, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.SparseTopKCategoricalAccuracy"/>
    public SparseTopKCategoricalAccuracy SparseTopKCategoricalAccuracy(int k = 5, string name = "sparse_top_k_categorical_accuracy") => new(k, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.MeanSquaredError"/>
    public MeanSquaredError MeanSquaredError(string name = "mean_squared_error") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.MeanAbsoluteError"/>
    public MeanAbsoluteError MeanAbsoluteError(string name = "mean_absolute_error") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.MeanAbsolutePercentageError"/>
    public MeanAbsolutePercentageError MeanAbsolutePercentageError(string name = "mean_absolute_percentage_error") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.MeanSquaredLogarithmicError"/>
    public MeanSquaredLogarithmicError MeanSquaredLogarithmicError(string name = "mean_squared_logarithmic_error") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.Hinge"/>
    public Hinge Hinge(string name = "hinge") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.SquaredHinge"/>
    public SquaredHinge SquaredHinge(string name = "squared_hinge") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.CategoricalHinge"/>
    public CategoricalHinge CategoricalHinge(string name = "categorical_hinge") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.KLDivergence"/>
    public KLDivergence KLDivergence(string name = "kullback_leibler_divergence") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.Poisson"/>
    public Poisson Poisson(string name = "poisson") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.LogCoshError"/>
    public LogCoshError LogCoshError(string name = "logcosh") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.CosineSimilarity"/>
    public CosineSimilarity CosineSimilarity(string name = "cosine_similarity", int axis = -1) => new(name, axis);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.RootMeanSquaredError"/>
    public RootMeanSquaredError RootMeanSquaredError(string name = "root_mean_squared_error") => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.BinaryCrossentropy"/>
    public BinaryCrossentropy BinaryCrossentropy(string name = "binary_crossentropy", bool from_logits = false, double label_smoothing = 0) => new(name, from_logits, label_smoothing);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.CategoricalCrossentropy"/>
    public CategoricalCrossentropy CategoricalCrossentropy(string name = "categorical_crossentropy", bool from_logits = false, double label_smoothing = 0, int axis = -1) => new(name, from_logits, label_smoothing, axis);

    public SparseCategoricalCrossentropy SparseCategoricalCrossentropy(string name = "sparse_categorical_crossentropy", bool from_logits = false, int? ignore_class = null) => new(name, from_logits, ignore_class);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.TruePositives"/>
    public TruePositives TruePositives(double thresholds = 0.5, string name = "true_positives") => new(thresholds, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.FalsePositives"/>
    public FalsePositives FalsePositives(double thresholds = 0.5, string name = "false_positives") => new(thresholds, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.TrueNegatives"/>
    public TrueNegatives TrueNegatives(double thresholds = 0.5, string name = "true_negatives") => new(thresholds, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.FalseNegatives"/>
    public FalseNegatives FalseNegatives(double thresholds = 0.5, string name = "false_negatives") => new(thresholds, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.Precision"/>
    public Precision Precision(double thresholds = 0.5, string name = "precision") => new(thresholds, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.Recall"/>
    public Recall Recall(double thresholds = 0.5, string name = "recall") => new(thresholds, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Metrics.AUC"/>
    public AUC AUC(int num_thresholds = 200, string curve = "ROC", string name = "auc") => new(num_thresholds, curve, name);

    /// <summary>The metric of this name; <c>accuracy</c> becomes the one that fits when a model is compiled with it.</summary>
    /// <exception cref="ValueError">The name is unknown.</exception>
    public Metric get(string name) => NamedMetric.Chosen.Contains(name) ? name : Metric.Known.Create(name);
}
