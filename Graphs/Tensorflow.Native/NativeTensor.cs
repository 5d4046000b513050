using System.Runtime.InteropServices;

namespace Tensorflow.Native;

/// <summary>Tensor values as TensorFlow's tensors and back, without copies where the memory can be shared.</summary>
internal static unsafe class NativeTensor
{
    private static readonly object s_native = new();
    private static int s_held;

    /// <summary>How many fed tensors TensorFlow has not let go of, in the whole process.</summary>
    public static int Held => Volatile.Read(ref s_held);

    /// <summary>
    /// A TensorFlow tensor of these elements, to be deleted by the caller. Numbers stay where they lie (TensorFlow itself copies them
    /// if they are not aligned as it needs); their memory is held until TensorFlow lets go of it, however long that is.
    /// </summary>
    public static nint From(TensorValue value)
    {
        var dims = stackalloc long[value.Rank];
        for (var i = 0; i < value.Rank; i++) dims[i] = value.Dims[i];
        if (value.IsObject && value.DType != TF_DataType.TF_STRING) throw new TypeError($"A tensor of type {value.DType.as_numpy_name()} cannot be fed.");
        Interlocked.Increment(ref s_held);
        if (value.DType == TF_DataType.TF_STRING) return Strings(value, dims);
        var held = GCHandle.Alloc(value.Owner, value.Owner is Array ? GCHandleType.Pinned : GCHandleType.Normal);
        return CApi.TF_NewTensor((int)value.DType, dims, value.Rank, value.Data, (nuint)value.ByteCount, &Release, (void*)GCHandle.ToIntPtr(held));
    }

    /// <summary>The elements of a TensorFlow tensor; those of numbers lie in its memory, so read them before it is deleted.</summary>
    public static TensorValue Read(nint tensor)
    {
        var dims = new int[CApi.TF_NumDims(tensor)];
        for (var i = 0; i < dims.Length; i++) dims[i] = checked((int)CApi.TF_Dim(tensor, i));
        var dtype = (TF_DataType)CApi.TF_TensorType(tensor);
        var data = CApi.TF_TensorData(tensor);
        if (dtype != TF_DataType.TF_STRING)
        {
            return dtype.size() > 0
                ? TensorValue.Over(data, s_native, dtype, dims)
                : throw new TypeError($"A tensor of type {dtype.as_numpy_name()} cannot be fetched: it holds no numbers or strings.");
        }
        var texts = new object?[TensorValue.CountOf(dims)];
        for (var i = 0; i < texts.Length; i++)
        {
            var text = (byte*)data + (long)i * CApi.StringSize;
            texts[i] = new ReadOnlySpan<byte>(CApi.TF_StringGetDataPointer(text), checked((int)CApi.TF_StringGetSize(text))).ToArray();
        }
        return TensorValue.FromObjects(dtype, texts, dims);
    }

    private static nint Strings(TensorValue value, long* dims)
    {
        var length = (nuint)value.Count * CApi.StringSize;
        var memory = (byte*)NativeMemory.AlignedAlloc(Math.Max(length, 1), TensorValue.Alignment);
        for (var i = 0; i < value.Count; i++)
        {
            var text = memory + (long)i * CApi.StringSize;
            CApi.TF_StringInit(text);
            var bytes = (byte[])value.Objects[i]!;
            fixed (byte* source = bytes) CApi.TF_StringCopy(text, source, (nuint)bytes.Length);
        }
        return CApi.TF_NewTensor((int)value.DType, dims, value.Rank, memory, length, &ReleaseStrings, null);
    }

    [UnmanagedCallersOnly]
    private static void Release(void* data, nuint length, void* held)
    {
        GCHandle.FromIntPtr((nint)held).Free();
        Interlocked.Decrement(ref s_held);
    }

    [UnmanagedCallersOnly]
    private static void ReleaseStrings(void* data, nuint length, void* argument)
    {
        for (nuint at = 0; at < length; at += CApi.StringSize) CApi.TF_StringDealloc((byte*)data + at);
        NativeMemory.AlignedFree(data);
        Interlocked.Decrement(ref s_held);
    }
}
