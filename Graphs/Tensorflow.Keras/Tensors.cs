using System.Collections;
using System.Runtime.CompilerServices;

namespace Tensorflow;

/// <summary>One tensor or several, as layers take and give them. A single one converts to and from <see cref="Tensor"/> by itself.</summary>
[CollectionBuilder(typeof(Tensors), nameof(Create))]
public sealed class Tensors(params Tensor[] items) : IReadOnlyList<Tensor>
{
    /// <summary>The tensors of a collection expression: <c>[a, b]</c>.</summary>
    public static Tensors Create(ReadOnlySpan<Tensor> items) => new(items.ToArray());

    /// <summary>The number of tensors.</summary>
    public int Count => items.Length;

    /// <summary>Tensor <paramref name="index"/>.</summary>
    public Tensor this[int index] => items[index];

    /// <summary>The first tensor's shape.</summary>
    public Shape shape => items[0].shape;

    /// <summary>The first tensor's element type.</summary>
    public TF_DataType dtype => items[0].dtype;

    /// <summary>The first tensor's number of dimensions.</summary>
    public int rank => items[0].rank;

    /// <summary>The tensors as an array of its own.</summary>
    public Tensor[] ToArray() => [.. items];

    public IEnumerator<Tensor> GetEnumerator() => ((IEnumerable<Tensor>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    public override string ToString() => items.Length == 1 ? items[0].ToString() : $"[{string.Join(", ", items.Select(t => t.ToString()))}]";

    /// <summary>The only tensor.</summary>
    /// <exception cref="ValueError">There are several.</exception>
    public Tensor Single => items.Length == 1 ? items[0]
        : throw new ValueError($"One tensor is needed here, but there are {items.Length}: {this}. Take one of them by its index.");

    public static implicit operator Tensors(Tensor tensor) => new(tensor);

    public static implicit operator Tensors(Tensor[] tensors) => new(tensors);

    public static implicit operator Tensors(List<Tensor> tensors) => new([.. tensors]);

    public static implicit operator Tensors((Tensor, Tensor) tensors) => new(tensors.Item1, tensors.Item2);

    public static implicit operator Tensors((Tensor, Tensor, Tensor) tensors) => new(tensors.Item1, tensors.Item2, tensors.Item3);

    public static implicit operator Tensors(RefVariable variable) => new((Tensor)variable);

    public static implicit operator Tensor(Tensors tensors) => tensors.Single;

    public static implicit operator TensorLike(Tensors tensors) => tensors.Single;
}
