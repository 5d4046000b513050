namespace Tensorflow.Ops;

/// <summary>
/// What a shape rule sees: attributes, the inputs' shapes and types, and the inputs' values where they are known.
/// The same rule runs when an operation is added (shapes partly known) and when a plan is made (shapes and shape-like values known).
/// </summary>
internal sealed class InferContext
{
    private readonly Shape[] _inputs;
    private readonly TF_DataType[] _types;
    private readonly Func<int, TensorValue?> _value;
    private readonly Func<int, Shape?> _valueAsShape;
    private readonly Shape?[] _outputs;

    public InferContext(OpType opType, NodeAttrs attrs, Shape[] inputs, TF_DataType[] types, int outputCount, Func<int, TensorValue?> value, Func<int, Shape?> valueAsShape)
    {
        OpType = opType;
        Attrs = attrs;
        _inputs = inputs;
        _types = types;
        _value = value;
        _valueAsShape = valueAsShape;
        _outputs = new Shape?[outputCount];
    }

    public OpType OpType { get; }

    public NodeAttrs Attrs { get; }

    public int InputCount => _inputs.Length;

    public int OutputCount => _outputs.Length;

    /// <summary>The same inputs as another operation's rule sees them.</summary>
    public InferContext For(OpType opType, int outputCount) => new(opType, Attrs, _inputs, _types, outputCount, _value, _valueAsShape);

    /// <summary>The results, unknown where the rule set nothing.</summary>
    public Shape[] Outputs => Array.ConvertAll(_outputs, s => s ?? Shape.Unknown);

    /// <summary>The shape of an input; where it is a handle, the shape of the variable.</summary>
    public Shape Input(int index) => _inputs[index];

    public TF_DataType InputType(int index) => _types[index];

    /// <summary>The value of an input if it is known, else null.</summary>
    public TensorValue? Value(int index) => _value(index);

    /// <summary>The value of an input that holds a shape, as far as it is known: unknown elements are -1; an unknown shape if nothing is known.</summary>
    public Shape ValueAsShape(int index) => _valueAsShape(index) ?? Shape.Unknown;

    public void Set(int output, Shape shape) => _outputs[output] = shape;

    /// <summary>All outputs have this shape.</summary>
    public void SetAll(Shape shape) => Array.Fill(_outputs, shape);

    /// <summary>Output 0 has the shape of an input.</summary>
    public void Same(int input = 0) => Set(0, _inputs[input]);

    /// <summary>Output 0 is a number.</summary>
    public void Scalar() => Set(0, Shape.Scalar);

    /// <summary>The input's shape, which must have this rank; all unknown dimensions if its rank is unknown.</summary>
    public Shape WithRank(int input, int rank)
    {
        var shape = _inputs[input];
        if (!shape.HasRank) return Shape.UnknownOfRank(rank);
        if (shape.ndim != rank) throw Error($"Shape must be rank {rank} but is rank {shape.ndim} for input {input} with shape {shape}");
        return shape;
    }

    /// <summary>The input's shape, which must have at least this rank.</summary>
    public Shape WithRankAtLeast(int input, int rank)
    {
        var shape = _inputs[input];
        if (shape.HasRank && shape.ndim < rank) throw Error($"Shape must be at least rank {rank} but is rank {shape.ndim} for input {input} with shape {shape}");
        return shape;
    }

    /// <summary>The dimension that two dimensions must both be; -1 if both are unknown.</summary>
    public long MergeDim(long a, long b)
    {
        if (a < 0) return b;
        if (b >= 0 && a != b) throw Error($"Dimensions must be equal, but are {a} and {b}");
        return a;
    }

    /// <summary>The shape that two shapes must both be.</summary>
    public Shape Merge(Shape a, Shape b) => a.is_compatible_with(b) ? a.merge_with(b) : throw Error($"Shapes must be equal, but are {a} and {b}");

    /// <summary>The shape of a NumPy-style broadcast of two shapes.</summary>
    public Shape Broadcast(Shape a, Shape b)
    {
        try
        {
            return a.broadcast_with(b);
        }
        catch (ValueError error)
        {
            throw Error(error.Message);
        }
    }

    /// <summary>Turns an axis that may count from the end into one from the front.</summary>
    public int Axis(long axis, int rank)
    {
        if (axis < -rank || axis >= rank) throw Error($"The axis {axis} is out of range: the tensor has rank {rank}, so it must be from {-rank} to {rank - 1}");
        return (int)(axis < 0 ? axis + rank : axis);
    }

    /// <summary>An error of this rule, told with the operation and the shapes it was given.</summary>
    public ValueError Error(string message) =>
        new($"{message} for '{OpType.Name}' with input shapes: {string.Join(", ", (object[])_inputs)}.");
}
