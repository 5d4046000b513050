namespace Tensorflow.Ops;

/// <summary>Checks of row numbers.</summary>
internal static class Rows
{
    /// <summary>Every index must name one of <paramref name="count"/> rows.</summary>
    public static void Check(TensorValue indices, int count)
    {
        for (var i = 0; i < indices.Count; i++)
        {
            var index = indices.AsLong(i);
            if (index < 0 || index >= count) throw new InvalidArgumentError($"indices[{i}] = {index} is not in [0, {count})");
        }
    }
}
