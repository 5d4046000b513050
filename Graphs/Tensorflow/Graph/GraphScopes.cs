namespace Tensorflow;

/// <summary>What surrounds an operation when it is added: name scope, control dependencies, device, colocation.</summary>
public partial class Graph
{
    private readonly Dictionary<string, int> _namesInUse = new(StringComparer.Ordinal);
    private readonly List<ControlScope> _controlScopes = [];
    private readonly List<string> _colocations = [];
    private Dictionary<string, string> _gradientOverrides = [];

    /// <summary>The current name scope, without a slash at the end; empty at the top.</summary>
    internal string NameStack { get; private set; } = "";

    /// <summary>
    /// A name that no operation has: <paramref name="name"/> in the current scope, with <c>_1</c>, <c>_2</c>, ... where it is taken.
    /// Taken names are compared without regard to case, as in TensorFlow.
    /// </summary>
    public string unique_name(string name, bool mark_as_used = true)
    {
        if (NameStack.Length > 0) name = $"{NameStack}/{name}";
        var key = name.ToLowerInvariant();
        var count = _namesInUse.GetValueOrDefault(key);
        if (mark_as_used) _namesInUse[key] = count + 1;
        if (count == 0) return name;
        var unique = key;
        var number = count;
        while (_namesInUse.ContainsKey(unique)) unique = $"{key}_{number++}";
        if (mark_as_used) _namesInUse[unique] = 1;
        return $"{name}_{number - 1}";
    }

    /// <summary>Opens a name scope. A name with a slash at the end re-opens that scope; null or empty goes to the top.</summary>
    internal NameScope EnterScope(string? name)
    {
        var outer = NameStack;
        var inner = string.IsNullOrEmpty(name) ? ""
            : name.EndsWith('/') ? name[..^1]
            : unique_name(ValidScope(name));
        NameStack = inner;
        return new NameScope(inner.Length == 0 ? "" : inner + "/", () => NameStack = outer);
    }

    private string ValidScope(string name)
    {
        var firstIsFine = NameStack.Length > 0 || char.IsAsciiLetterOrDigit(name[0]) || name[0] == '.';
        foreach (var c in name)
        {
            if (!(char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '\\' or '-' or '/') || !firstIsFine)
            {
                throw new ValueError($"'{name}' is not a valid scope name: letters, digits and _ . - / are, and it must not begin with _ - or /.");
            }
        }
        return name;
    }

    /// <summary>Operations made in this scope wait for <paramref name="ops"/>; null forgets the outer control dependencies.</summary>
    internal IDisposable EnterControls(IReadOnlyList<Operation>? ops)
    {
        if (ops is not null)
        {
            var scope = new ControlScope(ops);
            _controlScopes.Add(scope);
            return new ScopeEnd(() => _controlScopes.Remove(scope));
        }
        var saved = _controlScopes.ToArray();
        var savedName = NameStack;
        _controlScopes.Clear();
        return new ScopeEnd(() =>
        {
            _controlScopes.Clear();
            _controlScopes.AddRange(saved);
            NameStack = savedName;
        });
    }

    /// <summary>Operations made in this scope say (attribute <c>_class</c>) that they belong beside <paramref name="op"/>.</summary>
    internal IDisposable EnterColocation(Operation op)
    {
        // An operation that itself stands beside another leads there.
        var locations = op.Attrs.TryGet<string[]>("_class", out var classes) && classes.Length > 0 ? classes : [$"loc:@{op.name}"];
        _colocations.AddRange(locations);
        var device = EnterDeviceOf(op);
        return new ScopeEnd(() =>
        {
            foreach (var location in locations) _colocations.Remove(location);
            device.Dispose();
        });
    }

    /// <summary>Operations made in this scope stand beside nothing.</summary>
    private protected IDisposable EnterNoColocation()
    {
        var outer = _colocations.ToArray();
        var device = EnterNoDeviceOf();
        _colocations.Clear();
        return new ScopeEnd(() =>
        {
            _colocations.AddRange(outer);
            device.Dispose();
        });
    }

    /// <summary>Colocation with an operation that does not exist yet: a variable whose initial value is being built.</summary>
    internal IDisposable EnterFutureColocation(string name)
    {
        // Inside a scope of colocation that scope decides, as in TensorFlow.
        if (_colocations.Count > 0) return new ScopeEnd(() => { });
        var location = $"loc:@{name}";
        _colocations.Add(location);
        return new ScopeEnd(() => _colocations.Remove(location));
    }

    /// <inheritdoc cref="tensorflow.name_scope(string?)"/>
    public NameScope name_scope(string? name) => EnterScope(name);

    /// <summary>The open name scope, without a slash at the end; empty at the top.</summary>
    public string get_name_scope() => NameStack;

    /// <inheritdoc cref="tensorflow.control_dependencies(object?[])"/>
    public IDisposable control_dependencies(object?[]? control_inputs) =>
        EnterControls(control_inputs is null ? null : [.. control_inputs.Select(tensorflow.ControlOp)]);

    /// <inheritdoc cref="tensorflow.colocate_with"/>
    public IDisposable colocate_with(Operation op) => EnterColocation(op);

    /// <summary>Operations made in this scope of the types named get the gradients registered under the names given: <c>("Relu", "GuidedRelu")</c>.</summary>
    /// <seealso cref="tensorflow.RegisterGradient"/>
    public IDisposable gradient_override_map(params (string op_type, string gradient)[] overrides)
    {
        var outer = _gradientOverrides;
        _gradientOverrides = new Dictionary<string, string>(outer, StringComparer.Ordinal);
        foreach (var (type, gradient) in overrides) _gradientOverrides[type] = gradient;
        return new ScopeEnd(() => _gradientOverrides = outer);
    }

    private void ApplyGradientOverride(string type, NodeAttrs attrs)
    {
        if (_gradientOverrides.TryGetValue(type, out var gradient)) attrs[GradientRegistry.AttrName] = gradient;
    }

    private void ApplyColocation(NodeAttrs attrs)
    {
        if (_colocations.Count == 0) return;
        var all = new SortedSet<string>(_colocations, StringComparer.Ordinal);
        if (attrs.TryGet<string[]>("_class", out var own)) all.UnionWith(own);
        attrs["_class"] = all.ToArray();
    }

    /// <summary>The operations that a new one must wait for. A scope adds nothing where an input was made in it, since that one waits already.</summary>
    private List<Operation> ControlsFor(Operation[] inputs)
    {
        var result = new List<Operation>();
        foreach (var scope in _controlScopes)
        {
            if (Array.Exists(inputs, scope.Seen.Contains)) continue;
            foreach (var op in scope.Controls)
            {
                if (!inputs.Contains(op)) result.Add(op);
            }
        }
        return result;
    }

    private void RecordForControls(Operation op)
    {
        foreach (var scope in _controlScopes) scope.Seen.Add(op);
    }

    private sealed class ControlScope(IReadOnlyList<Operation> controls)
    {
        public IReadOnlyList<Operation> Controls { get; } = controls;

        public HashSet<Operation> Seen { get; } = [];
    }
}

/// <summary>An open name scope; closed by Dispose. As text it is the scope's name with a slash at the end.</summary>
public sealed class NameScope : IDisposable
{
    private readonly Action _close;

    internal NameScope(string scopeName, Action close)
    {
        scope_name = scopeName;
        _close = close;
    }

    /// <summary>The scope's full name with a slash at the end; empty at the top. Given as a name, it re-opens the scope.</summary>
    public string scope_name { get; }

    public void Dispose() => _close();

    public static implicit operator string(NameScope scope) => scope.scope_name;

    public override string ToString() => scope_name;
}

/// <summary>An open scope of another kind; closed by Dispose.</summary>
internal sealed class ScopeEnd(Action close) : IDisposable
{
    public void Dispose() => close();
}
