using System.Runtime.InteropServices;

namespace Tensorflow;

/// <summary>
/// Memory for small values that a run makes and drops, such as lists in loops: cut from native blocks, because the runtime
/// takes up to a microsecond to make a pinned array. A block lives as long as any value in it.
/// </summary>
internal sealed unsafe class SmallMemory
{
    private const int BlockBytes = 1 << 16;
    private const int MostBytes = BlockBytes / 16;

    [ThreadStatic] private static SmallMemory? _current;

    private readonly byte* _block = (byte*)NativeMemory.AlignedAlloc(BlockBytes, TensorValue.Alignment);
    private int _used;

    private SmallMemory() => GC.AddMemoryPressure(BlockBytes);

    ~SmallMemory()
    {
        NativeMemory.AlignedFree(_block);
        GC.RemoveMemoryPressure(BlockBytes);
    }

    /// <summary>A value in such memory, or with memory of its own where it is large or holds objects. Not cleared.</summary>
    public static TensorValue Allocate(TF_DataType dtype, ReadOnlySpan<int> dims)
    {
        var bytes = (long)TensorValue.CountOf(dims) * dtype.size();
        if (bytes is 0 or > MostBytes) return TensorValue.Allocate(dtype, dims);
        if (_current is not { } memory || BlockBytes - memory._used < bytes) _current = memory = new SmallMemory();
        var value = TensorValue.Over(memory._block + memory._used, memory, dtype, dims);
        memory._used += (int)bytes + (TensorValue.Alignment - 1) & ~(TensorValue.Alignment - 1);
        return value;
    }
}
