using System.Runtime.InteropServices;

namespace Tensorflow;

/// <summary>
/// The elements of a list. While they are numbers of one size they lie one after the other in one block of memory; else each is
/// a value of its own.
/// </summary>
internal sealed class ListStorage
{
    private readonly TF_DataType _dtype;
    private readonly ListCapacity? _capacity;
    private bool[] _isSet = [];
    private TensorValue? _block;
    private TensorValue?[]? _values;
    private int _each;

    public ListStorage(TF_DataType dtype, Shape elementShape, int count, ListCapacity? remembered)
    {
        _dtype = dtype;
        _capacity = remembered;
        var capacity = Math.Max(count, remembered?.Most ?? 0);
        if (dtype.size() == 0) _values = new TensorValue?[capacity];
        else if (elementShape.IsFullyDefined && capacity > 0) MakeBlock(elementShape.ToInts(), capacity);
        _isSet = new bool[capacity];
    }

    private ListStorage(ListStorage other, int count)
    {
        _dtype = other._dtype;
        CommonDims = other.CommonDims;
        _each = other._each;
        _isSet = new bool[Math.Max(count, 1)];
        Array.Copy(other._isSet, _isSet, Math.Min(count, other._isSet.Length));
        if (other._values is not null)
        {
            _values = new TensorValue?[_isSet.Length];
            for (var i = 0; i < Math.Min(count, other._values.Length); i++) _values[i] = other._values[i]?.Clone();
        }
        else if (other._block is not null)
        {
            MakeBlock(CommonDims!, _isSet.Length);
            unsafe
            {
                var bytes = Math.Min(other._block.ByteCount, _block!.ByteCount);
                Buffer.MemoryCopy(other._block.Data, _block.Data, bytes, bytes);
            }
        }
    }

    /// <summary>True when several lists hold these elements: none may change them.</summary>
    public bool IsShared { get; set; }

    /// <summary>The sizes of all elements, null where they differ or none was set.</summary>
    public int[]? CommonDims { get; private set; }

    public bool Has(int index) => index < _isSet.Length && _isSet[index];

    public int[] DimsOf(int index) => _values is null ? CommonDims! : _values[index]!.Dims;

    public ListStorage Copy(int count) => new(this, count);

    public unsafe void CopyTo(int index, TensorValue target)
    {
        if (_values is not null)
        {
            _values[index]!.CopyTo(target);
            return;
        }
        var bytes = (long)_each * _dtype.size();
        Buffer.MemoryCopy(_block!.Data + index * bytes, target.Data, bytes, bytes);
    }

    public unsafe TensorValue Element(int index)
    {
        if (_values is not null) return _values[index]!;
        return TensorValue.Over(_block!.Data + (long)index * _each * _dtype.size(), _block, _dtype, CommonDims!);
    }

    /// <summary>Sets an element; of the others only the first <paramref name="count"/> count.</summary>
    public unsafe void Set(int index, TensorValue value, int count)
    {
        MakeRoom(index, value.Dims, count);
        if (_values is not null) _values[index] = value.Clone();
        else
        {
            var bytes = (long)_each * _dtype.size();
            Buffer.MemoryCopy(value.Data, _block!.Data + index * bytes, bytes, bytes);
        }
        _isSet[index] = true;
    }

    /// <summary>Sets an element of numbers to zeros; of the others only the first <paramref name="count"/> count.</summary>
    public unsafe void SetZeros(int index, int[] dims, int count)
    {
        MakeRoom(index, dims, count);
        if (_values is not null) _values[index] = TensorValue.Allocate(_dtype, dims, clear: true);
        else
        {
            var bytes = (nuint)_each * (nuint)_dtype.size();
            NativeMemory.Clear(_block!.Data + (nuint)index * bytes, bytes);
        }
        _isSet[index] = true;
    }

    private void MakeRoom(int index, int[] dims, int count)
    {
        if (_values is null && CommonDims is not null && !dims.AsSpan().SequenceEqual(CommonDims)) Scatter(count);
        if (_values is null && CommonDims is null) MakeBlock(dims, Math.Max(_isSet.Length, 4));
        Reserve(index + 1);
    }

    /// <summary>Marks all elements as not set and makes room for some.</summary>
    public void Clear(int count)
    {
        Array.Clear(_isSet);
        if (_values is not null) Array.Clear(_values);
        if (count > _isSet.Length) Array.Resize(ref _isSet, count);
    }

    /// <summary>Marks elements as not set.</summary>
    public void Forget(int from, int to)
    {
        Reserve(to);
        Array.Clear(_isSet, from, to - from);
    }

    public unsafe TensorValue? AsBlock(int count)
    {
        if (_values is not null || _block is null || count > _isSet.Length) return null;
        for (var i = 0; i < count; i++)
        {
            if (!_isSet[i]) return null;
        }
        return TensorValue.Over(_block.Data, _block, _dtype, [count, .. CommonDims!]);
    }

    public unsafe void SetRows(TensorValue rows)
    {
        var count = rows.Dims[0];
        if (_dtype.size() > 0)
        {
            var fits = _values is null && _block is not null && _block.Dims[0] >= count && rows.Dims.AsSpan(1).SequenceEqual(CommonDims);
            _values = null;
            if (!fits) MakeBlock(rows.Dims[1..], Math.Max(count, 1));
            Buffer.MemoryCopy(rows.Data, _block!.Data, rows.ByteCount, rows.ByteCount);
        }
        else
        {
            var each = TensorValue.CountOf(rows.Dims.AsSpan(1));
            _values = new TensorValue?[count];
            for (var i = 0; i < count; i++) _values[i] = TensorValue.FromObjects(_dtype, rows.Objects[(i * each)..((i + 1) * each)], rows.Dims.AsSpan(1));
        }
        if (_isSet.Length < count) _isSet = new bool[count];
        Array.Fill(_isSet, true, 0, count);
        Array.Clear(_isSet, count, _isSet.Length - count);
    }

    private void MakeBlock(int[] dims, int capacity)
    {
        CommonDims = dims;
        _each = TensorValue.CountOf(dims);
        _block = SmallMemory.Allocate(_dtype, [capacity, .. dims]);
        if (_isSet.Length < capacity) Array.Resize(ref _isSet, capacity);
    }

    private unsafe void Reserve(int count)
    {
        if (count > _isSet.Length) Array.Resize(ref _isSet, Math.Max(count, 2 * _isSet.Length));
        if (_capacity is not null && count > _capacity.Most) _capacity.Most = count;
        if (_values is not null)
        {
            if (_values.Length < _isSet.Length) Array.Resize(ref _values, _isSet.Length);
            return;
        }
        if (_block is null || _block.Dims[0] >= count) return;
        var old = _block;
        MakeBlock(CommonDims!, _isSet.Length);
        Buffer.MemoryCopy(old.Data, _block.Data, _block.ByteCount, old.ByteCount);
        GC.KeepAlive(old);
    }

    // Elements of another size than the first ones: from now on each is a value of its own.
    private void Scatter(int count)
    {
        var values = new TensorValue?[_isSet.Length];
        for (var i = 0; i < Math.Min(count, values.Length); i++)
        {
            if (_isSet[i]) values[i] = Element(i).Clone();
            else _isSet[i] = false;
        }
        _values = values;
        _block = null;
        CommonDims = null;
    }
}
