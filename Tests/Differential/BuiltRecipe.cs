using Tensorflow;
using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Differential;

/// <summary>One round's results: fetched values by what they are, or the error that came instead.</summary>
sealed record Outcome(IReadOnlyList<(string What, TensorValue Value)> Values, Exception? Error);

/// <summary>A recipe as a graph, for one real type.</summary>
sealed class BuiltRecipe
{
    readonly Graph _graph = new();
    readonly List<(string What, Tensor Tensor)> _fetches = [];
    readonly List<FeedItem> _feeds = [];
    readonly List<Tensor> _updates = [];
    readonly List<(string What, Tensor Tensor)> _afterUpdates = [];
    readonly List<(string What, Tensor Tensor)> _afterTraining = [];
    readonly Operation _initialize;
    readonly Operation? _train;

    static readonly (string Name, Func<Optimizer> Make)[] s_optimizers =
    [
        ("GradientDescent", () => tf.train.GradientDescentOptimizer(0.1)), ("Momentum", () => tf.train.MomentumOptimizer(0.1, 0.9)), ("Nesterov", () => tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov: true)),
        ("Adam", () => tf.train.AdamOptimizer(0.1)), ("Adagrad", () => tf.train.AdagradOptimizer(0.1)), ("Adadelta", () => tf.train.AdadeltaOptimizer(0.1)), ("RMSProp", () => tf.train.RMSPropOptimizer(0.1)),
        ("Ftrl", () => tf.train.FtrlOptimizer(0.1)), ("ProximalGradientDescent", () => tf.train.ProximalGradientDescentOptimizer(0.1)), ("ProximalAdagrad", () => tf.train.ProximalAdagradOptimizer(0.1)),
    ];

    /// <summary>The optimizers by name.</summary>
    public static IReadOnlyList<string> Optimizers { get; } = Array.ConvertAll(s_optimizers, o => o.Name);

    public BuiltRecipe(Recipe recipe, TF_DataType real)
    {
        using var entered = _graph.as_default();
        var tensors = new Tensor[recipe.Steps.Count];
        var variables = new Dictionary<int, RefVariable>();
        foreach (var i in recipe.Needed().Order())
        {
            var step = recipe.Steps[i];
            using var order = tf.control_dependencies(step.After is { } after ? [tensors[after].op] : Array.Empty<Operation>());
            switch (step.Source)
            {
                case Source.Fed:
                    tensors[i] = tf.placeholder(Real(step.Traits.Type), recipe.HasOpenShapes ? [.. step.Traits.Dims.Select(_ => -1)] : step.Traits.Dims);
                    _feeds.Add((tensors[i], Typed(step.Value!, real)));
                    break;
                case Source.Constant:
                    tensors[i] = Const.Apply(Typed(step.Value!, real));
                    break;
                case Source.Variable:
                    variables[i] = tf.Variable(Const.Apply(Typed(step.Value!, real)));
                    tensors[i] = variables[i].value();
                    break;
                default:
                    tensors[i] = step.Make!([.. step.Inputs.Select(input => tensors[input])], real);
                    break;
            }
        }
        foreach (var i in recipe.Fetched) _fetches.Add(($"t{i}", tensors[i]));
        if (recipe.Xs.Count > 0) AddGradients(recipe, tensors, real);
        if (recipe.Optimizer is { } optimizer && variables.Count > 0)
        {
            var loss = tf.add_n(recipe.Ys.Select(y => tf.reduce_sum(tensors[y.Step] * Const.Apply(Typed(y.Weights, real)))));
            _train = Train(Array.Find(s_optimizers, o => o.Name == optimizer).Make(), loss, [.. variables.Values]);
            foreach (var (i, variable) in variables) _afterTraining.Add(($"t{i} after {optimizer}", variable.value()));
        }
        foreach (var update in recipe.Updates)
        {
            var variable = variables[update.Variable];
            var changed = update.Call switch
            {
                "assign" => variable.assign(tensors[update.Value]),
                "assign_add" => variable.assign_add(tensors[update.Value]),
                _ => variable.assign_sub(tensors[update.Value]),
            };
            _updates.Add(changed);
            using var order = tf.control_dependencies([changed.op]);
            _afterUpdates.Add(($"t{update.Variable} after {update.Call}", variable.read_value()));
        }
        _initialize = tf.global_variables_initializer();

        TF_DataType Real(TF_DataType type) => type == TF_DataType.TF_FLOAT ? real : type;
    }

    /// <summary>Fetches all; with updates: changes each variable, reads it in the run that changes it, and fetches all again.</summary>
    public Outcome Run(string engine)
    {
        var values = new List<(string, TensorValue)>();
        try
        {
            using var session = tf.Session(_graph, engine: engine);
            session.run(_initialize);
            Fetch(session, _fetches, "");
            if (_train is not null)
            {
                session.run(_train, [.. _feeds]);
                Fetch(session, _afterTraining, "");
            }
            if (_updates.Count > 0)
            {
                foreach (var update in _updates) session.run(update.op, [.. _feeds]);
                foreach (var read in _afterUpdates) Fetch(session, [read], "");
                Fetch(session, _fetches, " after the updates");
            }
            return new Outcome(values, null);
        }
        catch (TensorflowException error)
        {
            return new Outcome(values, error);
        }

        void Fetch(Session session, List<(string What, Tensor Tensor)> fetches, string when)
        {
            if (fetches.Count == 0) return;
            var got = session.Execute([.. fetches.Select(f => (object)f.Tensor)], [.. _feeds], v => v.Clone());
            for (var i = 0; i < got.Length; i++) values.Add((fetches[i].What + when, got[i]!));
        }
    }

    // A loss that depends on no variable trains nothing.
    static Operation? Train(Optimizer optimizer, Tensor loss, RefVariable[] variables)
    {
        var gradients = optimizer.compute_gradients(loss, variables);
        return gradients.Any(g => g.Item1 is not null) ? optimizer.apply_gradients(gradients) : null;
    }

    static TensorValue Typed(TensorValue value, TF_DataType real) => value.DType == TF_DataType.TF_FLOAT && real != value.DType ? ValueConversion.Convert(value, real) : value;

    void AddGradients(Recipe recipe, Tensor[] tensors, TF_DataType real)
    {
        Tensor[] xs = [.. recipe.Xs.Select(x => tensors[x])];
        var gradients = tf.gradients(recipe.Ys.Select(y => tensors[y.Step]).ToArray(), xs, recipe.Ys.Select(y => Const.Apply(Typed(y.Weights, real))).ToArray());
        if (recipe.Second)
        {
            Tensor[] sums = [.. gradients.OfType<Tensor>().Select(g => tf.reduce_sum(tf.square(g)))];
            if (sums.Length == 0) return;
            gradients = tf.gradients(sums, xs);
        }
        for (var i = 0; i < xs.Length; i++)
        {
            if (gradients[i] is not { } gradient) continue;
            _fetches.Add(($"gradient by t{recipe.Xs[i]}", gradient is IndexedSlices slices ? slices.AsDense() : gradient));
        }
    }
}
