using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow;

/// <summary>
/// A list of tensors that a loop fills or reads step by step. Every change gives a new TensorArray; the old one stays as it
/// was. Elements may be written again.
/// </summary>
public sealed class TensorArray
{
    private readonly ElementRule _rule;
    private readonly long _knownSize = -1;

    /// <summary>A TensorArray of <paramref name="size"/> elements that are not written yet; reading one gives zeros where the shape is known.</summary>
    /// <param name="dtype">The type of the elements.</param>
    /// <param name="size">The number of elements.</param>
    /// <param name="dynamic_size">True lets writes go beyond the size.</param>
    /// <param name="clear_after_read">Accepted for compatibility: elements stay readable.</param>
    /// <param name="tensor_array_name">Accepted for compatibility.</param>
    /// <param name="infer_shape">False lets elements have different shapes.</param>
    /// <param name="element_shape">What is known of the elements' shapes.</param>
    /// <param name="name">The operation's name, "TensorArrayV2" unless given.</param>
    public TensorArray(TF_DataType dtype, TensorLike size = default, bool dynamic_size = false, bool clear_after_read = true,
        string? tensor_array_name = null, bool infer_shape = true, Shape? element_shape = null, string? name = null)
    {
        _ = (clear_after_read, tensor_array_name);
        this.dtype = dtype.as_base_dtype();
        this.dynamic_size = dynamic_size;
        _rule = new ElementRule(infer_shape) { Shape = element_shape ?? Shape.Unknown };
        using var scope = DefaultGraph.Current.EnterScope(name ?? "TensorArrayV2");
        flow = Lists.Reserve(this.dtype, Lists.ShapeArgument(_rule.Shape), size.IsNull ? 0 : size, scope);
        if (!dynamic_size && ConstantValues.Of(flow.op.inputs[1]) is { Count: 1 } known) _knownSize = known.AsLong(0);
    }

    private TensorArray(TensorArray other, Tensor flow)
    {
        dtype = other.dtype;
        dynamic_size = other.dynamic_size;
        _rule = other._rule;
        _knownSize = other._knownSize;
        this.flow = flow;
    }

    /// <summary>The type of the elements.</summary>
    public TF_DataType dtype { get; }

    /// <summary>True where writes may go beyond the size.</summary>
    public bool dynamic_size { get; }

    /// <summary>What is known of the elements' shapes.</summary>
    public Shape element_shape => _rule.Shape;

    /// <summary>The list as a tensor of type variant.</summary>
    public Tensor flow { get; }

    /// <summary>The same as <see cref="flow"/>.</summary>
    public Tensor handle => flow;

    /// <summary>The TensorArray with element <paramref name="index"/> set to <paramref name="value"/>.</summary>
    public TensorArray write(TensorLike index, TensorLike value, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "TensorArrayV2Write");
        var item = value.ToTensor("value", dtype);
        _rule.Learn(item.shape);
        return With(Lists.SetItem(flow, index, item, resize: dynamic_size));
    }

    /// <summary>Element <paramref name="index"/>.</summary>
    public Tensor read(TensorLike index, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "TensorArrayV2Read");
        return Lists.GetItem(flow, index, dtype, Lists.ShapeArgument(element_shape));
    }

    /// <summary>All elements along a new first dimension; they must have one shape.</summary>
    public Tensor stack(string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "TensorArrayV2Stack");
        return Lists.Stack(flow, dtype, Lists.ShapeArgument(element_shape), count: _knownSize);
    }

    /// <summary>The elements that <paramref name="indices"/> name, along a new first dimension.</summary>
    public Tensor gather(TensorLike indices, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "TensorArrayV2Gather");
        return Lists.Gather(flow, indices, dtype, Lists.ShapeArgument(element_shape));
    }

    /// <summary>The elements one after the other along their first dimension.</summary>
    public Tensor concat(string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "TensorArrayV2Concat");
        return Lists.Concat(flow, dtype, Lists.ShapeArgument(TensorListSplit.Unsized(element_shape)), Array.Empty<long>());
    }

    /// <summary>The TensorArray of the rows of <paramref name="value"/>.</summary>
    public TensorArray unstack(TensorLike value, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "TensorArrayUnstack");
        var rows = value.ToTensor("value", dtype);
        if (rows.shape.HasRank && rows.shape.ndim == 0) throw new ValueError($"TensorArray.unstack needs at least a vector, but got {rows}.");
        if (rows.shape.HasRank) _rule.Learn(rows.shape.Slice(1, rows.shape.ndim));
        return With(Lists.FromTensor(rows, Lists.ShapeArgument(rows.shape.HasRank ? rows.shape.Slice(1, rows.shape.ndim) : element_shape)));
    }

    /// <summary>The TensorArray with the rows of <paramref name="value"/> at the places <paramref name="indices"/>.</summary>
    public TensorArray scatter(TensorLike indices, TensorLike value, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "TensorArrayScatter");
        var rows = value.ToTensor("value", dtype);
        if (rows.shape.HasRank && rows.shape.ndim > 0) _rule.Learn(rows.shape.Slice(1, rows.shape.ndim));
        return With(Lists.ScatterInto(flow, rows, indices));
    }

    /// <summary>The TensorArray of pieces of <paramref name="value"/>, cut along the first dimension into <paramref name="lengths"/>.</summary>
    public TensorArray split(TensorLike value, TensorLike lengths, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "TensorArraySplit");
        var tensor = value.ToTensor("value", dtype);
        var sizes = lengths.ToTensor("lengths");
        if (sizes.dtype.as_base_dtype() != TF_DataType.TF_INT64) sizes = tf.cast(sizes, TF_DataType.TF_INT64);
        var piece = TensorListSplit.Unsized(tensor.shape);
        _rule.Learn(piece);
        return With(Lists.Split(tensor, Lists.ShapeArgument(piece), sizes));
    }

    /// <summary>The number of elements.</summary>
    public Tensor size(string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "TensorArrayV2Size");
        return Lists.Length(flow);
    }

    /// <summary>This TensorArray; in TensorFlow the gradients of another one.</summary>
    public TensorArray identity() => With(Identity.Apply(flow));

    /// <summary>The same TensorArray at another point of the graph.</summary>
    internal TensorArray With(Tensor flow) => new(this, flow);

    // What the writes say of the elements' shape; all TensorArrays that come from one share it.
    private sealed class ElementRule(bool infers)
    {
        public Shape Shape { get; set; } = Shape.Unknown;

        public void Learn(Shape element)
        {
            if (!element.is_compatible_with(Shape))
                throw new ValueError($"Inconsistent shapes: saw {element} but expected {Shape}. Give the TensorArray infer_shape: false to hold elements of different shapes.");
            if (infers) Shape = Shape.merge_with(element);
        }
    }
}
