using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>One layer on every step of a sequence, with the same weights: input (batch, steps, ...), output (batch, steps, what the layer gives).</summary>
public sealed class TimeDistributed : Layer
{
    /// <param name="layer">The layer for one step.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public TimeDistributed(Layer layer, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.layer = layer;
        supports_masking = true;
    }

    public Layer layer { get; }

    protected internal override IEnumerable<Layer> Sublayers => [layer];

    public override void build(Shape[] input_shapes) => layer.EnsureBuilt([StepShape(input_shapes[0])]);

    protected override void CheckInputs(Tensors inputs) => RequireMinRank(inputs, 3);

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        var x = inputs[0];
        // Steps are samples of their own for the layer inside; its name is no scope, as in Keras.
        var rows = tf.reshape(x, Joined(tf.constant(new[] { -1 }), x, 2));
        rows.set_shape(StepShape(x.shape));
        var mask = options.mask is { } steps ? tf.reshape(steps, new Shape(-1)) : null;
        var output = layer.call(rows, new CallOptions(options.training, [mask], options.named)).Single;
        var result = tf.reshape(output, Joined(tf.shape(x)[..2], output, 1));
        result.set_shape(new Shape([x.shape[0], x.shape[1], .. output.shape.dims[1..]]));
        return result;
    }

    private static Tensor Joined(Tensor head, Tensor of, int from) => tf.concat(new[] { head, tf.shape(of)[from..] }, 0);

    private static Shape StepShape(Shape shape) => new([shape[0] >= 0 && shape[1] >= 0 ? shape[0] * shape[1] : -1, .. shape.dims[2..]]);
}
