using Tensorflow.Ops;

namespace Tensorflow.Saving;

/// <summary>Lets variables begin with the values of a checkpoint, as TensorFlow's checkpoint_utils does.</summary>
internal sealed class CheckpointInitializers
{
    private readonly string _given;
    private readonly string _prefix;
    private readonly Dictionary<string, Shape> _stored;
    private readonly IReadOnlyDictionary<string, RefVariable> _variables = DefaultGraph.Current.VariableStore.Variables;
    private readonly List<(string Stored, IVariableV1 Variable)> _checked = [];

    private CheckpointInitializers(string given, string prefix)
    {
        (_given, _prefix) = (given, prefix);
        using var reader = new CheckpointReader(prefix);
        _stored = reader.get_variable_to_shape_map();
    }

    /// <summary>Replaces the initializers of the variables that the map names.</summary>
    /// <param name="given">What the user called the checkpoint.</param>
    /// <param name="prefix">Its prefix.</param>
    /// <param name="map">Names in the checkpoint with variables, names or scopes.</param>
    public static void Set(string given, string prefix, AssignmentMap map)
    {
        var initializers = new CheckpointInitializers(given, prefix);
        foreach (var (stored, target) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if ((target as IVariableV1 ?? initializers._variables.GetValueOrDefault((string)target)) is { } variable) initializers.One(stored, variable);
            else initializers.Scope(stored, (string)target);
        }
        foreach (var (stored, variable) in initializers._checked) initializers.Assign(stored, variable);
    }

    private void One(string stored, IVariableV1 variable)
    {
        if (!_stored.TryGetValue(stored, out var shape)) throw new ValueError($"Tensor {stored} is not found in {_given} checkpoint{Near(stored)}. It holds: {string.Join(", ", _stored.Keys.Order(StringComparer.Ordinal))}.");
        if (!variable.shape.is_compatible_with(shape))
            throw new ValueError($"Shape of variable {variable.name} ({variable.shape}) doesn't match with shape of tensor {stored} ({shape}) from checkpoint reader.");
        _checked.Add((stored, variable));
    }

    private void Scope(string stored, string target)
    {
        var slash = target.LastIndexOf('/');
        var scope = slash < 0 ? "" : target[..slash];
        if (!stored.EndsWith('/') || !target.EndsWith('/'))
        {
            var near = NearestName.Find(target, _variables.Keys);
            throw new ValueError($"Assignment map with scope only name {scope} should map to scope only {stored}. Should be 'scope/': 'other_scope/'. No variable of the name '{target}' was made by tf.get_variable.{(near is null ? "" : $" Did you mean '{near}'?")}");
        }
        foreach (var name in _variables.Keys.Where(n => scope.Length == 0 || n.StartsWith(scope + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var own = scope.Length == 0 ? name : name[(scope.Length + 1)..];
            var full = (stored == "/" ? own : stored + own).TrimEnd('/');
            if (!_stored.ContainsKey(full)) throw new ValueError($"Tensor {full} ({own} in {stored}) is not found in {_given} checkpoint{Near(full)}");
            One(full, _variables[name]);
        }
    }

    private void Assign(string stored, IVariableV1 variable)
    {
        if (variable is not RefVariable replaced) throw new UnimplementedError($"The initializer of {variable.name}, a {variable.GetType().Name}, cannot be replaced by tf.train.init_from_checkpoint.");
        Tensor value;
        // Reading files is the processor's; what holds the variable may be another device.
        using (Binding.tf.device(variable.op.device))
        using (Binding.tf.device("/cpu:0"))
            value = OpBuilder.Apply("RestoreV2", "checkpoint_initializer", [_prefix, new[] { stored }, new[] { "" }], ("dtypes", new[] { variable.dtype.as_base_dtype() }));
        var assign = OpBuilder.ApplyOp("Assign", null, [variable.op.output, value], ("validate_shape", variable.shape.IsFullyDefined), ("use_locking", true));
        value.set_shape(variable.shape);
        replaced.InitializeBy(value, assign);
    }

    private string Near(string name) => NearestName.Find(name, _stored.Keys) is { } near ? $" (did you mean '{near}'?)" : "";
}
