using static Tensorflow.Binding;

namespace Tensorflow.Layers;

/// <summary>In training sets elements to 0 at a rate and scales up the others (see <see cref="NnApi.dropout"/>); otherwise gives the input.</summary>
public sealed class Dropout : TensorLayer
{
    private readonly TensorLike _rate;
    private readonly TensorLike _noiseShape;
    private readonly int? _seed;

    /// <inheritdoc cref="LayersApi.dropout"/>
    public Dropout(TensorLike rate = default, TensorLike noise_shape = default, int? seed = null, string? name = null) : base(name: name)
    {
        _rate = rate.IsNull ? 0.5 : rate;
        _noiseShape = noise_shape;
        _seed = seed;
    }

    /// <summary>Adds the layer's operations.</summary>
    /// <param name="inputs">float32 or float64, any shape.</param>
    /// <param name="training">A bool, or a boolean tensor to feed; false unless given.</param>
    public Tensor apply(TensorLike inputs, TensorLike training) => Apply(inputs, null, x => Dropped(x, training));

    protected override Tensor call(Tensor inputs) => Dropped(inputs, false);

    private Tensor Dropped(Tensor inputs, TensorLike training)
    {
        var outputs = SmartCond.Apply(training,
            () => [tf.nn.dropout(inputs, rate: _rate, noise_shape: _noiseShape, seed: _seed)],
            () => [tf.identity(inputs)])[0];
        outputs.set_shape(inputs.shape);
        return outputs;
    }
}
