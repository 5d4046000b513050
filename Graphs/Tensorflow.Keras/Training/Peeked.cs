using System.Collections;

namespace Tensorflow.Keras.Training;

/// <summary>A sequence whose first element is looked at before; the first enumeration goes on from there, so that a generator loses nothing.</summary>
internal sealed class Peeked<T> : IEnumerable<T> where T : class
{
    private readonly IEnumerable<T> _source;
    private IEnumerator<T>? _begun;

    public Peeked(IEnumerable<T> source)
    {
        _source = source;
        _begun = source.GetEnumerator();
        if (_begun.MoveNext()) First = _begun.Current;
    }

    /// <summary>The first element, null where there is none.</summary>
    public T? First { get; }

    /// <summary>The number of elements where it is known without enumerating.</summary>
    public int? KnownCount => _source.TryGetNonEnumeratedCount(out var count) ? count : null;

    public IEnumerator<T> GetEnumerator()
    {
        using var items = _begun ?? _source.GetEnumerator();
        var isBegun = _begun is not null;
        _begun = null;
        if (isBegun && First is not null) yield return First;
        while (items.MoveNext()) yield return items.Current;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
