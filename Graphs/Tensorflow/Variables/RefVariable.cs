namespace Tensorflow;

/// <summary>What all variables offer.</summary>
public interface IVariableV1
{
    /// <summary>The name of the variable's tensor: <c>Variable:0</c>.</summary>
    string name { get; }

    /// <summary>The element type.</summary>
    TF_DataType dtype { get; }

    /// <summary>The shape.</summary>
    Shape shape { get; }

    /// <summary>True when optimizers change the variable unless told otherwise.</summary>
    bool trainable { get; }

    /// <summary>The operation that gives the variable its initial value.</summary>
    Operation initializer { get; }

    /// <summary>The operation that holds the variable.</summary>
    Operation op { get; }

    /// <summary>The graph that holds the variable.</summary>
    Graph graph { get; }

    /// <summary>The value as a tensor.</summary>
    Tensor value();

    /// <summary>The value as a tensor, for expressions: an interface cannot turn into one by itself.</summary>
    Tensor AsTensor();
}

/// <summary>
/// A variable of a graph: a value that stays in a session between runs and that operations may change.
/// It has none until its <see cref="initializer"/> has run. Used in an expression it stands for its value. Variables made with
/// <c>use_resource: true</c> are <see cref="ResourceVariable"/>s, which every function that takes a variable takes too.
/// </summary>
public partial class RefVariable : IVariableV1
{
    private readonly Tensor _variable;
    private readonly Tensor _snapshot;

    internal RefVariable(Tensor variable, Tensor snapshot, Tensor initialValue, Operation initializer, bool trainable)
    {
        _variable = variable;
        _snapshot = snapshot;
        initial_value = initialValue;
        this.initializer = initializer;
        this.trainable = trainable;
    }

    public string name => _variable.name;

    public virtual TF_DataType dtype => _variable.dtype;

    public virtual Shape shape => _variable.shape;

    public bool trainable { get; }

    public Operation initializer { get; private set; }

    public Operation op => _variable.op;

    public Graph graph => _variable.graph;

    /// <summary>The device asked for, empty for none.</summary>
    public string device => _variable.device;

    /// <summary>The tensor that the initializer assigns. It is computed anew wherever it is used.</summary>
    public Tensor initial_value { get; private set; }

    /// <summary>The value, as it is when the run begins unless control dependencies say otherwise.</summary>
    public virtual Tensor value() => _snapshot;

    /// <summary>A new read of the value; inside <c>tf.control_dependencies</c> it waits for them.</summary>
    public virtual Tensor read_value() => Ops.Identity.Apply(_variable, "read");

    /// <summary>Computes the value in <paramref name="session"/>, or in the default session.</summary>
    public NumSharp.NDArray eval(Session? session = null) => _snapshot.eval(session);

    /// <summary>Sets the variable to <paramref name="value"/> in a session at once.</summary>
    public void load(TensorLike value, Session? session = null) =>
        (session ?? Session.RequireDefault($"load the variable '{name}'")).run(initializer, new FeedItem(initializer.inputs[1], value.Value));

    public Tensor AsTensor() => value();

    /// <summary>Gives the variable another initial value, which <paramref name="assign"/> assigns.</summary>
    internal void InitializeBy(Tensor value, Operation assign) => (initial_value, initializer) = (value, assign);

    /// <summary>The read that fetches and feeds of the variable mean; it was made with the variable.</summary>
    internal Tensor Snapshot => _snapshot;

    /// <summary>The reference to the variable, or its handle, for operations that change it.</summary>
    internal Tensor AsRef() => _variable;

    public static implicit operator Tensor(RefVariable variable) => variable.value();

    /// <summary>As TensorFlow prints it: <c>&lt;tf.Variable 'Variable:0' shape=() dtype=int32_ref&gt;</c>.</summary>
    public override string ToString() => $"<tf.Variable '{name}' shape={shape} dtype={dtype.as_numpy_name()}>";
}
