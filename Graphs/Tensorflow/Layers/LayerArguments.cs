namespace Tensorflow.Layers;

/// <summary>Arguments of layers in their short forms.</summary>
internal static class LayerArguments
{
    /// <summary>One number for all <paramref name="count"/> dimensions, or as many numbers.</summary>
    public static long[] Sizes(Shape value, int count, string argument)
    {
        long[] given = value.HasRank ? value.dims : [];
        if (given.Length == 1 && count > 1) given = [.. Enumerable.Repeat(given[0], count)];
        if (given.Length != count || given.Any(size => size < 1))
            throw new ValueError($"The `{argument}` argument must be {(count == 1 ? "a positive integer" : $"a positive integer or {count} of them")}. Received: {value}");
        return given;
    }

    /// <summary>"SAME" or "VALID".</summary>
    public static string Padding(string padding) => padding.ToUpperInvariant() is var upper and ("SAME" or "VALID") ? upper
        : throw new ValueError($"The `padding` argument must be one of \"valid\", \"same\". Received: {padding}");

    /// <summary>True for "channels_first", false for "channels_last".</summary>
    public static bool ChannelsFirst(string data_format) => data_format.ToLowerInvariant() switch
    {
        "channels_first" => true,
        "channels_last" => false,
        _ => throw new ValueError($"The `data_format` argument must be one of \"channels_first\", \"channels_last\". Received: {data_format}"),
    };
}
