namespace Tensorflow;

/// <summary>What an operation that makes lists remembers of them: how long they became, and the last one.</summary>
internal sealed class ListCapacity
{
    public int Most { get; set; }

    public TensorList? Last { get; set; }
}

/// <summary>
/// The value of a TensorList (a variant): a list of tensors of one element type. A list that nobody else holds is changed in
/// place; <see cref="Share"/> makes another holder, and the elements are copied only when one of the two changes.
/// </summary>
internal sealed class TensorList
{
    private ListStorage _storage;

    public TensorList(TF_DataType dtype, Shape elementShape, int count = 0, ListCapacity? capacity = null)
    {
        DType = dtype.as_base_dtype();
        ElementShape = elementShape;
        Count = count;
        _storage = new ListStorage(DType, elementShape, count, capacity);
    }

    private TensorList(TensorList other)
    {
        DType = other.DType;
        ElementShape = other.ElementShape;
        Count = other.Count;
        Limit = other.Limit;
        _storage = other._storage;
    }

    /// <summary>The type of the elements.</summary>
    public TF_DataType DType { get; }

    /// <summary>What all elements' shapes must fit.</summary>
    public Shape ElementShape { get; }

    /// <summary>The number of elements, set or not.</summary>
    public int Count { get; private set; }

    /// <summary>The most elements that pushing may reach, -1 for any number.</summary>
    public int Limit { get; init; } = -1;

    /// <summary>The sizes that the elements have, null where none was set yet or where they differ.</summary>
    public int[]? CommonDims => _storage.CommonDims;

    /// <summary>Another holder of the same elements.</summary>
    public TensorList Share()
    {
        _storage.IsShared = true;
        return new TensorList(this);
    }

    /// <summary>Makes this an empty list or one of elements that are not set, where nobody else holds its elements.</summary>
    public bool TryClear(int count)
    {
        if (_storage.IsShared) return false;
        _storage.Clear(count);
        Count = count;
        return true;
    }

    /// <summary>True when the element was set.</summary>
    public bool Has(int index) => _storage.Has(index);

    /// <summary>The sizes of an element that was set.</summary>
    public int[] DimsOf(int index) => _storage.DimsOf(index);

    /// <summary>Copies an element that was set to a place of its size.</summary>
    public void CopyTo(int index, TensorValue target) => _storage.CopyTo(index, target);

    /// <summary>An element that was set, in the list's memory: to be read before the list changes.</summary>
    public TensorValue Element(int index) => _storage.Element(index);

    /// <summary>Sets an element to a copy of a value.</summary>
    public void Set(int index, TensorValue value)
    {
        Own();
        _storage.Set(index, value, Count);
    }

    /// <summary>Sets an element of numbers to zeros.</summary>
    public void SetZeros(int index, int[] dims)
    {
        Own();
        _storage.SetZeros(index, dims, Count);
    }

    /// <summary>Adds a copy of a value at the end.</summary>
    public void Push(TensorValue value)
    {
        Own();
        // What a longer holder left behind the end is overwritten.
        _storage.Set(Count, value, Count);
        Count++;
    }

    /// <summary>Drops the last element.</summary>
    public void Pop() => Count--;

    /// <summary>Gives the list another length; new elements are not set.</summary>
    public void Resize(int count)
    {
        if (count > Count)
        {
            Own();
            _storage.Forget(Count, count);
        }
        Count = count;
    }

    /// <summary>All elements one after the other, where they all lie so; else null.</summary>
    public TensorValue? AsBlock() => _storage.AsBlock(Count);

    /// <summary>Sets elements from the rows of a tensor.</summary>
    public void SetRows(TensorValue rows)
    {
        Own();
        _storage.SetRows(rows);
        Count = rows.Dims[0];
    }

    private void Own()
    {
        if (_storage.IsShared) _storage = _storage.Copy(Count);
    }
}
