using System.Runtime.InteropServices;

namespace Tensorflow;

/// <summary>Holds .NET arrays in place while a run reads them, so that feeding copies nothing.</summary>
internal struct PinnedArrays : IDisposable
{
    private List<GCHandle>? _handles;

    /// <summary>The array's elements as a tensor value over the array's own memory; null for element types that need conversion.</summary>
    public unsafe TensorValue? Pin(Array array, TF_DataType dtype)
    {
        if (array.Length == 0 || array.GetType().GetElementType() is not { IsPrimitive: true } element || element == typeof(char) || element.as_tf_dtype() != dtype) return null;
        Span<int> dims = stackalloc int[array.Rank];
        for (var i = 0; i < dims.Length; i++) dims[i] = array.GetLength(i);
        var handle = GCHandle.Alloc(array, GCHandleType.Pinned);
        (_handles ??= []).Add(handle);
        return TensorValue.Over((void*)handle.AddrOfPinnedObject(), array, dtype, dims);
    }

    public readonly void Dispose()
    {
        if (_handles is null) return;
        foreach (var handle in _handles) handle.Free();
        _handles.Clear();
    }
}
