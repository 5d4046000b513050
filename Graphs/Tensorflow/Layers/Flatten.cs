using static Tensorflow.Binding;

namespace Tensorflow.Layers;

/// <summary>All dimensions but the batch in one: [batch, a, b, ...] becomes [batch, a*b*...]; a vector becomes [batch, 1].</summary>
public sealed class Flatten : TensorLayer
{
    private readonly bool _channelsFirst;

    /// <inheritdoc cref="LayersApi.flatten"/>
    public Flatten(string? name = null, string data_format = "channels_last") : base(name: name) =>
        _channelsFirst = LayerArguments.ChannelsFirst(data_format);

    protected override int LeastInputRank => 1;

    protected override Tensor call(Tensor inputs)
    {
        if (_channelsFirst && inputs.rank > 2) inputs = tf.transpose(inputs, Enumerable.Range(2, inputs.rank - 2).Prepend(0).Append(1).ToArray());
        var batch = inputs.shape[0];
        var outputs = batch >= 0 ? tf.reshape(inputs, new[] { (int)batch, -1 }) : tf.reshape(inputs, [tf.shape(inputs)[0], -1]);
        outputs.set_shape([batch, inputs.shape.Slice(1, inputs.rank).size]);
        return outputs;
    }
}
