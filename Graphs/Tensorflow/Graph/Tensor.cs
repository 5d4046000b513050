namespace Tensorflow;

/// <summary>
/// An output of an operation: a value that a session computes when it is fetched. It has a type, a shape as far as
/// it is known when the graph is built, and a name (<c>MatMul:0</c>).
/// </summary>
public partial class Tensor
{
    private readonly List<Operation> _consumers = [];
    private readonly Operation? _op;
    private Shape _shape = Shape.Unknown;

    internal Tensor(Operation op, int index, TF_DataType dtype)
    {
        _op = op;
        value_index = index;
        this.dtype = dtype;
    }

    /// <summary>For tensors that stand for others, such as <see cref="IndexedSlices"/>.</summary>
    private protected Tensor(TF_DataType dtype) => this.dtype = dtype;

    /// <summary>The operation that makes this tensor.</summary>
    public virtual Operation op => _op!;

    /// <summary>The index among the operation's outputs.</summary>
    public virtual int value_index { get; }

    /// <summary>The element type; a reference type (<c>float32_ref</c>) for a variable itself.</summary>
    public TF_DataType dtype { get; }

    /// <summary>The name: operation, colon, index.</summary>
    public string name => $"{op.name}:{value_index}";

    /// <summary>The graph that holds this tensor.</summary>
    public Graph graph => op.graph;

    /// <summary>The device asked for, empty for none.</summary>
    public string device => op.device;

    /// <summary>The shape as far as it is known when the graph is built.</summary>
    public virtual Shape shape => _shape;

    /// <summary>The number of dimensions, -1 if unknown.</summary>
    public int rank => shape.ndim;

    /// <summary>The number of dimensions, -1 if unknown.</summary>
    public int ndim => shape.ndim;

    /// <summary>The shape as far as it is known when the graph is built.</summary>
    public Shape TensorShape => shape;

    /// <summary>The operations that read this tensor.</summary>
    public IReadOnlyList<Operation> consumers() => _consumers;

    /// <summary>Computes this tensor in <paramref name="session"/>, or in the default session.</summary>
    public NumSharp.NDArray eval(Session? session = null, params ReadOnlySpan<FeedItem> feed_dict) =>
        (session ?? Session.RequireDefault($"evaluate the tensor '{name}'")).run(this, feed_dict);

    /// <summary>For the handle of a variable: what is known of the variable.</summary>
    internal HandleData? Handle { get; set; }

    /// <summary>The shape of what gradients with respect to this tensor have: its own, for a handle the variable's.</summary>
    internal Shape ValueShape => dtype == TF_DataType.TF_RESOURCE ? Handle?.Shape ?? Shape.Unknown : shape;

    /// <summary>The type of what gradients with respect to this tensor have: its own, for a handle the variable's.</summary>
    internal TF_DataType ValueType => dtype == TF_DataType.TF_RESOURCE ? Handle?.DType ?? TF_DataType.TF_FLOAT : dtype.as_base_dtype();

    internal void InferredShape(Shape shape) => _shape = shape;

    internal void MergeShape(Shape shape) => _shape = _shape.merge_with(shape);

    internal void AddConsumer(Operation op) => _consumers.Add(op);

    internal void RemoveConsumer(Operation op) => _consumers.Remove(op);

    /// <summary>As TensorFlow prints it: <c>Tensor("Const_1:0", shape=(3, 2), dtype=float32)</c>; an unknown rank is left out.</summary>
    public override string ToString()
    {
        var shapeText = shape.HasRank ? $", shape={shape}" : "";
        var deviceText = device.Length > 0 ? $", device={device}" : "";
        return $"Tensor(\"{name}\"{shapeText}, dtype={dtype.as_numpy_name()}{deviceText})";
    }
}

/// <summary>What is known of a variable whose handle a tensor is.</summary>
/// <param name="DType">The type of its elements.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record HandleData(TF_DataType DType, Shape Shape);
