using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>What layers share that put several tensors together element by element; the shapes may broadcast.</summary>
public abstract class Merge : Layer
{
    private protected Merge(string? name) : base(name) => supports_masking = true;

    private protected abstract Tensor Combine(Tensor[] inputs);

    /// <summary>The least number of inputs.</summary>
    private protected virtual int LeastInputs => 1;

    protected override void CheckInputs(Tensors inputs)
    {
        if (inputs.Count < LeastInputs) throw new ValueError($"A merge layer should be called on a list of at least {LeastInputs} input(s). Got {inputs.Count} input(s). The layer is \"{name}\".");
        for (var i = 1; i < inputs.Count; i++)
        {
            Shape first = inputs[0].shape, other = inputs[i].shape;
            if (!first.HasRank || !other.HasRank) continue;
            for (var k = 1; k < Math.Min(first.ndim, other.ndim); k++)
            {
                long a = first[-k], b = other[-k];
                if (a >= 0 && b >= 0 && a != b && a != 1 && b != 1)
                    throw new ValueError($"Inputs have incompatible shapes. Received shapes {first} and {other}, in the layer \"{name}\".");
            }
        }
    }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        var rank = inputs.Max(i => i.rank);
        return Combine([.. inputs.Select(input =>
        {
            while (input.rank < rank) input = tf.expand_dims(input, 1);
            return input;
        })]);
    }

    // A step counts where it counts in all inputs that have a mask.
    protected override Tensor?[] compute_mask(Tensors inputs, Tensors outputs, CallOptions options)
    {
        Tensor? all = null;
        foreach (var mask in options.masks)
        {
            if (mask is not null) all = all is null ? mask : tf.logical_and(all, mask);
        }
        return [all];
    }

    private protected static Tensor Sum(Tensor[] inputs) => inputs.Aggregate((a, b) => a + b);
}

/// <summary>The sum of the inputs.</summary>
public sealed class Add(string? name = null) : Merge(name)
{
    private protected override Tensor Combine(Tensor[] inputs) => Sum(inputs);
}

/// <summary>The first input minus the second.</summary>
public sealed class Subtract(string? name = null) : Merge(name)
{
    private protected override int LeastInputs => 2;

    private protected override Tensor Combine(Tensor[] inputs) => inputs.Length == 2 ? inputs[0] - inputs[1]
        : throw new ValueError($"A `Subtract` layer should be called on exactly 2 inputs. Received: {inputs.Length}");
}

/// <summary>The product of the inputs.</summary>
public sealed class Multiply(string? name = null) : Merge(name)
{
    private protected override Tensor Combine(Tensor[] inputs) => inputs.Aggregate((a, b) => a * b);
}

/// <summary>The mean of the inputs.</summary>
public sealed class Average(string? name = null) : Merge(name)
{
    private protected override Tensor Combine(Tensor[] inputs) => Sum(inputs) / (float)inputs.Length;
}

/// <summary>The larger of the inputs.</summary>
public sealed class Maximum(string? name = null) : Merge(name)
{
    private protected override Tensor Combine(Tensor[] inputs) => inputs.Aggregate((a, b) => tf.maximum(a, b));
}

/// <summary>The smaller of the inputs.</summary>
public sealed class Minimum(string? name = null) : Merge(name)
{
    private protected override Tensor Combine(Tensor[] inputs) => inputs.Aggregate((a, b) => tf.minimum(a, b));
}

/// <summary>The inputs behind each other along an axis; the other axes are alike.</summary>
public sealed class Concatenate : Layer
{
    /// <param name="axis">The axis, counted from the end if negative.</param>
    /// <param name="name">The name.</param>
    public Concatenate(int axis = -1, string? name = null) : base(name)
    {
        this.axis = axis;
        supports_masking = true;
    }

    public int axis { get; }

    protected override void CheckInputs(Tensors inputs)
    {
        var first = inputs[0].shape;
        foreach (var input in inputs)
        {
            if (!first.HasRank || !input.shape.HasRank) continue;
            var at = (axis + first.ndim) % first.ndim;
            var fits = input.rank == first.ndim && Enumerable.Range(0, first.ndim).All(i => i == at || first[i] < 0 || input.shape[i] < 0 || first[i] == input.shape[i]);
            if (!fits)
                throw new ValueError($"A `Concatenate` layer requires inputs with matching shapes except for the concatenation axis {axis}. Received: {string.Join(", ", inputs.Select(i => i.shape))} (layer \"{name}\")");
        }
    }

    public override Tensors call(Tensors inputs, CallOptions options) => inputs.Count == 1 ? inputs : tf.concat(inputs.ToArray(), (axis + inputs.rank) % inputs.rank);

    protected override Tensor?[] compute_mask(Tensors inputs, Tensors outputs, CallOptions options)
    {
        if (options.masks.All(m => m is null)) return [null];
        var parts = inputs.Select((input, i) => options.masks[i] is not { } mask
            ? tf.ones_like(input, TF_DataType.TF_BOOL)
            : tf.logical_and(mask.rank < input.rank ? tf.expand_dims(mask, -1) : mask, tf.ones_like(input, TF_DataType.TF_BOOL)));
        return [tf.reduce_all(tf.concat(parts.ToArray(), (axis + inputs.rank) % inputs.rank), -1)];
    }
}

/// <summary>The products of vectors of two inputs, summed along an axis of each; the batches go together.</summary>
public sealed class Dot : Layer
{
    /// <param name="axes">The axis of both inputs, or one of each; not the batch's.</param>
    /// <param name="normalize">True to bring the vectors to length 1 before: the cosine.</param>
    /// <param name="name">The name.</param>
    public Dot(int[] axes, bool normalize = false, string? name = null) : base(name)
    {
        if (axes.Length is not (1 or 2)) throw new ValueError($"Invalid format for argument `axes`: it must contain one or two elements. Received: axes=[{string.Join(", ", axes)}]");
        this.axes = axes;
        this.normalize = normalize;
    }

    public int[] axes { get; }

    public bool normalize { get; }

    public override System.Text.Json.Nodes.JsonObject get_config()
    {
        var config = base.get_config();
        if (axes.Length == 1) config["axes"] = axes[0];
        return config;
    }

    protected override void CheckInputs(Tensors inputs) => RequireCount(inputs, 2);

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor a = inputs[0], b = inputs[1];
        int first = (axes[0] + a.rank) % a.rank, second = (axes[^1] + b.rank) % b.rank;
        if (a.shape[first] >= 0 && b.shape[second] >= 0 && a.shape[first] != b.shape[second])
            throw new ValueError($"Incompatible input shapes: axis values {a.shape[first]} (at axis {first}) != {b.shape[second]} (at axis {second}). Full input shapes: {a.shape}, {b.shape} (layer \"{name}\")");
        if (normalize)
        {
            a = tf.nn.l2_normalize(a, first);
            b = tf.nn.l2_normalize(b, second);
        }
        if (a.rank == 2 && b.rank == 2) return tf.reduce_sum(a * b, 1, keepdims: true);
        // Letters: z the batch, s the axis that is summed, others for the rest.
        var left = Letters(a.rank, first, 'a');
        var right = Letters(b.rank, second, 'm');
        var result = "z" + left.Replace("s", "")[1..] + right.Replace("s", "")[1..];
        return tf.einsum($"{left},{right}->{result}", a, b);
    }

    private static string Letters(int rank, int summed, char next)
    {
        var letters = new char[rank];
        for (var i = 0; i < rank; i++) letters[i] = i == 0 ? 'z' : i == summed ? 's' : next++;
        return new string(letters);
    }
}
