using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Order of elements: reversal, sorting, the largest, the different ones.</summary>
public sealed partial class tensorflow
{
    /// <summary>Reverses the order along the listed axes.</summary>
    public Tensor reverse(TensorLike tensor, TensorLike axis, string? name = null) =>
        OpBuilder.Apply("ReverseV2", name, [tensor, axis.Value is int single ? new[] { single } : axis]);

    /// <summary>The other name of <see cref="reverse"/>.</summary>
    public Tensor reverse_v2(TensorLike tensor, TensorLike axis, string? name = null) => reverse(tensor, axis, name);

    /// <summary>The values of a vector x that y does not hold, in their order, and their places in x.</summary>
    public (Tensor @out, Tensor idx) setdiff1d(TensorLike x, TensorLike y, TF_DataType index_dtype = TF_DataType.TF_INT32, string? name = null)
    {
        var outputs = OpBuilder.ApplyMany("ListDiff", name, [x, y], ("out_idx", index_dtype));
        return (outputs[0], outputs[1]);
    }

    /// <summary>Reverses, for each element of the batch axis (0 unless given), the first seq_lengths[b] places along the sequence axis.</summary>
    public Tensor reverse_sequence(TensorLike input, TensorLike seq_lengths, int? seq_axis = null, int? batch_axis = null, string? name = null, int? seq_dim = null, int? batch_dim = null)
    {
        var sequence = seq_axis ?? seq_dim ?? throw new ValueError("tf.reverse_sequence needs seq_axis.");
        return OpBuilder.Apply("ReverseSequence", name, [input, seq_lengths], ("seq_dim", sequence), ("batch_dim", batch_axis ?? batch_dim ?? 0));
    }

    /// <summary>The values in order along an axis; <paramref name="direction"/> is ASCENDING or DESCENDING.</summary>
    public Tensor sort(TensorLike values, int axis = -1, string direction = "ASCENDING", string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "sort");
        return Sorted(values, axis, direction, places: false);
    }

    /// <summary>The places of the values in order along an axis; <paramref name="direction"/> is ASCENDING or DESCENDING. Equal values keep their order.</summary>
    public Tensor argsort(TensorLike values, int axis = -1, string direction = "ASCENDING", bool stable = false, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "argsort");
        return Sorted(values, axis, direction, places: true);
    }

    /// <summary>The different values of a vector in the order of their first appearance, and for each element the place of its value.</summary>
    public (Tensor y, Tensor idx) unique(TensorLike x, TF_DataType out_idx = TF_DataType.TF_INT32, string? name = null)
    {
        var outputs = OpBuilder.ApplyMany("Unique", name, [x], ("out_idx", out_idx));
        return (outputs[0], outputs[1]);
    }

    /// <summary><see cref="unique"/>, and how often each value appears.</summary>
    public (Tensor y, Tensor idx, Tensor count) unique_with_counts(TensorLike x, TF_DataType out_idx = TF_DataType.TF_INT32, string? name = null)
    {
        var outputs = OpBuilder.ApplyMany("UniqueWithCounts", name, [x], ("out_idx", out_idx));
        return (outputs[0], outputs[1], outputs[2]);
    }

    // The only sorting operation is the top k of the last axis: other axes are exchanged with it, ascending order is that of the negated values.
    private Tensor Sorted(TensorLike values, int axis, string direction, bool places)
    {
        if (direction is not ("ASCENDING" or "DESCENDING")) throw new ValueError($"Argument `direction` should be one of ASCENDING, DESCENDING. Received: direction={direction}");
        constant(axis, name: "axis");
        var x = values.ToTensor("values");
        if (direction == "DESCENDING") return Descending(x, axis, places);
        if (!x.dtype.is_integer())
        {
            var sorted = Descending(-x, axis, places);
            return places ? sorted : -sorted;
        }
        // The complement reverses the order of all integers; the negative would leave the least one where it is.
        var isSigned = x.dtype.as_base_dtype() is TF_DataType.TF_INT8 or TF_DataType.TF_INT16 or TF_DataType.TF_INT32 or TF_DataType.TF_INT64;
        var flipped = isSigned ? Descending(-x - 1, axis, places) : Descending(Largest(x.dtype) - x, axis, places);
        if (places) return flipped;
        return isSigned ? -flipped - 1 : Largest(x.dtype) - flipped;
    }

    private Tensor Descending(Tensor values, int axis, bool places)
    {
        var k = shape(values)[axis];
        var known = rank(values);
        Tensor? exchange = null;
        if (axis != -1 && axis + 1 != values.rank)
        {
            if (values.rank < 0) throw new ValueError($"Sorting along axis {axis} needs a tensor of known rank, but got {values} ({known.name}).");
            if (axis < 0) axis += values.rank;
            var order = Enumerable.Range(0, values.rank).ToArray();
            (order[axis], order[^1]) = (order[^1], order[axis]);
            exchange = constant(order, name: "transposition");
            values = transpose(values, exchange);
        }
        var top = OpBuilder.ApplyMany("TopKV2", null, [values, k])[places ? 1 : 0];
        return exchange is null ? top : transpose(top, exchange);
    }

    private Tensor Largest(TF_DataType type) => constant(type switch
    {
        TF_DataType.TF_UINT8 => byte.MaxValue,
        TF_DataType.TF_UINT16 => ushort.MaxValue,
        TF_DataType.TF_UINT32 => uint.MaxValue,
        _ => (object)ulong.MaxValue,
    }, type);
}

public sealed partial class NnApi
{
    /// <summary>The <paramref name="k"/> largest elements along the last axis, in descending order, and their places; of equal elements the first ones.</summary>
    public (Tensor values, Tensor indices) top_k(TensorLike input, TensorLike k = default, bool sorted = true, string? name = null)
    {
        var outputs = OpBuilder.ApplyMany("TopKV2", name, [input, k.IsNull ? 1 : k], ("sorted", sorted));
        return (outputs[0], outputs[1]);
    }

    /// <summary>True for each row whose target class is among the <paramref name="k"/> with the largest predictions; a class as large as the k-th counts.</summary>
    public Tensor in_top_k(TensorLike predictions, TensorLike targets, TensorLike k, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "in_top_k");
        return OpBuilder.Apply("InTopKV2", null, [predictions, targets, k]);
    }
}

public sealed partial class MathApi
{
    /// <inheritdoc cref="NnApi.top_k"/>
    public (Tensor values, Tensor indices) top_k(TensorLike input, TensorLike k = default, bool sorted = true, string? name = null) => tf.nn.top_k(input, k, sorted, name);

    /// <inheritdoc cref="NnApi.in_top_k"/>
    public Tensor in_top_k(TensorLike targets, TensorLike predictions, TensorLike k, string? name = null) => tf.nn.in_top_k(predictions, targets, k, name);

    /// <inheritdoc cref="tensorflow.invert_permutation"/>
    public Tensor invert_permutation(TensorLike x, string? name = null) => tf.invert_permutation(x, name);
}
