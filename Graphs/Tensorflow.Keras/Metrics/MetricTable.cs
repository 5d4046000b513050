using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras.Metrics;

/// <summary>The metrics by their names.</summary>
internal static class MetricTable
{
    public static Registry<Metric> Register(Registry<Metric> metrics) => metrics
        .Add<Accuracy>()
        .Add<BinaryAccuracy>("binary_accuracy")
        .Add<CategoricalAccuracy>("categorical_accuracy")
        .Add<SparseCategoricalAccuracy>("sparse_categorical_accuracy")
        .Add<BinaryCrossentropy>("binary_crossentropy", "bce", "BCE")
        .Add<CategoricalCrossentropy>("categorical_crossentropy")
        .Add<SparseCategoricalCrossentropy>("sparse_categorical_crossentropy")
        .Add<MeanSquaredError>("mean_squared_error", "mse", "MSE")
        .Add<MeanAbsoluteError>("mean_absolute_error", "mae", "MAE");
}
