using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>x over its norm along the given axes, so that each sample has length 1 there.</summary>
public sealed class UnitNormalization : Layer
{
    private int[] _axis;

    /// <param name="axis">The axes; the last unless given.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public UnitNormalization(int[]? axis = null, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        _axis = axis ?? [-1];
        supports_masking = true;
    }

    public int[] axis => _axis;

    public override void build(Shape[] input_shapes) => _axis = Axes.Normalize(_axis, input_shapes[0].ndim, name);

    public override Tensors call(Tensors inputs, CallOptions options) => tf.nn.l2_normalize(inputs.Single, _axis);
}
