namespace Tensorflow.Keras.Layers;

/// <summary>Where an image's channels stand.</summary>
internal static class DataFormats
{
    public static string Require(string? format) => format switch
    {
        null => "channels_last",
        "channels_last" or "channels_first" => format,
        _ => throw new ValueError($"The `data_format` argument must be one of \"channels_first\", \"channels_last\". Received: {format}"),
    };
}
