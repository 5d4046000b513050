namespace Tensorflow;

/// <summary>
/// What a run is asked for, with names and values resolved: all tensors belong to the session's graph.
/// A session fills the same request anew for every run, so that asking allocates nothing.
/// </summary>
internal sealed class RunRequest
{
    // A larger feed of another type is converted into memory of its own, which the session does not hold on to.
    private const int MostElementsKept = 1 << 16;

    private PinnedArrays _pinned;
    private TensorValue?[] _views = new TensorValue?[4];
    private TensorValue?[] _converted = new TensorValue?[4];

    /// <summary>A <see cref="Tensor"/> or an <see cref="Operation"/> each.</summary>
    public List<object> Fetches { get; } = [];

    /// <summary>The fed tensors.</summary>
    public List<Tensor> Fed { get; } = [];

    /// <summary>The values for the fed tensors.</summary>
    public List<TensorValue> Values { get; } = [];

    /// <summary>
    /// Adds a feed of dense elements that <paramref name="owner"/> keeps in their place: read where they lie if they have the wanted type,
    /// else converted. False where <see cref="IsConverted"/> is.
    /// </summary>
    public unsafe bool TryAdd(void* data, object owner, TF_DataType type, TF_DataType wanted, ReadOnlySpan<int> dims)
    {
        if (type == wanted)
        {
            Values.Add(View(data, owner, type, dims));
            return true;
        }
        if (!IsConverted(type, wanted) || TensorValue.CountOf(dims) > MostElementsKept) return false;
        AddConverted(View(data, owner, type, dims), wanted);
        return true;
    }

    /// <summary>As the other overload, for an array of .NET; false also where its elements are no numbers.</summary>
    public unsafe bool TryAdd(Array array, TF_DataType wanted)
    {
        if (array.Length == 0 || array.GetType().GetElementType() is not { IsPrimitive: true } element || element == typeof(char)) return false;
        var type = element.as_tf_dtype();
        if (type != wanted && !IsConverted(type, wanted)) return false;
        Span<int> dims = stackalloc int[array.Rank];
        for (var i = 0; i < dims.Length; i++) dims[i] = array.GetLength(i);
        return TryAdd(_pinned.Pin(array), array, type, wanted, dims);
    }

    /// <summary>As the other overload, for a number alone.</summary>
    public unsafe bool TryAddNumber(object? number, TF_DataType wanted)
    {
        switch (number)
        {
            case float v: return TryAddNumber(&v, TF_DataType.TF_FLOAT, wanted);
            case double v: return TryAddNumber(&v, TF_DataType.TF_DOUBLE, wanted);
            case int v: return TryAddNumber(&v, TF_DataType.TF_INT32, wanted);
            case long v: return TryAddNumber(&v, TF_DataType.TF_INT64, wanted);
            default: return false;
        }
    }

    /// <summary>Forgets everything and lets go of the arrays that were fed in place.</summary>
    public void Clear()
    {
        _pinned.Clear();
        Fetches.Clear();
        Fed.Clear();
        Values.Clear();
    }

    private static bool IsConverted(TF_DataType type, TF_DataType wanted) =>
        wanted is TF_DataType.TF_FLOAT or TF_DataType.TF_DOUBLE && type is TF_DataType.TF_FLOAT or TF_DataType.TF_DOUBLE or TF_DataType.TF_INT32 or TF_DataType.TF_INT64;

    // The number lies on the stack: it is copied even where it has the wanted type.
    private unsafe bool TryAddNumber(void* number, TF_DataType type, TF_DataType wanted)
    {
        if (type != wanted && !IsConverted(type, wanted)) return false;
        AddConverted(View(number, this, type, []), wanted);
        return true;
    }

    private unsafe TensorValue View(void* data, object owner, TF_DataType type, ReadOnlySpan<int> dims)
    {
        ref var view = ref At(ref _views, Values.Count);
        if (view?.DType == type) view.Follow(data, owner, dims);
        else view = TensorValue.Over(data, owner, type, dims);
        return view;
    }

    private void AddConverted(TensorValue value, TF_DataType wanted)
    {
        ref var converted = ref At(ref _converted, Values.Count);
        if (converted?.DType == wanted) converted.Resize(value.Dims);
        else converted = TensorValue.Allocate(wanted, value.Dims);
        ValueConversion.Convert(value, converted);
        Values.Add(converted);
    }

    private static ref TensorValue? At(ref TensorValue?[] values, int index)
    {
        if (index == values.Length) Array.Resize(ref values, 2 * index);
        return ref values[index];
    }
}
