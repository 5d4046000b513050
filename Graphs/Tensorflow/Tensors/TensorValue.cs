using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Tensorflow;

/// <summary>
/// A tensor's value in memory: dense, row-major, 64-byte aligned. Numbers and booleans lie in pinned memory that is
/// either the value's own or a place in a plan's arena; strings (bytes) and variants are objects.
/// </summary>
internal sealed unsafe class TensorValue
{
    internal const int Alignment = 64;

    private readonly int _elementSize;

    // Whatever keeps the memory alive: the pinned array itself, an arena, an NDArray.
    private object? _owner;
    private byte* _data;
    private object?[]? _objects;

    private TensorValue(TF_DataType dtype, int[] dims)
    {
        DType = dtype.as_base_dtype();
        _elementSize = DType.size();
        Dims = dims;
        Count = CountOf(dims);
    }

    /// <summary>The element type; never a reference type.</summary>
    public TF_DataType DType { get; }

    /// <summary>The sizes of the dimensions. Not to be changed by readers.</summary>
    public int[] Dims { get; private set; }

    /// <summary>The number of elements.</summary>
    public int Count { get; private set; }

    /// <summary>The number of dimensions.</summary>
    public int Rank => Dims.Length;

    /// <summary>What keeps the memory alive.</summary>
    internal object? Owner => _owner;

    /// <summary>Bytes of all elements; 0 for objects.</summary>
    public long ByteCount => (long)Count * _elementSize;

    /// <summary>True for strings and variants.</summary>
    public bool IsObject => _elementSize == 0;

    /// <summary>The address of the first element.</summary>
    public byte* Data => _data;

    /// <summary>The shape, fully defined.</summary>
    public Shape Shape => new(Dims);

    /// <summary>A value with memory of its own, zeroed on request.</summary>
    public static TensorValue Allocate(TF_DataType dtype, ReadOnlySpan<int> dims, bool clear = false)
    {
        var value = new TensorValue(dtype, dims.ToArray());
        value.TakeOwnMemory(clear);
        return value;
    }

    /// <summary>A value over memory that somebody else keeps alive and pinned.</summary>
    public static TensorValue Over(void* data, object keepAlive, TF_DataType dtype, ReadOnlySpan<int> dims) =>
        new(dtype, dims.ToArray()) { _data = (byte*)data, _owner = keepAlive };

    /// <summary>A value whose memory is given later by <see cref="Point"/> or <see cref="Resize"/>.</summary>
    public static TensorValue Unplaced(TF_DataType dtype, ReadOnlySpan<int> dims) => new(dtype, dims.ToArray());

    /// <summary>A number as a tensor of rank 0.</summary>
    public static TensorValue Scalar<T>(T value) where T : unmanaged => FromSpan([value], []);

    /// <summary>A copy of elements as a tensor.</summary>
    public static TensorValue FromSpan<T>(ReadOnlySpan<T> elements, ReadOnlySpan<int> dims) where T : unmanaged
    {
        var value = Allocate(typeof(T).as_tf_dtype(), dims);
        elements.CopyTo(value.Span<T>());
        return value;
    }

    /// <summary>A vector of 32-bit integers.</summary>
    public static TensorValue Vector(ReadOnlySpan<int> elements) => FromSpan(elements, [elements.Length]);

    /// <summary>A tensor of objects: byte arrays for strings.</summary>
    public static TensorValue FromObjects(TF_DataType dtype, object?[] objects, ReadOnlySpan<int> dims) =>
        new(dtype, dims.ToArray()) { _objects = objects };

    /// <summary>The elements. <typeparamref name="T"/> must be the .NET type of <see cref="DType"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Span<T>() where T : unmanaged
    {
        if (sizeof(T) != _elementSize) ThrowWrongType(typeof(T));
        return new Span<T>(_data, Count);
    }

    /// <summary>The elements of a tensor of strings or variants.</summary>
    public object?[] Objects => _objects ?? throw new InternalError($"A tensor of type {DType.as_numpy_name()} has no objects.");

    /// <summary>An element of a tensor of strings, read as UTF-8.</summary>
    public string Text(int index = 0) => System.Text.Encoding.UTF8.GetString((byte[])Objects[index]!);

    /// <summary>All elements of a tensor of strings, read as UTF-8, in row-major order.</summary>
    public string[] Texts() => [.. Enumerable.Range(0, Count).Select(Text)];

    /// <summary>Element <paramref name="index"/> as a 64-bit integer; for tensors of integers (shapes, axes, indices).</summary>
    public long AsLong(int index) => DType switch
    {
        TF_DataType.TF_INT32 => ((int*)_data)[index],
        TF_DataType.TF_INT64 => ((long*)_data)[index],
        TF_DataType.TF_INT8 => ((sbyte*)_data)[index],
        TF_DataType.TF_UINT8 => _data[index],
        TF_DataType.TF_INT16 => ((short*)_data)[index],
        TF_DataType.TF_UINT16 => ((ushort*)_data)[index],
        _ => throw new InvalidArgumentError($"An integer tensor is needed here, but it has type {DType.as_numpy_name()}."),
    };

    /// <summary>Element <paramref name="index"/> as a 32-bit integer.</summary>
    public int AsInt(int index) => checked((int)AsLong(index));

    /// <summary>All elements of an integer tensor, as 32-bit integers.</summary>
    public int[] AsInts()
    {
        var result = new int[Count];
        for (var i = 0; i < result.Length; i++) result[i] = AsInt(i);
        return result;
    }

    /// <summary>Element <paramref name="index"/> as a double; for numbers of any type and booleans.</summary>
    public double AsDouble(int index) => DType switch
    {
        TF_DataType.TF_FLOAT => ((float*)_data)[index],
        TF_DataType.TF_DOUBLE => ((double*)_data)[index],
        TF_DataType.TF_BOOL => _data[index] != 0 ? 1 : 0,
        TF_DataType.TF_HALF => (double)((Half*)_data)[index],
        TF_DataType.TF_UINT32 => ((uint*)_data)[index],
        TF_DataType.TF_UINT64 => ((ulong*)_data)[index],
        _ => AsLong(index),
    };

    /// <summary>Another view of the same memory with another shape of equally many elements.</summary>
    public TensorValue Reshaped(ReadOnlySpan<int> dims) => new(DType, dims.ToArray()) { _data = _data, _owner = _owner, _objects = _objects };

    /// <summary>A copy with memory of its own.</summary>
    public TensorValue Clone()
    {
        var copy = Allocate(DType, Dims);
        CopyTo(copy);
        return copy;
    }

    /// <summary>Copies the elements to a value of the same type and count.</summary>
    public void CopyTo(TensorValue other)
    {
        if (other.DType != DType || other.Count != Count)
            throw new InternalError($"Cannot copy {DType.as_numpy_name()}{Shape} to {other.DType.as_numpy_name()}{other.Shape}.");
        if (DType == TF_DataType.TF_VARIANT) CopyLists(other);
        else if (IsObject) Array.Copy(Objects, other.Objects, Count);
        else if (_data != other._data) Buffer.MemoryCopy(_data, other._data, ByteCount, ByteCount);
    }

    private void CopyLists(TensorValue other)
    {
        for (var i = 0; i < Count; i++) other.Objects[i] = (Objects[i] as TensorList)?.Share();
    }

    /// <summary>The list that this variant holds.</summary>
    public TensorList List => Objects[0] as TensorList ?? throw new InvalidArgumentError("A TensorList is needed here, but the variant holds none.");

    /// <summary>Exchanges shapes and memory with another value of the same type.</summary>
    internal void Swap(TensorValue other)
    {
        (Dims, other.Dims) = (other.Dims, Dims);
        (Count, other.Count) = (other.Count, Count);
        (_owner, other._owner) = (other._owner, _owner);
        (_objects, other._objects) = (other._objects, _objects);
        var data = _data;
        _data = other._data;
        other._data = data;
    }

    /// <summary>Gives an unplaced value its memory in an arena.</summary>
    internal void Point(byte* data, object keepAlive)
    {
        _data = data;
        _owner = keepAlive;
    }

    /// <summary>Makes this value stand for other memory that somebody else keeps alive and pinned.</summary>
    internal void Follow(void* data, object keepAlive, ReadOnlySpan<int> dims)
    {
        if (!dims.SequenceEqual(Dims)) Dims = dims.ToArray();
        Count = CountOf(dims);
        Point((byte*)data, keepAlive);
    }

    /// <summary>Makes this value another view of <paramref name="other"/>'s memory, with its own shape.</summary>
    internal void Alias(TensorValue other)
    {
        _data = other._data;
        _owner = other._owner;
        _objects = other._objects;
    }

    /// <summary>Takes over another value's shape and memory.</summary>
    internal void Become(TensorValue other)
    {
        Dims = other.Dims;
        Count = other.Count;
        Alias(other);
    }

    /// <summary>Gives the value another shape and, where its own memory is too small, more memory. The elements are lost.</summary>
    internal void Resize(ReadOnlySpan<int> dims)
    {
        if (!dims.SequenceEqual(Dims)) Dims = dims.ToArray();
        Count = CountOf(dims);
        var fits = IsObject ? _objects?.Length == Count : _owner is byte[] own && own.Length - Alignment >= ByteCount;
        if (!fits) TakeOwnMemory(clear: false);
    }

    /// <summary>Does something with a stretch of the elements.</summary>
    internal void Part(int start, int count, Action<TensorValue> action)
    {
        if (!IsObject)
        {
            action(Over(_data + (long)start * _elementSize, _owner!, DType, [count]));
            return;
        }
        var part = FromObjects(DType, new object?[count], [count]);
        action(part);
        Array.Copy(part.Objects, 0, Objects, start, count);
    }

    /// <summary>The same, where the value does not have that shape and memory already.</summary>
    internal void Fit(ReadOnlySpan<int> dims)
    {
        if (!dims.SequenceEqual(Dims) || (IsObject ? _objects is null : _data == null)) Resize(dims);
    }

    private void TakeOwnMemory(bool clear)
    {
        if (IsObject)
        {
            _objects = new object?[Count];
            if (DType == TF_DataType.TF_STRING) Array.Fill(_objects, Array.Empty<byte>());
            return;
        }
        var bytes = checked((int)(ByteCount + Alignment));
        var memory = clear ? GC.AllocateArray<byte>(bytes, pinned: true) : GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
        _owner = memory;
        _data = Align((byte*)Unsafe.AsPointer(ref memory[0]));
    }

    internal static byte* Align(byte* address) => (byte*)(((nuint)address + (Alignment - 1)) & ~(nuint)(Alignment - 1));

    internal static int CountOf(ReadOnlySpan<int> dims)
    {
        long count = 1;
        foreach (var dim in dims) count *= dim;
        if (count > int.MaxValue) throw new InvalidArgumentError($"A tensor of {count} elements is too large; the most is {int.MaxValue}.");
        return (int)count;
    }

    [DoesNotReturn]
    private void ThrowWrongType(Type type) =>
        throw new InternalError($"A kernel reads a tensor of type {DType.as_numpy_name()} as {type.Name}.");
}
