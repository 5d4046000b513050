using static Tensorflow.Binding;

namespace Tensorflow;

/// <summary>The counters of metrics: local variables, not trained and not saved, which begin with zeros.</summary>
internal static class MetricVariable
{
    /// <summary>A float32 variable in the collections LOCAL_VARIABLES and METRIC_VARIABLES.</summary>
    public static RefVariable Create(string name, Shape shape) =>
        VariableFactory.Create(default, false, name, TF_DataType.TF_FLOAT, [GraphKeys.LOCAL_VARIABLES, GraphKeys.METRIC_VARIABLES], true,
            () => tf.zeros(shape), shape);
}
