using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras.Metrics;

/// <summary>The metrics by their names.</summary>
internal static class MetricTable
{
    public static Registry<Metric> Register(Registry<Metric> metrics) => metrics
        .Suggest(NamedMetric.Chosen)
        .Add<Accuracy>()
        .Add<BinaryAccuracy>("binary_accuracy")
        .Add<CategoricalAccuracy>("categorical_accuracy")
        .Add<SparseCategoricalAccuracy>("sparse_categorical_accuracy")
        .Add<TopKCategoricalAccuracy>("top_k_categorical_accuracy")
        .Add<SparseTopKCategoricalAccuracy>("sparse_top_k_categorical_accuracy")
        .Add<BinaryCrossentropy>("binary_crossentropy", "bce", "BCE")
        .Add<CategoricalCrossentropy>("categorical_crossentropy")
        .Add<SparseCategoricalCrossentropy>("sparse_categorical_crossentropy")
        .Add<MeanSquaredError>("mean_squared_error")
        .Add<MeanAbsoluteError>("mean_absolute_error")
        .Add<MeanAbsolutePercentageError>("mean_absolute_percentage_error")
        .Add<MeanSquaredLogarithmicError>("mean_squared_logarithmic_error")
        .Add<RootMeanSquaredError>("root_mean_squared_error")
        .AddMaker("mse", () => new MeanSquaredError("mse")).AddMaker("MSE", () => new MeanSquaredError("MSE"))
        .AddMaker("mae", () => new MeanAbsoluteError("mae")).AddMaker("MAE", () => new MeanAbsoluteError("MAE"))
        .AddMaker("mape", () => new MeanAbsolutePercentageError("mape")).AddMaker("MAPE", () => new MeanAbsolutePercentageError("MAPE"))
        .AddMaker("msle", () => new MeanSquaredLogarithmicError("msle")).AddMaker("MSLE", () => new MeanSquaredLogarithmicError("MSLE"))
        .Add<Hinge>("hinge").Add<SquaredHinge>("squared_hinge").Add<CategoricalHinge>("categorical_hinge")
        .Add<KLDivergence>("kullback_leibler_divergence", "kl_divergence", "kld", "KLD")
        .Add<Poisson>("poisson").Add<LogCoshError>("logcosh", "log_cosh").Add<CosineSimilarity>("cosine_similarity")
        .Add<TruePositives>().Add<FalsePositives>().Add<TrueNegatives>().Add<FalseNegatives>()
        .Add<Precision>().Add<Recall>().Add<AUC>();
}
