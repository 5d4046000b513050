namespace Tensorflow;

/// <summary>The variables that a graph's <c>tf.get_variable</c> made, by name, and the variable scopes that are open.</summary>
internal sealed class VariableStore
{
    private readonly Dictionary<string, RefVariable> _variables = new(StringComparer.Ordinal);
    private Dictionary<string, int> _opened = new(StringComparer.Ordinal);

    /// <summary>The innermost open scope.</summary>
    public VariableScope Current { get; private set; } = new("", "", false, null, null, TF_DataType.TF_FLOAT, null);

    /// <summary>The variables by name.</summary>
    public IReadOnlyDictionary<string, RefVariable> Variables => _variables;

    /// <summary>Opens a scope below the current one, or re-opens <paramref name="again"/>.</summary>
    public VariableScope Open(Graph graph, string? name, string? defaultName, VariableScope? again, Initializer? initializer,
        Func<Tensor, Tensor?>? regularizer, VariableReuse? reuse, TF_DataType dtype, bool ownNameScope, bool? useResource)
    {
        var outer = Current;
        var before = again is null ? null : new Dictionary<string, int>(_opened, StringComparer.Ordinal);
        var part = again?.name[(again.name.LastIndexOf('/') + 1)..] ?? name ?? defaultName
            ?? throw new ValueError("If default_name is None then name_or_scope is required");
        if (again is null && name is null && reuse is { IsForbidden: false }) throw new ValueError("reuse=True cannot be used without a name_or_scope");
        var nameScope = ownNameScope && part.Length > 0 ? graph.EnterScope(part) : null;
        var full = again?.name ?? Below(outer.name, name ?? Unique(outer.name, defaultName!));
        var source = again ?? outer;
        var inherited = outer.reuse.IsForbidden ? source.reuse : outer.reuse;
        var scope = new VariableScope(full, nameScope?.scope_name ?? again?.original_name_scope ?? outer.original_name_scope,
            reuse is { IsForbidden: false } given ? given : inherited, initializer ?? source.DefaultInitializer, regularizer ?? source.DefaultRegularizer,
            dtype == TF_DataType.DtInvalid ? source.dtype : dtype, useResource ?? source.use_resource);
        if (again is null) _opened[full] = _opened.GetValueOrDefault(full) + 1;
        Current = scope;
        scope.WhenClosed(() =>
        {
            Current = outer;
            if (before is not null) _opened = before;
            else CloseBelow(full);
            nameScope?.Dispose();
        });
        return scope;
    }

    /// <summary>The variable of this name, made if the scope allows it.</summary>
    /// <exception cref="ValueError">It exists though it must not, or must exist and does not, or has another shape or type.</exception>
    public RefVariable Get(Graph graph, string name, VariableReuse reuse, Shape shape, TF_DataType dtype, Func<RefVariable> create)
    {
        if (!_variables.TryGetValue(name, out var found))
        {
            if (reuse.IsRequired)
                throw new ValueError($"Variable {name} does not exist, or was not created with tf.get_variable(). Did you mean to set reuse=tf.AUTO_REUSE in VarScope?");
            return _variables[name] = create();
        }
        if (reuse.IsForbidden)
            throw new ValueError($"Variable {name} already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope? Originally defined at: {found.op.DefinedAt}");
        if (!shape.is_compatible_with(found.shape))
            throw new ValueError($"Trying to share variable {name}, but specified shape {shape} and found shape {found.shape}.");
        if (dtype != TF_DataType.DtInvalid && dtype.as_base_dtype() != found.dtype.as_base_dtype())
            throw new ValueError($"Trying to share variable {name}, but specified dtype {dtype.as_numpy_name()} and found dtype {found.dtype.as_numpy_name()}.");
        return found;
    }

    internal static string Below(string scope, string name) => scope.Length == 0 ? name : $"{scope}/{name}";

    private string Unique(string scope, string name)
    {
        if (_opened.GetValueOrDefault(Below(scope, name)) == 0) return name;
        var number = 1;
        while (_opened.GetValueOrDefault(Below(scope, $"{name}_{number}")) > 0) number++;
        return $"{name}_{number}";
    }

    private void CloseBelow(string scope)
    {
        foreach (var name in _opened.Keys.Where(n => n.StartsWith(scope + "/", StringComparison.Ordinal)).ToList()) _opened[name] = 0;
    }
}

public partial class Graph
{
    private VariableStore? _variableStore;

    /// <summary>The variables; those of bodies belong to the graph around them.</summary>
    internal VariableStore VariableStore => Root._variableStore ??= new VariableStore();
}
