namespace Tensorflow.Keras.Layers;

/// <summary>Sizes of windows, strides and dilations: one number for all axes, or one each.</summary>
internal static class WindowSizes
{
    public static Shape Of(Shape sizes, int axes, string what)
    {
        var dims = sizes.dims;
        if (dims.Length == 1 && axes > 1) dims = [.. Enumerable.Repeat(dims[0], axes)];
        if (dims.Length != axes || dims.Any(d => d <= 0))
            throw new ValueError($"The `{what}` argument must be a tuple of {axes} positive integers, or one for all. Received: {sizes}");
        return new Shape(dims);
    }

    public static string Padding(string padding, bool mayBeCausal = false)
    {
        var lower = padding.ToLowerInvariant();
        return lower is "valid" or "same" || lower == "causal" && mayBeCausal ? lower
            : throw new ValueError($"The `padding` argument must be one of \"valid\", \"same\"{(mayBeCausal ? ", \"causal\"" : "")}. Received: {padding}");
    }
}
