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

    private static NameScope Scope(string? name, string defaultName) => DefaultGraph.Current.EnterScope(name ?? defaultName);

    /// <summary>Sizes for the four dimensions of images from one number, one for height and width, or all four.</summary>
    private static long[] Sizes(Shape? sizes, string dataFormat, string argument)
    {
        if (sizes is null) return [1, 1, 1, 1];
        long[] given = sizes.HasRank ? sizes.dims : [];
        var (height, width) = given.Length switch
        {
            1 => (given[0], given[0]),
            2 => (given[0], given[1]),
            4 => (0L, 0L),
            _ => throw new ValueError($"`{argument}` should be of length 1, 2 or 4 but was {given.Length}: {sizes}"),
        };
        if (given.Length == 4) return given;
        return dataFormat.StartsWith("NC", StringComparison.Ordinal) ? [1, 1, height, width] : [1, height, width, 1];
    }
}
