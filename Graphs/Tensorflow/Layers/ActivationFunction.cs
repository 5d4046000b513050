namespace Tensorflow;

/// <summary>
/// An activation function as layers and cells take it: <c>tf.nn.relu</c>, <c>tf.tanh</c>, or a function of one's own,
/// <c>(x, name) =&gt; tf.nn.leaky_relu(x, 0.1f, name)</c>.
/// </summary>
public delegate Tensor ActivationFunction(TensorLike features, string? name = null);
