using System.Text.RegularExpressions;
using static Tensorflow.Binding;

namespace Tensorflow.Layers;

/// <summary>
/// What layers and recurrent cells share, as in <c>tf.layers</c> of TensorFlow 1: a variable scope that is chosen when the
/// layer is first used (<c>dense</c>, <c>dense_1</c>, ...), variables made then and taken again by every later use, and
/// losses and updates that go into the graph's collections.
/// </summary>
public abstract class Layer
{
    private readonly List<RefVariable> _weights = [];
    private readonly List<Tensor> _losses = [];
    private readonly List<Operation> _updates = [];
    private readonly string _baseName;
    private readonly VariableReuse? _reuse;
    private VariableScope? _scope;

    /// <summary>Notes the arguments; with <paramref name="scope"/> the layer takes that variable scope at once, else a new one at its first use.</summary>
    /// <param name="trainable">False keeps the variables from optimizers that are not told otherwise.</param>
    /// <param name="name">The layer's name; the class's in snake case unless given.</param>
    /// <param name="dtype">The type of the variables; the first input's unless given.</param>
    /// <param name="scope">The name of the variable scope.</param>
    /// <param name="reuse">True takes variables that exist; <c>tf.AUTO_REUSE</c> takes or makes them.</param>
    protected Layer(bool trainable = true, string? name = null, TF_DataType dtype = TF_DataType.DtInvalid, string? scope = null, VariableReuse? reuse = null)
    {
        this.trainable = trainable;
        this.dtype = dtype;
        _baseName = string.IsNullOrEmpty(name) ? SnakeCase(GetType().Name) : name;
        _reuse = reuse;
        if (!string.IsNullOrEmpty(scope)) _scope = Captured(scope, null);
    }

    /// <summary>The name given, or the class's name in snake case.</summary>
    public string name => _baseName;

    /// <summary>The name of the layer's variable scope.</summary>
    /// <exception cref="ValueError">The layer has not been used yet.</exception>
    public string scope_name => _scope?.name
        ?? throw new ValueError($"No name available for layer scope because the layer \"{name}\" has not been used yet: the scope is chosen the first time the layer is called.");

    /// <summary>Whether the variables are made as trainable ones.</summary>
    public bool trainable { get; set; }

    /// <summary>The type of the variables; unknown until the first use unless given.</summary>
    public TF_DataType dtype { get; private set; }

    /// <summary>True once the variables exist.</summary>
    public bool built { get; private set; }

    /// <summary>The variables: trainable ones first.</summary>
    public IReadOnlyList<RefVariable> weights => [.. trainable_weights, .. non_trainable_weights];

    /// <summary><see cref="weights"/>.</summary>
    public IReadOnlyList<RefVariable> variables => weights;

    /// <summary>The variables that optimizers change.</summary>
    public virtual IReadOnlyList<RefVariable> trainable_weights => [.. _weights.Where(w => w.trainable)];

    /// <summary><see cref="trainable_weights"/>.</summary>
    public IReadOnlyList<RefVariable> trainable_variables => trainable_weights;

    /// <summary>The variables that optimizers leave alone.</summary>
    public virtual IReadOnlyList<RefVariable> non_trainable_weights => [.. _weights.Where(w => !w.trainable)];

    /// <summary>The regularization losses of the layer's variables and outputs; also in the collection REGULARIZATION_LOSSES.</summary>
    public IReadOnlyList<Tensor> losses => _losses;

    /// <summary>What must run with each training step; also in the collection UPDATE_OPS.</summary>
    public IReadOnlyList<Operation> updates => _updates;

    /// <summary>The number of the variables' elements.</summary>
    /// <exception cref="ValueError">The layer has not been used yet.</exception>
    public long count_params() => built
        ? weights.Sum(w => w.shape.size)
        : throw new ValueError($"count_params was called on the layer \"{name}\", but it is not built: call it on an input first.");

    /// <summary>Makes the variables for inputs of this shape.</summary>
    protected virtual void build(Shape input_shape) { }

    /// <summary>A variable <c>scope/name</c> of this layer, made or taken as the layer's scope says.</summary>
    /// <param name="name">The name below the layer's scope.</param>
    /// <param name="shape">Fully defined.</param>
    /// <param name="dtype">The layer's type unless given.</param>
    /// <param name="initializer">The variable scope's, else Glorot's uniform, unless given.</param>
    /// <param name="regularizer">Makes a loss of a new variable.</param>
    /// <param name="trainable">False keeps the variable from optimizers.</param>
    protected RefVariable add_weight(string name, Shape shape, TF_DataType dtype = TF_DataType.DtInvalid, Initializer? initializer = null,
        Func<Tensor, Tensor?>? regularizer = null, bool trainable = true)
    {
        var type = dtype != TF_DataType.DtInvalid ? dtype : this.dtype != TF_DataType.DtInvalid ? this.dtype : TF_DataType.TF_FLOAT;
        using var scope = tf.variable_scope(_scope!, reuse: Reuse, auxiliary_name_scope: false);
        using var ops = tf.name_scope(scope.original_name_scope);
        var existing = tf.global_variables().Count;
        var variable = tf.get_variable(name, shape, type, initializer, trainable: trainable && this.trainable);
        var isNew = tf.global_variables().Count > existing;
        if (!_weights.Contains(variable)) _weights.Add(variable);
        if (regularizer is null || !isNew) return variable;
        using var regularizerScope = tf.name_scope($"{name}/Regularizer");
        if (regularizer(variable) is { } loss) add_loss(loss);
        return variable;
    }

    /// <summary>A loss that training adds to the model's: see <c>tf.losses.get_regularization_losses</c>.</summary>
    public void add_loss(Tensor loss)
    {
        _losses.Add(loss);
        tf.add_to_collection(Tensorflow.GraphKeys.REGULARIZATION_LOSSES, loss);
    }

    /// <summary>An operation that each training step must run, such as the step of a moving average.</summary>
    public void add_update(Operation update)
    {
        _updates.Add(update);
        tf.add_to_collection(Tensorflow.GraphKeys.UPDATE_OPS, update);
    }

    /// <summary>Runs <paramref name="call"/> inside the layer's scopes; at the first use the variables are made first.</summary>
    /// <param name="scope">The variable scope for a layer that has none yet; the layer's name, made unique, unless given.</param>
    /// <param name="inputs">The input, which gives the variables their shapes and, unless the layer has one, their type.</param>
    /// <param name="call">Adds the operations of the outputs.</param>
    private protected T Enter<T>(string? scope, Tensor inputs, Func<T> call)
    {
        _scope ??= _reuse is { IsForbidden: false } ? Captured(scope ?? _baseName, null) : Captured(scope, _baseName);
        using var variables = tf.variable_scope(_scope, reuse: Reuse, auxiliary_name_scope: false);
        using var ops = tf.name_scope(variables.original_name_scope);
        if (!built)
        {
            if (dtype == TF_DataType.DtInvalid) dtype = inputs.dtype.as_base_dtype();
            build(inputs.shape);
            built = true;
        }
        return call();
    }

    private VariableReuse? Reuse => built ? true : _reuse;

    private static VariableScope Captured(string? scope, string? defaultName)
    {
        using var captured = tf.variable_scope(scope, defaultName);
        return captured;
    }

    internal static string SnakeCase(string name)
    {
        var words = Regex.Replace(name, "(.)([A-Z][a-z0-9]+)", "$1_$2");
        return Regex.Replace(words, "([a-z])([A-Z])", "$1_$2").ToLowerInvariant();
    }
}
