namespace Tensorflow;

/// <summary>What <c>tf.get_variable</c> does with a name: make a variable (the default), take the one that is there, or whichever fits.</summary>
public readonly struct VariableReuse : IEquatable<VariableReuse>
{
    private readonly int _kind;

    private VariableReuse(int kind) => _kind = kind;

    /// <summary>Take the variable if it exists, else make it.</summary>
    public static VariableReuse Auto { get; } = new(2);

    /// <summary>The variable must exist.</summary>
    public bool IsRequired => _kind == 1;

    /// <summary>The variable must not exist.</summary>
    public bool IsForbidden => _kind == 0;

    public static implicit operator VariableReuse(bool reuse) => new(reuse ? 1 : 0);

    public bool Equals(VariableReuse other) => _kind == other._kind;

    public override bool Equals(object? obj) => obj is VariableReuse other && Equals(other);

    public override int GetHashCode() => _kind;

    public static bool operator ==(VariableReuse x, VariableReuse y) => x.Equals(y);

    public static bool operator !=(VariableReuse x, VariableReuse y) => !x.Equals(y);

    public override string ToString() => _kind switch { 0 => "False", 1 => "True", _ => "AUTO_REUSE" };
}

/// <summary>
/// An open variable scope: the prefix and the defaults of <c>tf.get_variable</c>. It also opens a name scope. Closed by Dispose;
/// the object can be given to <c>tf.variable_scope</c> again to re-enter the scope.
/// </summary>
public sealed class VariableScope : IDisposable
{
    private Initializer? _initializer;
    private Func<Tensor, Tensor?>? _regularizer;
    private Action? _close;

    internal VariableScope(string name, string originalNameScope, VariableReuse reuse, Initializer? initializer, Func<Tensor, Tensor?>? regularizer, TF_DataType dtype, bool? useResource)
    {
        this.name = name;
        original_name_scope = originalNameScope;
        this.reuse = reuse;
        _initializer = initializer;
        _regularizer = regularizer;
        this.dtype = dtype;
        use_resource = useResource;
    }

    /// <summary>The prefix of the variables, without a slash at the end; empty at the top.</summary>
    public string name { get; }

    /// <summary>The name scope that was opened with this scope, with a slash at the end.</summary>
    public string original_name_scope { get; }

    /// <summary>What happens to names that are taken or not.</summary>
    public VariableReuse reuse { get; private set; }

    /// <summary>The initializer of variables that name none.</summary>
    internal Initializer? DefaultInitializer => _initializer;

    /// <summary>The regularizer of variables that name none.</summary>
    internal Func<Tensor, Tensor?>? DefaultRegularizer => _regularizer;

    /// <summary>The type of variables that name none.</summary>
    public TF_DataType dtype { get; }

    /// <summary>Whether variables of this scope are resource variables; null where it does not say. (Python's <c>set_use_resource</c> sets it.)</summary>
    public bool? use_resource { get; set; }

    /// <summary>From here on variables of this scope are taken, not made.</summary>
    public void reuse_variables() => reuse = true;

    /// <summary>Sets the initializer of variables that name none.</summary>
    public void set_initializer(Initializer? initializer) => _initializer = initializer;

    /// <summary>Sets the regularizer of variables that name none.</summary>
    public void set_regularizer(Func<Tensor, Tensor?>? regularizer) => _regularizer = regularizer;

    /// <summary>The global variables of this scope.</summary>
    public List<RefVariable> global_variables() => Binding.tf.global_variables(name.Length == 0 ? null : name + "/");

    /// <summary>The trainable variables of this scope.</summary>
    public List<RefVariable> trainable_variables() => Binding.tf.trainable_variables(name.Length == 0 ? null : name + "/");

    internal void WhenClosed(Action close) => _close = close;

    public void Dispose()
    {
        _close?.Invoke();
        _close = null;
    }

    public override string ToString() => name;
}
