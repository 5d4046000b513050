using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Activations, and the sums of a layer that they follow.</summary>
public sealed partial class NnApi
{
    private static tensorflow tf => Binding.tf;

    /// <summary>max(features, 0).</summary>
    public Tensor relu(TensorLike features, string? name = null) => OpBuilder.Apply("Relu", name, [features]);

    /// <summary>min(max(features, 0), 6).</summary>
    public Tensor relu6(TensorLike features, string? name = null) => OpBuilder.Apply("Relu6", name, [features]);

    /// <summary>features where they are above 0, else alpha features.</summary>
    public Tensor leaky_relu(TensorLike features, float alpha = 0.2f, string? name = null) =>
        OpBuilder.Apply("LeakyRelu", name, [features], ("alpha", alpha));

    /// <summary>The same with the default slope 0.2, as an activation function of layers.</summary>
    public Tensor leaky_relu(TensorLike features, string? name) => leaky_relu(features, 0.2f, name);

    /// <summary>features where they are at least 0, else e^features - 1.</summary>
    public Tensor elu(TensorLike features, string? name = null) => OpBuilder.Apply("Elu", name, [features]);

    /// <summary>Scaled elu with the constants of self-normalizing networks (Klambauer et al., 2017).</summary>
    public Tensor selu(TensorLike features, string? name = null) => OpBuilder.Apply("Selu", name, [features]);

    /// <summary>log(1 + e^features).</summary>
    public Tensor softplus(TensorLike features, string? name = null) => OpBuilder.Apply("Softplus", name, [features]);

    /// <summary>features / (1 + |features|).</summary>
    public Tensor softsign(TensorLike features, string? name = null) => OpBuilder.Apply("Softsign", name, [features]);

    /// <summary>1 / (1 + e^-x).</summary>
    public Tensor sigmoid(TensorLike x, string? name = null) => tf.sigmoid(x, name);

    /// <summary>The hyperbolic tangent of x.</summary>
    public Tensor tanh(TensorLike x, string? name = null) => tf.tanh(x, name);

    /// <summary>features sigmoid(features).</summary>
    public Tensor swish(TensorLike features, string? name = null)
    {
        using var scope = name is null ? null : tf.name_scope(name);
        var x = features.ToTensor("features");
        return x * tf.sigmoid(x);
    }

    /// <summary>features sigmoid(features); another name of swish.</summary>
    public Tensor silu(TensorLike features, string? name = null) => swish(features, name);

    /// <summary>relu and relu of the negative, side by side along an axis: twice as many features.</summary>
    public Tensor crelu(TensorLike features, string? name = null, int axis = -1)
    {
        using var scope = tf.name_scope(name ?? "CRelu");
        var x = features.ToTensor("features");
        return relu(OpBuilder.Apply("ConcatV2", scope, [new[] { x, -x }, axis]));
    }

    /// <summary>log(sigmoid(x)).</summary>
    public Tensor log_sigmoid(TensorLike x, string? name = null) => tf.log_sigmoid(x, name);

    /// <summary>sum(t^2) / 2, one number.</summary>
    public Tensor l2_loss(TensorLike t, string? name = null) => OpBuilder.Apply("L2Loss", name, [t]);

    /// <summary>value + bias, one bias for each channel: the last dimension in NHWC (the default), the second in NCHW.</summary>
    public Tensor bias_add(TensorLike value, TensorLike bias, string? data_format = null, string? name = null)
    {
        using var scope = tf.name_scope(name ?? "BiasAdd");
        var format = data_format is null || data_format.StartsWith('N') && data_format.EndsWith('C') ? "NHWC" : "NCHW";
        return OpBuilder.Apply("BiasAdd", scope, [value.ToTensor("input"), bias], ("data_format", format));
    }

    /// <summary>x weights + biases.</summary>
    public Tensor xw_plus_b(TensorLike x, TensorLike weights, TensorLike biases, string? name = null)
    {
        using var scope = tf.name_scope(name ?? "xw_plus_b");
        var product = tf.matmul(x.ToTensor("x"), weights.ToTensor("weights"));
        return bias_add(product, biases.ToTensor("biases"), name: scope);
    }

    /// <summary>relu(x weights + biases).</summary>
    public Tensor relu_layer(TensorLike x, TensorLike weights, TensorLike biases, string? name = null)
    {
        using var scope = tf.name_scope(name ?? "relu_layer");
        var product = tf.matmul(x.ToTensor("x"), weights.ToTensor("weights"));
        return relu(bias_add(product, biases.ToTensor("biases")), scope);
    }
}
