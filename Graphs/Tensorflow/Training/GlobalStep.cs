namespace Tensorflow;

/// <summary>The count of training steps of a graph.</summary>
public sealed partial class TrainApi
{
    private const string GlobalStepName = "global_step";

    /// <summary>Makes the graph's global step: an int64 variable <c>global_step</c> that begins at 0.</summary>
    /// <exception cref="ValueError">The graph has one.</exception>
    public RefVariable create_global_step(Graph? graph = null)
    {
        var target = graph ?? DefaultGraph.Current;
        if (get_global_step(target) is not null) throw new ValueError("\"global_step\" already exists.");
        DefaultGraph.Enter(target);
        try
        {
            using var top = target.EnterScope(null);
            return Binding.tf.get_variable(GlobalStepName, Shape.Scalar, TF_DataType.TF_INT64, Binding.tf.zeros_initializer, trainable: false,
                collections: [GraphKeys.GLOBAL_VARIABLES, GraphKeys.GLOBAL_STEP]);
        }
        finally
        {
            DefaultGraph.Leave(target);
        }
    }

    /// <summary>The graph's global step: the variable of the collection GLOBAL_STEP, else the one called <c>global_step</c>; null if there is none.</summary>
    /// <exception cref="TypeError">It is no integer number.</exception>
    public RefVariable? get_global_step(Graph? graph = null)
    {
        var target = graph ?? DefaultGraph.Current;
        var marked = target.get_collection<RefVariable>(GraphKeys.GLOBAL_STEP);
        if (marked.Count > 1) throw new ValueError($"Multiple items found in collection \"global_step\" (should be <= 1): {string.Join(", ", marked)}");
        var step = marked.FirstOrDefault() ?? target.get_collection<RefVariable>(GraphKeys.GLOBAL_VARIABLES).Find(v => v.op.name == GlobalStepName);
        if (step is null) return null;
        if (!step.dtype.is_integer()) throw new TypeError($"Existing \"global_step\" does not have integer type: {step.dtype.as_numpy_name()}");
        if (step.shape.ndim != 0) throw new TypeError($"Existing \"global_step\" is not scalar: {step.shape}");
        return step;
    }

    /// <summary>The graph's global step, made if there is none.</summary>
    public RefVariable get_or_create_global_step(Graph? graph = null) => get_global_step(graph) ?? create_global_step(graph);

    /// <summary>The value of the global step in a session.</summary>
    public long global_step(Session sess, RefVariable global_step_tensor) =>
        Convert.ToInt64(sess.run(global_step_tensor).GetValue(0), System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Tensorflow.ExponentialMovingAverage"/>
    public ExponentialMovingAverage ExponentialMovingAverage(double decay, TensorLike num_updates = default, bool zero_debias = false, string name = "ExponentialMovingAverage") =>
        new(decay, num_updates, zero_debias, name);
}
