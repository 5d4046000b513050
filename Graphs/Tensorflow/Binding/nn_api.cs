namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>Neural network functions: convolution, pooling, activations, normalization, losses.</summary>
    public NnApi nn { get; } = new();
}

/// <summary><c>tf.nn</c>.</summary>
public sealed partial class NnApi
{
    internal NnApi() { }
}
