namespace Tensorflow.Ops;

/// <summary>Copies between tensors seen as matrices [outer, row]: for stacking, concatenating and splitting.</summary>
internal static unsafe class MoveRows
{
    /// <summary>Output 0's rows are the rows of the first <paramref name="count"/> inputs, one after the other.</summary>
    public static void Concatenate(KernelContext k, int count, Func<int, int> rowLength)
    {
        var output = k.Output();
        if (output.Count == 0) return;
        var total = 0;
        for (var i = 0; i < count; i++) total += rowLength(i);
        var outer = output.Count / total;
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            var length = rowLength(i);
            CopyRows(k.Input(i), 0, length, output, at, total, length, outer);
            at += length;
        }
    }

    /// <summary>Copies <paramref name="outer"/> pieces of <paramref name="length"/> elements between two tensors of the given row lengths.</summary>
    public static void CopyRows(TensorValue source, int sourceStart, int sourceRow, TensorValue target, int targetStart, int targetRow, int length, int outer)
    {
        if (source.IsObject)
        {
            for (var o = 0; o < outer; o++) Array.Copy(source.Objects, o * sourceRow + sourceStart, target.Objects, o * targetRow + targetStart, length);
            return;
        }
        var size = source.DType.size();
        var from = source.Data + (long)sourceStart * size;
        var to = target.Data + (long)targetStart * size;
        var bytes = (long)length * size;
        for (var o = 0; o < outer; o++)
        {
            Buffer.MemoryCopy(from, to, bytes, bytes);
            from += (long)sourceRow * size;
            to += (long)targetRow * size;
        }
    }
}
