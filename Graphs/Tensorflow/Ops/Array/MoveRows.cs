namespace Tensorflow.Ops;

/// <summary>Copies between tensors seen as matrices [outer, row]: for stacking, concatenating and splitting.</summary>
internal static unsafe class MoveRows
{
    /// <summary>
    /// Output 0's rows are the rows of <paramref name="count"/> inputs from <paramref name="first"/> on, one after the other.
    /// A row is what lies below the dimensions before <paramref name="axis"/>.
    /// </summary>
    public static void Concatenate(KernelContext k, int first, int count, int axis)
    {
        var output = k.Output();
        if (output.Count == 0) return;
        var total = 0;
        for (var i = 0; i < count; i++) total += RowLength(k.Input(first + i), axis);
        var outer = output.Count / total;
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            var length = RowLength(k.Input(first + i), axis);
            CopyRows(k.Input(first + i), 0, length, output, at, total, length, outer);
            at += length;
        }
    }

    /// <summary>The reverse: the rows of an input, cut into the rows of the outputs.</summary>
    public static void Split(KernelContext k, TensorValue input, int axis)
    {
        if (input.Count == 0) return;
        var total = RowLength(input, axis);
        var outer = input.Count / total;
        var at = 0;
        foreach (var output in k.Outputs)
        {
            var length = output.Count / outer;
            CopyRows(input, at, total, output, 0, length, length, outer);
            at += length;
        }
    }

    private static int RowLength(TensorValue value, int axis) => IntTensor.Product(value.Dims.AsSpan(axis));

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
