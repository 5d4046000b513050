namespace Tensorflow;

/// <summary>
/// What a run is asked for, with names and values resolved: all tensors belong to the session's graph.
/// A session fills the same request anew for every run, so that asking allocates nothing.
/// </summary>
internal sealed class RunRequest
{
    private PinnedArrays _pinned;
    private TensorValue?[] _views = new TensorValue?[4];

    /// <summary>A <see cref="Tensor"/> or an <see cref="Operation"/> each.</summary>
    public List<object> Fetches { get; } = [];

    /// <summary>The fed tensors.</summary>
    public List<Tensor> Fed { get; } = [];

    /// <summary>The values for the fed tensors.</summary>
    public List<TensorValue> Values { get; } = [];

    /// <summary>Adds a feed whose elements stay where they are; <paramref name="owner"/> keeps them there.</summary>
    public unsafe void AddInPlace(void* data, object owner, TF_DataType dtype, ReadOnlySpan<int> dims)
    {
        var index = Values.Count;
        if (index == _views.Length) Array.Resize(ref _views, 2 * index);
        if (_views[index] is { } view && view.DType == dtype) view.Follow(data, owner, dims);
        else _views[index] = view = TensorValue.Over(data, owner, dtype, dims);
        Values.Add(view);
    }

    /// <summary>Adds an array of .NET as a feed in place; false where its elements need conversion.</summary>
    public unsafe bool TryAddPinned(Array array, TF_DataType dtype)
    {
        if (array.Length == 0 || array.GetType().GetElementType() is not { IsPrimitive: true } element || element == typeof(char) || element.as_tf_dtype() != dtype) return false;
        Span<int> dims = stackalloc int[array.Rank];
        for (var i = 0; i < dims.Length; i++) dims[i] = array.GetLength(i);
        AddInPlace(_pinned.Pin(array), array, dtype, dims);
        return true;
    }

    /// <summary>Forgets everything and lets go of the arrays that were fed in place.</summary>
    public void Clear()
    {
        _pinned.Clear();
        Fetches.Clear();
        Fed.Clear();
        Values.Clear();
    }
}

/// <summary>What runs a graph for a session, one run at a time.</summary>
internal abstract class Engine : IDisposable
{
    /// <summary>
    /// Computes the fetches. Each tensor's value is handed to <paramref name="take"/>, which must copy what it keeps, since the
    /// next run writes to the same memory; null stands for operations.
    /// </summary>
    public abstract TResult?[] Run<TResult>(RunRequest request, Func<TensorValue, TResult> take) where TResult : class;

    public abstract void Dispose();
}
