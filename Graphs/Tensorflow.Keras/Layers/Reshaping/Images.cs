using System.Text.Json.Nodes;
using Tensorflow.Keras.Saving;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>Amounts at the sides of axes: before and after of each.</summary>
internal static class Sides
{
    /// <summary>One number for all sides, one an axis, or a pair an axis (flat: before, after, before, after).</summary>
    public static int[] Of(int[] amounts, int axes, string what)
    {
        int[] all = amounts.Length == 1 ? [.. Enumerable.Repeat(amounts[0], 2 * axes)]
            : amounts.Length == axes && axes > 1 ? [.. amounts.SelectMany(a => new[] { a, a })]
            : amounts;
        if (all.Length != 2 * axes || all.Any(a => a < 0))
            throw new ValueError($"`{what}` takes one number, one for each of {axes} axes, or {2 * axes} (before and after of each), none negative. Received: ({string.Join(", ", amounts)})");
        return all;
    }

    public static JsonNode Write(int[] sides) => sides.Length == 2 ? new JsonArray(sides[0], sides[1])
        : new JsonArray([.. Enumerable.Range(0, sides.Length / 2).Select(i => (JsonNode)new JsonArray(sides[2 * i], sides[2 * i + 1]))]);
}

/// <summary>Zeros around images or sequences.</summary>
public abstract class ZeroPadding : Layer
{
    private readonly int _axes;

    private protected ZeroPadding(int axes, int[] padding, string? data_format, Shape? input_shape, string? name) : base(name, input_shape)
    {
        _axes = axes;
        this.padding = Sides.Of(padding, axes, "padding");
        Format = DataFormats.Require(data_format);
    }

    /// <summary>Before and after of each axis.</summary>
    public int[] padding { get; }

    private protected string Format { get; }

    protected override void CheckInputs(Tensors inputs) => RequireRank(inputs, _axes + 2);

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        var pads = new int[_axes + 2, 2];
        var first = Format == "channels_first" ? 2 : 1;
        for (var i = 0; i < _axes; i++) (pads[first + i, 0], pads[first + i, 1]) = (padding[2 * i], padding[2 * i + 1]);
        return tf.pad(inputs.Single, pads);
    }

    public override JsonObject get_config()
    {
        var config = base.get_config();
        config["padding"] = Sides.Write(padding);
        return config;
    }
}

/// <summary>Zeros before and after the steps of sequences (batch, steps, features).</summary>
public sealed class ZeroPadding1D(int[]? padding = null, Shape? input_shape = null, string? name = null) : ZeroPadding(1, padding ?? [1], null, input_shape, name);

/// <summary>Zeros around images: <paramref name="padding"/> is one number, one for height and width, or top, bottom, left, right.</summary>
public sealed class ZeroPadding2D(int[]? padding = null, string? data_format = null, Shape? input_shape = null, string? name = null)
    : ZeroPadding(2, padding ?? [1], data_format, input_shape, name)
{
    public string data_format => Format;
}

/// <summary>The sides of images or sequences cut off.</summary>
public abstract class Cropping : Layer
{
    private readonly int _axes;

    private protected Cropping(int axes, int[] cropping, string? data_format, Shape? input_shape, string? name) : base(name, input_shape)
    {
        _axes = axes;
        this.cropping = Sides.Of(cropping, axes, "cropping");
        Format = DataFormats.Require(data_format);
    }

    /// <summary>Before and after of each axis.</summary>
    public int[] cropping { get; }

    private protected string Format { get; }

    protected override void CheckInputs(Tensors inputs) => RequireRank(inputs, _axes + 2);

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor x = inputs;
        var first = Format == "channels_first" ? 2 : 1;
        var parts = Enumerable.Repeat(":", _axes + 2).ToArray();
        for (var i = 0; i < _axes; i++)
        {
            int before = cropping[2 * i], after = cropping[2 * i + 1];
            var size = x.shape[first + i];
            if (size >= 0 && before + after >= size)
                throw new ValueError($"The layer \"{name}\" would crop {before} + {after} of an axis of size {size}. Received inputs of shape {x.shape}");
            parts[first + i] = after == 0 ? $"{before}:" : $"{before}:-{after}";
        }
        return x[string.Join(", ", parts)];
    }

    public override JsonObject get_config()
    {
        var config = base.get_config();
        config["cropping"] = Sides.Write(cropping);
        return config;
    }
}

/// <summary>Steps at the beginning and end of sequences (batch, steps, features) cut off.</summary>
public sealed class Cropping1D(int[]? cropping = null, Shape? input_shape = null, string? name = null) : Cropping(1, cropping ?? [1], null, input_shape, name);

/// <summary>The sides of images cut off: <paramref name="cropping"/> is one number, one for height and width, or top, bottom, left, right.</summary>
public sealed class Cropping2D(int[]? cropping = null, string? data_format = null, Shape? input_shape = null, string? name = null)
    : Cropping(2, cropping ?? [0], data_format, input_shape, name)
{
    public string data_format => Format;
}

/// <summary>Each step repeated: (batch, steps, features) becomes (batch, steps size, features).</summary>
public sealed class UpSampling1D : Layer
{
    public UpSampling1D(int size = 2, Shape? input_shape = null, string? name = null) : base(name, input_shape) => this.size = size;

    public int size { get; }

    protected override void CheckInputs(Tensors inputs) => RequireRank(inputs, 3);

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor x = inputs;
        var repeated = tf.tile(tf.expand_dims(x, 2), new[] { 1, 1, size, 1 });
        if (x.shape[1] >= 0 && x.shape[2] >= 0) return tf.reshape(repeated, new Shape(-1, x.shape[1] * size, x.shape[2]));
        var sizes = tf.shape(x);
        return tf.reshape(repeated, tf.stack(new TensorLike[] { sizes[0], sizes[1] * size, sizes[2] }));
    }
}

/// <summary>Images enlarged by whole factors: rows and columns repeated, or between them by lines.</summary>
public sealed class UpSampling2D : Layer
{
    /// <param name="size">The factors of height and width.</param>
    /// <param name="data_format">channels_last or channels_first.</param>
    /// <param name="interpolation">nearest or bilinear.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public UpSampling2D(Shape? size = null, string? data_format = null, string interpolation = "nearest", Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.size = WindowSizes.Of(size ?? 2, 2, "size");
        this.data_format = DataFormats.Require(data_format);
        this.interpolation = interpolation is "nearest" or "bilinear" ? interpolation
            : throw new ValueError($"`interpolation` argument should be one of 'nearest', 'bilinear'. Received: \"{interpolation}\".");
    }

    public Shape size { get; }

    public string data_format { get; }

    public string interpolation { get; }

    protected override void CheckInputs(Tensors inputs) => RequireRank(inputs, 4);

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor x = inputs;
        var first = data_format == "channels_first";
        if (first) x = tf.transpose(x, new[] { 0, 2, 3, 1 });
        TensorLike target = x.shape[1] >= 0 && x.shape[2] >= 0
            ? new[] { (int)(x.shape[1] * size[0]), (int)(x.shape[2] * size[1]) }
            : tf.shape(x)["1:3"] * size.as_int_list();
        x = interpolation == "nearest" ? tf.image.resize_nearest_neighbor(x, target, half_pixel_centers: true) : tf.image.resize_bilinear(x, target, half_pixel_centers: true);
        return first ? tf.transpose(x, new[] { 0, 3, 1, 2 }) : x;
    }
}
