namespace Tensorflow;

/// <summary>A pair of a feed: a tensor (or its name) and the value to use for it. Written as a tuple: <c>sess.run(y, (x, 3f))</c>.</summary>
public readonly struct FeedItem(object key, object? value)
{
    /// <summary>The tensor, or its name.</summary>
    public object Key { get; } = key;

    /// <summary>A number, an array of any rank, an NDArray, a string.</summary>
    public object? Value { get; } = value is NumPy.NDArray array ? (NumSharp.NDArray)array : value;

    public static implicit operator FeedItem((object Key, object? Value) pair) => new(pair.Key, pair.Value);

    public static implicit operator FeedItem((Tensor Key, object? Value) pair) => new(pair.Key, pair.Value);

    public static implicit operator FeedItem(KeyValuePair<Tensor, object?> pair) => new(pair.Key, pair.Value);
}
