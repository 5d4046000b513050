using System.Runtime.CompilerServices;

namespace Tensorflow;

/// <summary>
/// The shape of a tensor: the sizes of its dimensions, each of which may be unknown (-1), or an unknown rank.
/// Immutable. Printed as TensorFlow prints it: <c>(3, 2)</c>, <c>(?, 784)</c>, <c>(2,)</c>, <c>()</c>, <c>&lt;unknown&gt;</c>.
/// Written as in Python where a shape is asked for: <c>[-1, 784]</c>.
/// </summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IEquatable<Shape>
{
    private readonly long[]? _dims;

    /// <summary>A shape of these sizes; -1 stands for an unknown one.</summary>
    /// <exception cref="ValueError">A size is below -1.</exception>
    public Shape(params long[]? dims)
    {
        if (dims is not null)
        {
            foreach (var dim in dims)
            {
                if (dim < -1) throw new ValueError($"A dimension is {dim}; it must be 0 or more, or -1 for unknown. Shape given: ({string.Join(", ", dims)}).");
            }
        }
        _dims = dims is null ? null : [.. dims];
    }

    /// <summary>A shape of these sizes; -1 stands for an unknown one.</summary>
    public Shape(int[] dims) : this(Array.ConvertAll(dims, d => (long)d)) { }

    /// <summary>A shape of these sizes; -1 stands for an unknown one.</summary>
    public static Shape Create(ReadOnlySpan<long> dims) => new(dims.ToArray());

    /// <summary>The shape of a number: rank 0.</summary>
    public static Shape Scalar { get; } = new(Array.Empty<long>());

    /// <summary>The shape of which not even the rank is known.</summary>
    public static Shape Unknown { get; } = new((long[]?)null);

    /// <summary>A shape of known rank with every dimension unknown.</summary>
    public static Shape UnknownOfRank(int rank)
    {
        var dims = new long[rank];
        Array.Fill(dims, -1);
        return new Shape(dims);
    }

    /// <summary>The sizes one by one.</summary>
    /// <exception cref="ValueError">The rank is unknown.</exception>
    public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Known).GetEnumerator();

    /// <summary>The sizes, -1 where unknown; a copy.</summary>
    /// <exception cref="ValueError">The rank is unknown.</exception>
    public long[] dims => [.. Known];

    /// <summary>The number of dimensions, -1 if unknown.</summary>
    public int ndim => _dims?.Length ?? -1;

    /// <summary>The number of dimensions, -1 if unknown.</summary>
    public int rank => ndim;

    /// <summary>The number of elements; -1 if any dimension is unknown.</summary>
    public long size
    {
        get
        {
            if (_dims is null) return -1;
            long product = 1;
            foreach (var dim in _dims)
            {
                if (dim < 0) return -1;
                product = checked(product * dim);
            }
            return product;
        }
    }

    /// <summary>True when the rank and every dimension are known.</summary>
    public bool IsFullyDefined => _dims is not null && Array.TrueForAll(_dims, d => d >= 0);

    /// <summary>True when the rank is known.</summary>
    public bool HasRank => _dims is not null;

    /// <summary>Some of the dimensions as a shape: <c>shape[1..]</c>.</summary>
    /// <exception cref="ValueError">The rank is unknown.</exception>
    public Shape this[Range range] => new(Known[range]);

    /// <summary>Some of the dimensions as a shape: <c>shape[new Slice(1, 4)]</c>. As in Python places beyond the end are cut off.</summary>
    /// <exception cref="ValueError">The rank is unknown.</exception>
    public Shape this[NumPy.Slice slice]
    {
        get
        {
            var (start, stop, step) = slice.Within(Known.Length);
            var chosen = new List<long>();
            for (var i = start; step > 0 ? i < stop : i > stop; i += step) chosen.Add(Known[i]);
            return new Shape(chosen.ToArray());
        }
    }

    /// <summary>The size of dimension <paramref name="index"/>, counted from the end if negative; -1 if unknown.</summary>
    public long this[int index] => Known[index < 0 ? index + Known.Length : index];

    private long[] Known => _dims ?? throw new ValueError("The rank of this shape is unknown; give the placeholder or tensor a shape (set_shape) to ask for its dimensions.");

    internal ReadOnlySpan<long> Span => Known;

    /// <summary>The sizes as 32-bit integers, for kernels. Every dimension must be known.</summary>
    internal int[] ToInts() => Array.ConvertAll(Known, d => checked((int)d));

    /// <summary>The sizes as a list, -1 where unknown.</summary>
    public int[] as_int_list() => Array.ConvertAll(Known, d => checked((int)d));

    /// <summary>True when some shape fits both: equal ranks and equal known dimensions.</summary>
    public bool is_compatible_with(Shape other)
    {
        if (_dims is null || other._dims is null) return true;
        if (_dims.Length != other._dims.Length) return false;
        for (var i = 0; i < _dims.Length; i++)
        {
            if (_dims[i] >= 0 && other._dims[i] >= 0 && _dims[i] != other._dims[i]) return false;
        }
        return true;
    }

    /// <summary>The shape of a NumPy-style broadcast of two shapes: from the last dimension on, sizes are equal or one of them is 1.</summary>
    /// <exception cref="ValueError">They do not fit.</exception>
    public Shape broadcast_with(Shape other)
    {
        if (!HasRank || !other.HasRank) return Unknown;
        var result = new long[Math.Max(ndim, other.ndim)];
        for (var i = 1; i <= result.Length; i++)
        {
            var x = i <= ndim ? this[-i] : 1;
            var y = i <= other.ndim ? other[-i] : 1;
            result[^i] = (x, y) switch
            {
                (1, _) => y,
                (_, 1) => x,
                ( > 1, < 0) => x,
                ( < 0, > 1) => y,
                ( < 0, _) or (_, < 0) => -1,
                _ when x == y => x,
                _ => throw new ValueError($"Dimensions must be equal, but are {x} and {y}"),
            };
        }
        return new Shape(result);
    }

    /// <summary>True when sizes in memory are of this shape.</summary>
    internal bool Fits(ReadOnlySpan<int> sizes)
    {
        if (_dims is null) return true;
        if (_dims.Length != sizes.Length) return false;
        for (var i = 0; i < _dims.Length; i++)
        {
            if (_dims[i] >= 0 && _dims[i] != sizes[i]) return false;
        }
        return true;
    }

    /// <summary>The shape that holds what both know.</summary>
    /// <exception cref="ValueError">They contradict each other.</exception>
    public Shape merge_with(Shape other)
    {
        if (_dims is null) return other;
        if (other._dims is null) return this;
        if (!is_compatible_with(other)) throw new ValueError($"Shapes {this} and {other} are not compatible");
        var merged = new long[_dims.Length];
        for (var i = 0; i < merged.Length; i++) merged[i] = _dims[i] >= 0 ? _dims[i] : other._dims[i];
        return new Shape(merged);
    }

    /// <summary>This shape followed by another; unknown if either is.</summary>
    public Shape concatenate(Shape other) =>
        _dims is null || other._dims is null ? Unknown : new Shape([.. _dims, .. other._dims]);

    /// <summary>A part of the shape, from <paramref name="start"/> up to <paramref name="end"/> (exclusive).</summary>
    internal Shape Slice(int start, int end) => new(Known[start..end]);

    public bool Equals(Shape? other) =>
        other is not null && (ReferenceEquals(_dims, other._dims) || (_dims is not null && other._dims is not null && _dims.AsSpan().SequenceEqual(other._dims)));

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        if (_dims is null) hash.Add(-2);
        else foreach (var dim in _dims) hash.Add(dim);
        return hash.ToHashCode();
    }

    public static bool operator ==(Shape? a, Shape? b) => a is null ? b is null : a.Equals(b);

    public static bool operator !=(Shape? a, Shape? b) => !(a == b);

    public override string ToString()
    {
        if (_dims is null) return "<unknown>";
        var parts = Array.ConvertAll(_dims, d => d < 0 ? "?" : d.ToString());
        return parts.Length == 1 ? $"({parts[0]},)" : $"({string.Join(", ", parts)})";
    }

    public static implicit operator Shape(int dim) => new([dim]);

    public static implicit operator Shape(long dim) => new([dim]);

    public static implicit operator Shape(long[]? dims) => dims is null ? Unknown : new(dims);

    public static implicit operator Shape(int[]? dims) => dims is null ? Unknown : new(dims);

    public static implicit operator Shape(NumSharp.Shape shape) => new(shape.Dimensions.ToArray());

    public static implicit operator Shape((int, int) dims) => new([dims.Item1, dims.Item2]);

    public static implicit operator Shape((int, int, int) dims) => new([dims.Item1, dims.Item2, dims.Item3]);

    public static implicit operator Shape((int, int, int, int) dims) => new([dims.Item1, dims.Item2, dims.Item3, dims.Item4]);

    public static implicit operator Shape((int, int, int, int, int) dims) => new([dims.Item1, dims.Item2, dims.Item3, dims.Item4, dims.Item5]);
}
