using System.Runtime.InteropServices;

namespace Tensorflow;

/// <summary>Holds .NET arrays in place while a run reads them, so that feeding copies nothing.</summary>
internal struct PinnedArrays
{
    private List<GCHandle>? _handles;

    /// <summary>The address of the array's first element, which stays there until <see cref="Clear"/>.</summary>
    public unsafe void* Pin(Array array)
    {
        var handle = GCHandle.Alloc(array, GCHandleType.Pinned);
        (_handles ??= []).Add(handle);
        return (void*)handle.AddrOfPinnedObject();
    }

    /// <summary>Lets go of all arrays.</summary>
    public readonly void Clear()
    {
        if (_handles is null) return;
        foreach (var handle in _handles) handle.Free();
        _handles.Clear();
    }
}
