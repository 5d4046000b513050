using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// Averages that follow variables: average = decay average + (1 - decay) value. <c>apply</c> gives the operation to run after
/// each training step; models often do better with the averages than with the last values.
/// </summary>
public sealed class ExponentialMovingAverage
{
    private readonly double _decay;
    private readonly TensorLike _numUpdates;
    private readonly bool _zeroDebias;
    private readonly Dictionary<object, RefVariable> _averages = [];

    /// <summary>Moving averages.</summary>
    /// <param name="decay">Close to 1: 0.999.</param>
    /// <param name="num_updates">A count of updates; the decay is then min(decay, (1 + num_updates) / (10 + num_updates)), which follows faster at first.</param>
    /// <param name="zero_debias">True to correct averages of tensors for their beginning at 0; averages of variables begin at the variable's value.</param>
    /// <param name="name">The name of the averages' slots.</param>
    public ExponentialMovingAverage(double decay, TensorLike num_updates = default, bool zero_debias = false, string name = "ExponentialMovingAverage")
    {
        _decay = decay;
        _numUpdates = num_updates;
        _zeroDebias = zero_debias;
        this.name = name;
    }

    /// <summary>The name given at the start.</summary>
    public string name { get; }

    /// <summary>Makes the averages of variables, the trainable ones unless given, and the operation that updates them.</summary>
    /// <exception cref="TypeError">A variable does not hold floating-point numbers.</exception>
    public Operation apply(IEnumerable<RefVariable>? var_list = null) => Apply([.. (var_list ?? Binding.tf.trainable_variables())]);

    /// <summary>Makes the averages of tensors, which begin at 0, and the operation that updates them.</summary>
    /// <exception cref="TypeError">A tensor does not hold floating-point numbers.</exception>
    public Operation apply(IEnumerable<Tensor> tensors) => Apply([.. tensors]);

    /// <summary>The average of a variable; null if there is none.</summary>
    public RefVariable? average(RefVariable var) => _averages.GetValueOrDefault(var);

    /// <summary>The average of a tensor; null if there is none.</summary>
    public RefVariable? average(Tensor tensor) => _averages.GetValueOrDefault(tensor);

    /// <summary>The name that the average of the variable has or will have: <c>variable/ExponentialMovingAverage</c>.</summary>
    public string average_name(RefVariable var) => _averages.TryGetValue(var, out var average) ? average.op.name : $"{var.op.name}/{name}";

    /// <summary>
    /// For a Saver that restores the averages in place of the values: the name of the average for each variable that has or will have one
    /// (the trainable ones unless given), the variable's own name for the others.
    /// </summary>
    public Dictionary<string, RefVariable> variables_to_restore(IEnumerable<RefVariable>? moving_avg_variables = null)
    {
        var averaged = (moving_avg_variables ?? Binding.tf.trainable_variables().Concat(Binding.tf.moving_average_variables())).ToHashSet();
        var result = averaged.ToDictionary(average_name, v => v);
        foreach (var variable in Binding.tf.global_variables().Where(v => !averaged.Contains(v))) result.TryAdd(variable.op.name, variable);
        return result;
    }

    private Operation Apply(object[] sources)
    {
        var graph = DefaultGraph.Current;
        foreach (var source in sources.Where(s => !_averages.ContainsKey(s)))
        {
            var (dtype, sourceName) = source is RefVariable variable ? (variable.dtype, variable.name) : (((Tensor)source).dtype, ((Tensor)source).name);
            if (!dtype.is_floating()) throw new TypeError($"The variables must be half, float, or double: {sourceName}");
            using var noControls = graph.EnterControls(null);
            _averages[source] = Begin(source);
        }
        using var scope = graph.EnterScope(name);
        var decay = Decay();
        var updates = sources.Select(s => s is RefVariable v ? Update(_averages[s], v.value(), decay) : UpdateOfTensor((Tensor)s, decay)).ToList();
        return Binding.tf.group(updates.Cast<object>(), scope);
    }

    private RefVariable Begin(object source)
    {
        if (source is Tensor tensor) return SlotCreator.Create(tensor.op, Binding.tf.zeros(tensor.shape, tensor.dtype.as_base_dtype()), name);
        var variable = (RefVariable)source;
        var average = SlotCreator.Create(variable.op, variable.initialized_value(), name);
        variable.graph.add_to_collection(GraphKeys.MOVING_AVERAGE_VARIABLES, variable);
        return average;
    }

    private Tensor Decay()
    {
        var decay = ((TensorLike)(float)_decay).ToTensor("decay");
        if (_numUpdates.IsNull) return decay;
        var updates = Numbers.Cast(_numUpdates, TF_DataType.TF_FLOAT);
        return OpBuilder.Apply("Minimum", null, [decay, ((TensorLike)1f + updates) / ((TensorLike)10f + updates)]);
    }

    private Tensor UpdateOfTensor(Tensor tensor, Tensor decay)
    {
        var average = _averages[tensor];
        if (!_zeroDebias) return Update(average, tensor, decay);
        return ZeroDebias.Apply(average, tensor, decay);
    }

    private static Tensor Update(RefVariable average, Tensor value, Tensor decay)
    {
        using var scope = DefaultGraph.Current.EnterScope("AssignMovingAvg");
        var rate = Numbers.Cast((TensorLike)1f - decay, average.dtype.as_base_dtype());
        return Binding.tf.assign_sub(average, (average - value) * rate, name: scope);
    }
}
