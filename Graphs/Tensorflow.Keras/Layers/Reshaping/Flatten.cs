using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>All dimensions of a sample as one: (batch, a, b, ...) becomes (batch, a b ...).</summary>
public sealed class Flatten : Layer
{
    /// <param name="data_format">channels_last, or channels_first to bring the channels last before.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public Flatten(string? data_format = null, Shape? input_shape = null, string? name = null) : base(name, input_shape) =>
        this.data_format = DataFormats.Require(data_format);

    public string data_format { get; }

    protected override void CheckInputs(Tensors inputs) => RequireMinRank(inputs, 1);

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor x = inputs;
        if (x.rank == 1) return tf.expand_dims(x, 1);
        if (data_format == "channels_first" && x.rank > 2) x = tf.transpose(x, (TensorLike)(int[])[0, .. Enumerable.Range(2, x.rank - 2), 1]);
        var size = new Shape(x.shape.dims[1..]).size;
        if (size >= 0) return tf.reshape(x, new Shape(-1, size));
        var flat = tf.reshape(x, tf.stack(new TensorLike[] { tf.shape(x)[0], -1 }));
        return flat;
    }
}

/// <summary>A sample's elements in another shape.</summary>
public sealed class Reshape : Layer
{
    /// <param name="target_shape">The shape of one sample; one dimension may be -1 and follows from the others.</param>
    /// <param name="input_shape">The shape of one sample before, for a first layer.</param>
    /// <param name="name">The name.</param>
    public Reshape(Shape target_shape, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        if (target_shape.dims.Count(d => d < 0) > 1) throw new ValueError($"There must be at most one unknown dimension (-1) in target_shape. Received: target_shape={target_shape}.");
        this.target_shape = target_shape;
    }

    /// <summary>The shape of one sample.</summary>
    public Shape target_shape { get; }

    public override System.Text.Json.Nodes.JsonObject get_config()
    {
        var config = base.get_config();
        // Here -1 is a size that follows, not an unknown one.
        config["target_shape"] = Saving.ConfigValues.Write(target_shape.as_int_list());
        return config;
    }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor x = inputs;
        var target = target_shape.dims;
        var size = new Shape(x.shape.dims[1..]).size;
        var known = target.Where(d => d >= 0).Aggregate(1L, (product, d) => product * d);
        if (size >= 0 && (Array.IndexOf(target, -1) is var free && free < 0 ? known != size : known == 0 || size % known != 0))
            throw new ValueError($"total size of new array must be unchanged, input_shape = {new Shape(x.shape.dims[1..])}, output_shape = {target_shape} (layer \"{name}\")");
        if (size >= 0) return tf.reshape(x, new Shape([-1, .. target.Select(d => d < 0 ? size / known : d)]));
        return tf.reshape(x, tf.concat(new[] { tf.shape(x)["0:1"], tf.constant(target_shape.as_int_list()) }, 0));
    }
}
