using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>Indices become rows of a table: (batch, steps) of whole numbers gives (batch, steps, output_dim).</summary>
/// <remarks>Weights: embeddings (input_dim, output_dim).</remarks>
public sealed class Embedding : Layer
{
    private RefVariable? _embeddings;

    /// <param name="input_dim">The number of rows: indices go from 0 to input_dim - 1.</param>
    /// <param name="output_dim">The size of a row.</param>
    /// <param name="embeddings_initializer">Uniform from -0.05 to 0.05 unless given.</param>
    /// <param name="embeddings_regularizer">Penalty of the table.</param>
    /// <param name="activity_regularizer">Penalty of the outputs.</param>
    /// <param name="embeddings_constraint">What the table is made to satisfy.</param>
    /// <param name="mask_zero">True to mask the steps of index 0.</param>
    /// <param name="input_length">The number of steps, where it is fixed; needed before Flatten and Dense.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer; (input_length) unless given.</param>
    /// <param name="name">The name.</param>
    public Embedding(int input_dim, int output_dim, Initializer? embeddings_initializer = null, Regularizer? embeddings_regularizer = null, Regularizer? activity_regularizer = null,
        Constraint? embeddings_constraint = null, bool mask_zero = false, int? input_length = null, Shape? input_shape = null, string? name = null)
        : base(name, input_shape ?? new Shape(input_length ?? -1))
    {
        if (input_dim <= 0 || output_dim <= 0)
            throw new ValueError($"Both `input_dim` and `output_dim` should be positive. Received: input_dim={input_dim} and output_dim={output_dim}");
        this.input_dim = input_dim;
        this.output_dim = output_dim;
        this.embeddings_initializer = embeddings_initializer ?? "uniform";
        this.embeddings_regularizer = embeddings_regularizer;
        this.activity_regularizer = activity_regularizer;
        this.embeddings_constraint = embeddings_constraint;
        this.mask_zero = mask_zero;
        this.input_length = input_length;
        supports_masking = mask_zero;
    }

    public int input_dim { get; }

    public int output_dim { get; }

    public Initializer embeddings_initializer { get; }

    public Regularizer? embeddings_regularizer { get; }

    public Constraint? embeddings_constraint { get; }

    public bool mask_zero { get; }

    public int? input_length { get; }

    public override void build(Shape[] input_shapes) =>
        _embeddings = add_weight("embeddings", new Shape(input_dim, output_dim), embeddings_initializer, embeddings_regularizer, embeddings_constraint);

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor indices = inputs;
        if (!indices.dtype.is_integer()) indices = tf.cast(indices, tf.int32);
        return tf.nn.embedding_lookup(_embeddings!, indices);
    }

    protected override Tensor?[] compute_mask(Tensors inputs, Tensors outputs, CallOptions options) =>
        [mask_zero ? tf.not_equal(inputs.Single, tf.constant(0, inputs.dtype)) : null];
}

/// <summary>Masks the steps whose features all equal a value: layers after it leave them out.</summary>
public sealed class Masking : Layer
{
    /// <param name="mask_value">The value that stands for nothing.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public Masking(double mask_value = 0, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.mask_value = mask_value;
        supports_masking = true;
    }

    public double mask_value { get; }

    public override Tensors call(Tensors inputs, CallOptions options) =>
        inputs.Single * tf.cast(tf.reduce_any(Counts(inputs), -1, keepdims: true), inputs.dtype);

    protected override Tensor?[] compute_mask(Tensors inputs, Tensors outputs, CallOptions options) => [tf.reduce_any(Counts(inputs), -1)];

    private Tensor Counts(Tensor x) => tf.not_equal(x, tf.constant(mask_value, x.dtype));
}
