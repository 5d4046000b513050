using System.Text.Json.Nodes;
using NumSharp;
using Tensorflow.Keras.Engine;
using Tensorflow.Keras.Optimizers;
using Tensorflow.Keras.Saving;
using static Tensorflow.Binding;

namespace Tensorflow.Keras;

/// <summary>
/// An optimizer: changes weights along gradients so that the loss falls. Written as a name (<c>"adam"</c>) or as
/// <c>keras.optimizers.Adam(learning_rate: 0.01)</c>. The formulas are Keras' (epsilon 1e-7).
/// </summary>
public abstract partial class Optimizer : KerasObject
{
    private readonly OrderedDictionary<(RefVariable Weight, string Slot), RefVariable> _slots = [];
    private LearningRate _rate;
    private RefVariable? _rateVariable;

    /// <param name="learning_rate">The step size: a number or a schedule.</param>
    /// <param name="clipping">How gradients are cut off.</param>
    /// <param name="weight_decay">The share of the weights, times the learning rate, that each step takes away.</param>
    /// <param name="decay">The older decay: the rate is divided by 1 + decay steps.</param>
    /// <param name="name">The name: the scope of the operations.</param>
    private protected Optimizer(LearningRate learning_rate, Clipping clipping, double? weight_decay, double decay, string name)
    {
        _rate = learning_rate;
        Clips = clipping;
        this.weight_decay = weight_decay;
        this.decay = decay;
        this.name = name;
    }

    public string name { get; }

    public double? weight_decay { get; }

    public double decay { get; }

    private Clipping Clips { get; }

    public double? clipnorm => Clips.Norm;

    public double? clipvalue => Clips.Value;

    public double? global_clipnorm => Clips.GlobalNorm;

    /// <summary>The rate. A number can be set at any time, also while training goes on; a schedule cannot be replaced.</summary>
    public LearningRate learning_rate
    {
        get => _rate;
        set
        {
            if (_rateVariable is not null && (value.schedule is not null || _rate.schedule is not null))
                throw new ValueError("This optimizer was created with a `LearningRateSchedule` or is to get one: compile the model again with an optimizer of that schedule.");
            _rate = value;
            if (_rateVariable is not null) KerasBackend.Write([_rateVariable], [NDArray.Scalar((float)value.value)]);
        }
    }

    /// <summary>The older name of <see cref="learning_rate"/>.</summary>
    public LearningRate lr
    {
        get => learning_rate;
        set => learning_rate = value;
    }

    /// <summary>The number of steps taken, a variable; null before the first training graph.</summary>
    public RefVariable? iterations { get; private set; }

    /// <summary>The variables in Keras' order: iterations, learning_rate, then what the optimizer keeps of each weight.</summary>
    public List<RefVariable> variables { get; } = [];

    internal static Registry<Optimizer> Known { get; } = OptimizerTable.Register(new Registry<Optimizer>("optimizer", "keras.optimizers"));

    public static implicit operator Optimizer(string name) => Known.Create(name);

    /// <summary>Adds the operations of a step to the graph, and gives the one to run. No weight changes before <paramref name="computed"/> is done.</summary>
    internal Operation Apply(IReadOnlyList<(Tensor Gradient, RefVariable Weight)> pairs, IReadOnlyDictionary<RefVariable, Constraint> constraints, Operation computed)
    {
        var graph = pairs[0].Weight.graph;
        using var scope = graph.EnterScope(name);
        Prepare(graph, [.. pairs.Select(p => p.Weight)]);
        var step = new OptimizerStep(iterations!, Rate());
        BeginStep(step);
        var gradients = Clips.Apply([.. pairs.Select(p => p.Gradient)]);
        var updates = new List<Operation>();
        for (var i = 0; i < pairs.Count; i++)
        {
            var weight = pairs[i].Weight;
            using var afterwards = tf.control_dependencies([computed]);
            using var weightScope = graph.EnterScope($"update_{weight.op.name}");
            var before = new List<Operation>();
            if (weight_decay is { } share and > 0) before.Add(weight.assign_sub(weight * ((float)share * step.Rate)).op);
            Operation update;
            using (tf.control_dependencies(before.ToArray<object?>())) update = gradients[i] is IndexedSlices rows ? UpdateRows(rows, weight, step) : Update(gradients[i], weight, step);
            if (constraints.TryGetValue(weight, out var constraint))
            {
                using var after = tf.control_dependencies([update]);
                update = weight.assign(constraint.Apply(weight.read_value())).op;
            }
            updates.Add(update);
        }
        using (tf.control_dependencies(updates.ToArray<object?>()))
        {
            Operation[] last = [.. EndStep(step), iterations!.assign_add(1L).op];
            return last.Length == 1 ? last[0] : tf.group(last.Cast<object>().ToArray());
        }
    }

    /// <summary>Makes what the optimizer keeps of each weight, by <see cref="Slot"/>, in Keras' order.</summary>
    private protected abstract void CreateSlots(RefVariable weight);

    /// <summary>Adds what all weights share to the step.</summary>
    private protected virtual void BeginStep(OptimizerStep step) { }

    /// <summary>What follows once all weights are changed.</summary>
    private protected virtual IEnumerable<Operation> EndStep(OptimizerStep step) => [];

    /// <summary>The operation that changes a weight.</summary>
    private protected abstract Operation Update(Tensor gradient, RefVariable weight, OptimizerStep step);

    /// <summary>
    /// The operation that changes a weight by a gradient of some of its rows, which may be named several times. The result is
    /// that of the dense gradient, which an optimizer needs that moves all rows in one operation.
    /// </summary>
    private protected virtual Operation UpdateRows(IndexedSlices gradient, RefVariable weight, OptimizerStep step) => Update(gradient.AsDense(), weight, step);

    /// <summary>slot = decay slot, then the rows are added; gives the slot.</summary>
    private protected static Tensor DecayAndAdd(RefVariable slot, double decay, Tensor rows, Tensor indices)
    {
        var decayed = slot.assign(slot * (float)decay);
        using var after = tf.control_dependencies([decayed.op]);
        return tf.scatter_add(slot, indices, rows);
    }

    /// <summary>A variable of the weight's shape: made the first time, with this value everywhere.</summary>
    private protected RefVariable Slot(RefVariable weight, string slot, double value = 0)
    {
        if (!_slots.TryGetValue((weight, slot), out var variable))
        {
            variable = Variable(tf.constant((float)value, weight.dtype.as_base_dtype(), weight.shape), $"{slot}/{weight.op.name}");
            _slots[(weight, slot)] = variable;
        }
        return variable;
    }

    /// <summary>A variable that the optimizer keeps.</summary>
    private protected RefVariable Variable(Tensor initial, string name)
    {
        var variable = Hidden(initial, name);
        variables.Add(variable);
        return variable;
    }

    /// <summary>A variable that Keras does not count among <see cref="variables"/>.</summary>
    private protected static RefVariable Hidden(Tensor initial, string name)
    {
        var variable = tf.Variable(initial, trainable: false, name: name);
        GraphState.Of(variable.graph).AddPending(variable);
        return variable;
    }

    private void Prepare(Graph graph, IReadOnlyList<RefVariable> weights)
    {
        if (iterations is null || iterations.graph != graph)
        {
            variables.Clear();
            _slots.Clear();
            iterations = Variable(tf.constant(0L), "iteration");
            _rateVariable = _rate.schedule is null ? Variable(tf.constant((float)_rate.value), "learning_rate") : null;
        }
        foreach (var weight in weights) CreateSlots(weight);
    }

    private Tensor Rate()
    {
        var rate = _rate.schedule is { } schedule ? schedule.Apply(tf.cast(iterations!.value(), tf.float32)) : _rateVariable!.value();
        return decay == 0 ? rate : rate / (1f + (float)decay * tf.cast(iterations!.value(), tf.float32));
    }

    public override JsonObject get_config()
    {
        var config = base.get_config();
        if (decay == 0) config.Remove("decay");
        config["use_ema"] = false;
        config["ema_momentum"] = 0.99;
        config["ema_overwrite_frequency"] = this is RMSprop ? 100 : null;
        config["jit_compile"] = false;
        config["is_legacy_optimizer"] = false;
        return config;
    }
}

/// <summary>What a step's updates share.</summary>
internal sealed class OptimizerStep(RefVariable iterations, Tensor rate)
{
    /// <summary>The learning rate of this step.</summary>
    public Tensor Rate { get; } = rate;

    /// <summary>The number of this step, from 1, as float32.</summary>
    public Tensor Number { get; } = tf.cast(iterations.value(), tf.float32) + 1f;

    /// <summary>Further numbers under their names.</summary>
    public Dictionary<string, Tensor> Shared { get; } = new(StringComparer.Ordinal);
}

/// <summary>How gradients are cut off: each by its norm, each element, or all by their common norm.</summary>
internal sealed class Clipping
{
    public Clipping(double? norm, double? value, double? globalNorm)
    {
        if (norm is not null && globalNorm is not null) throw new ValueError($"Only one of `global_clipnorm` and `clipnorm` can be set. Received: `clipnorm`={norm}, `global_clipnorm`={globalNorm}.");
        Require("clipnorm", norm);
        Require("clipvalue", value);
        Require("global_clipnorm", globalNorm);
        (Norm, Value, GlobalNorm) = (norm, value, globalNorm);
    }

    public double? Norm { get; }

    public double? Value { get; }

    public double? GlobalNorm { get; }

    public IReadOnlyList<Tensor> Apply(IReadOnlyList<Tensor> gradients)
    {
        if (Norm is { } norm and > 0) return [.. gradients.Select(g => tf.clip_by_norm(g, (float)norm))];
        if (GlobalNorm is { } global and > 0) return [.. tf.clip_by_global_norm(gradients, (float)global).list_clipped.Select(g => g!)];
        if (Value is { } value and > 0) return [.. gradients.Select(g => tf.clip_by_value(g, (float)-value, (float)value))];
        return gradients;
    }

    private static void Require(string name, double? bound)
    {
        if (bound is <= 0 or double.NaN) throw new ValueError($"`{name}` must be positive. Received: {name}={bound}");
    }
}
