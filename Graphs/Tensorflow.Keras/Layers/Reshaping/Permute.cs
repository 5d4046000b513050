using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>A sample's axes in another order: output axis i is input axis dims[i], counted from 1.</summary>
public sealed class Permute : Layer
{
    /// <param name="dims">The axes, counted from 1 (0 is the batch).</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public Permute(int[] dims, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        if (!dims.Order().SequenceEqual(Enumerable.Range(1, dims.Length)))
            throw new ValueError($"Invalid permutation argument `dims` for Permute Layer. The set of indices in `dims` must be consecutive and start from 1. Received dims=({string.Join(", ", dims)})");
        this.dims = dims;
    }

    public int[] dims { get; }

    protected override void CheckInputs(Tensors inputs) => RequireRank(inputs, dims.Length + 1);

    public override Tensors call(Tensors inputs, CallOptions options) => tf.transpose(inputs.Single, (int[])[0, .. dims]);
}

/// <summary>(batch, features) repeated: (batch, n, features).</summary>
public sealed class RepeatVector : Layer
{
    /// <param name="n">How often.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public RepeatVector(int n, Shape? input_shape = null, string? name = null) : base(name, input_shape) =>
        this.n = n > 0 ? n : throw new ValueError($"`n` must be at least 1. Received: n={n}");

    public int n { get; }

    protected override void CheckInputs(Tensors inputs) => RequireRank(inputs, 2);

    public override Tensors call(Tensors inputs, CallOptions options) => tf.tile(tf.expand_dims(inputs.Single, 1), new[] { 1, n, 1 });
}
