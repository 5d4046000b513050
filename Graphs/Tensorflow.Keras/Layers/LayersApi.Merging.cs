namespace Tensorflow.Keras.Layers;

/// <summary>Layers of several inputs: merging and attention.</summary>
public sealed partial class LayersApi
{
    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Add"/>
    public Add Add(string? name = null) => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Subtract"/>
    public Subtract Subtract(string? name = null) => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Multiply"/>
    public Multiply Multiply(string? name = null) => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Average"/>
    public Average Average(string? name = null) => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Maximum"/>
    public Maximum Maximum(string? name = null) => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Minimum"/>
    public Minimum Minimum(string? name = null) => new(name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Concatenate"/>
    public Concatenate Concatenate(int axis = -1, string? name = null) => new(axis, name);

    /// <param name="axes">The axis of both inputs.</param>
    /// <param name="normalize">True for the cosine.</param>
    /// <param name="name">The name.</param>
    public Dot Dot(int axes, bool normalize = false, string? name = null) => new([axes], normalize, name);

    /// <param name="axes">The axis of each input.</param>
    /// <param name="normalize">True for the cosine.</param>
    /// <param name="name">The name.</param>
    public Dot Dot((int, int) axes, bool normalize = false, string? name = null) => new([axes.Item1, axes.Item2], normalize, name);

    /// <summary>The sum of tensors.</summary>
    public Tensor add(Tensors inputs, string? name = null) => new Add(name).Apply(inputs);

    /// <summary>The first tensor minus the second.</summary>
    public Tensor subtract(Tensors inputs, string? name = null) => new Subtract(name).Apply(inputs);

    /// <summary>The product of tensors.</summary>
    public Tensor multiply(Tensors inputs, string? name = null) => new Multiply(name).Apply(inputs);

    /// <summary>The mean of tensors.</summary>
    public Tensor average(Tensors inputs, string? name = null) => new Average(name).Apply(inputs);

    /// <summary>The larger of tensors.</summary>
    public Tensor maximum(Tensors inputs, string? name = null) => new Maximum(name).Apply(inputs);

    /// <summary>The smaller of tensors.</summary>
    public Tensor minimum(Tensors inputs, string? name = null) => new Minimum(name).Apply(inputs);

    /// <summary>Tensors behind each other.</summary>
    public Tensor concatenate(Tensors inputs, int axis = -1, string? name = null) => new Concatenate(axis, name).Apply(inputs);

    /// <summary>The products of two tensors' vectors.</summary>
    public Tensor dot(Tensors inputs, int axes, bool normalize = false, string? name = null) => new Dot([axes], normalize, name).Apply(inputs);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Attention"/>
    public Attention Attention(bool use_scale = false, string score_mode = "dot", double dropout = 0, bool causal = false, string? name = null) =>
        new(use_scale, score_mode, dropout, causal, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.AdditiveAttention"/>
    public AdditiveAttention AdditiveAttention(bool use_scale = true, double dropout = 0, bool causal = false, string? name = null) => new(use_scale, dropout, causal, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.MultiHeadAttention"/>
    public MultiHeadAttention MultiHeadAttention(int num_heads, int key_dim, int? value_dim = null, double dropout = 0, bool use_bias = true, Shape? output_shape = null,
        Initializer? kernel_initializer = null, Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null,
        Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null, Constraint? bias_constraint = null, bool causal = false, string? name = null) =>
        new(num_heads, key_dim, value_dim, dropout, use_bias, output_shape, kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer, activity_regularizer,
            kernel_constraint, bias_constraint, causal, name);
}
