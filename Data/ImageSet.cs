using NumSharp;

namespace TfExercises.Data;

/// <summary>Images as rows of 784 pixels from 0 to 1, with their labels one-hot.</summary>
public sealed class ImageSet
{
    /// <summary>Pixels of one image: 28 x 28, row by row.</summary>
    public const int Pixels = 784;

    /// <summary>Classes of the labels, 0 to 9.</summary>
    public const int Classes = 10;

    readonly float[] pixels;
    readonly byte[] classes;
    NDArray? images;
    NDArray? labels;
    int[] order = [];
    int next;

    internal ImageSet(float[] pixels, byte[] classes) => (this.pixels, this.classes) = (pixels, classes);

    public int Count => classes.Length;

    /// <summary>All images, float32, Count x 784.</summary>
    public NDArray Images => images ??= new NDArray(pixels, new Shape(Count, Pixels));

    /// <summary>All labels one-hot, float32, Count x 10.</summary>
    public NDArray Labels => labels ??= OneHot(classes);

    /// <summary>
    /// The next <paramref name="size"/> images (float32, size x 784) and labels (float32, size x 10)
    /// in the order of <c>np.random.permutation(Count)</c>; a new permutation is drawn when fewer than <paramref name="size"/> are left.
    /// </summary>
    /// <param name="size">From 1 to Count.</param>
    public (NDArray x, NDArray d) NextBatch(int size)
    {
        if (size < 1 || size > Count)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"A batch has from 1 to {Count} images, as many as there are.");
        if (next + size > order.Length)
        {
            order = np.random.permutation(Count).astype(np.int32).ToArray<int>();
            next = 0;
        }
        var batch = Gather(order.AsSpan(next, size));
        next += size;
        return batch;
    }

    /// <summary>
    /// The average over all images of what <paramref name="measure"/> gives for some of them (a mean, such as an accuracy);
    /// in parts of at most <paramref name="size"/> images, so that a large network needs no more memory than that.
    /// </summary>
    public double Average(Func<NDArray, NDArray, NDArray> measure, int size = 1000)
    {
        var sum = 0.0;
        for (var start = 0; start < Count; start += size)
        {
            var part = Enumerable.Range(start, Math.Min(size, Count - start)).ToArray();
            var (x, d) = Gather(part);
            sum += (float)measure(x, d) * part.Length;
        }
        return sum / Count;
    }

    internal ImageSet Slice(int start, int count) =>
        new(pixels[(start * Pixels)..((start + count) * Pixels)], classes[start..(start + count)]);

    (NDArray x, NDArray d) Gather(ReadOnlySpan<int> indices)
    {
        var x = new float[indices.Length * Pixels];
        var d = new byte[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            pixels.AsSpan(indices[i] * Pixels, Pixels).CopyTo(x.AsSpan(i * Pixels));
            d[i] = classes[indices[i]];
        }
        return (new NDArray(x, new Shape(indices.Length, Pixels)), OneHot(d));
    }

    static NDArray OneHot(byte[] classes)
    {
        var rows = new float[classes.Length * Classes];
        for (var i = 0; i < classes.Length; i++)
            rows[i * Classes + classes[i]] = 1;
        return new NDArray(rows, new Shape(classes.Length, Classes));
    }
}
