using System.Numerics;
using System.Numerics.Tensors;

namespace Tensorflow.Kernels;

/// <summary>
/// Softmax, its logarithm and its cross-entropies over the rows of a matrix. The row's maximum is subtracted first,
/// so large logits do not overflow. A result span may be the logits.
/// </summary>
internal static unsafe partial class Softmax
{
    /// <summary>Elements of one chunk of work: small enough that the passes over it find it in the first-level cache.</summary>
    const int Block = 4096;

    /// <summary>Up to so many classes it pays to turn a block of rows (measured: as fast either way).</summary>
    const int MostTurned = 128;

    /// <summary>y = exp(x) / sum(exp(x)), row by row.</summary>
    public static void Rows<T>(ReadOnlySpan<T> x, int classes, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* from = x, to = y)
        {
            Run<T, Probability<T>>(new() { Logits = from, Y = to, Classes = classes }, x.Length);
        }
    }

    /// <summary>y = x - log(sum(exp(x))), row by row.</summary>
    public static void LogRows<T>(ReadOnlySpan<T> x, int classes, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* from = x, to = y)
        {
            Run<T, LogProbability<T>>(new() { Logits = from, Y = to, Classes = classes }, x.Length);
        }
    }

    /// <summary>
    /// loss = -sum(labels * log_softmax(logits)) and backprop = softmax(logits) - labels, row by row.
    /// A label of 0 adds nothing to the loss, even where the logarithm is infinite.
    /// </summary>
    public static void CrossEntropy<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> labels, int classes, Span<T> loss, Span<T> backprop)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* from = logits, weights = labels, losses = loss, to = backprop)
        {
            Run<T, DenseLoss<T>>(new() { Logits = from, Labels = weights, LabelBytes = classes * sizeof(T), Loss = losses, Y = to, Classes = classes }, logits.Length);
        }
    }

    /// <summary>
    /// The cross-entropy with one class per row: loss = -log_softmax(logits)[label], backprop = softmax(logits) minus
    /// one at the label. A label outside [0, classes) makes the row NaN.
    /// </summary>
    public static void SparseCrossEntropy<T, TLabel>(ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, int classes, Span<T> loss, Span<T> backprop)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        fixed (T* from = logits, losses = loss, to = backprop)
        fixed (TLabel* chosen = labels)
        {
            Run<T, SparseLoss<T, TLabel>>(new() { Logits = from, Labels = chosen, LabelBytes = sizeof(TLabel), Loss = losses, Y = to, Classes = classes }, logits.Length);
        }
    }

    static void Run<T, TKernel>(Part<T> all, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, IKernel<T>
    {
        if (length == 0)
        {
            return;
        }

        all.Rows = length / all.Classes;
        int rows = Math.Max(1, Block / all.Classes);
        var body = new Body<T, TKernel> { All = all, Step = rows >= 32 ? rows / 16 * 16 : rows };
        int chunks = (all.Rows + body.Step - 1) / body.Step;
        if (length > 8 * Block)
        {
            WorkerPool.Run(chunks, ref body);
            return;
        }

        for (int chunk = 0; chunk < chunks; chunk++)
        {
            body.Run(chunk);
        }
    }

    struct Body<T, TKernel> : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, IKernel<T>
    {
        public Part<T> All;
        public int Step;

        public readonly void Run(int chunk)
        {
            var part = All.From(chunk * Step, Step);
            if (part.Classes <= MostTurned)
            {
                TKernel.Turned(part);
                return;
            }

            for (int row = 0; row < part.Rows; row++)
            {
                TKernel.Row(part.From(row, 1));
            }
        }
    }

    /// <summary>What a kernel reads and writes; what it does not use is null.</summary>
    struct Part<T>
        where T : unmanaged
    {
        public T* Logits;
        public void* Labels;

        /// <summary>Bytes of the labels of a row.</summary>
        public int LabelBytes;
        public T* Loss;
        public T* Y;
        public int Rows;
        public int Classes;

        public readonly Part<T> From(int row, int rows) => this with
        {
            Logits = Logits + (nint)row * Classes,
            Labels = (byte*)Labels + (nint)row * LabelBytes,
            Loss = Loss + row,
            Y = Y + (nint)row * Classes,
            Rows = Math.Min(rows, Rows - row),
        };

        public readonly ReadOnlySpan<T> LogitsOfRow => new(Logits, Classes);

        public readonly Span<T> YOfRow => new(Y, Classes);
    }

    interface IKernel<T>
        where T : unmanaged
    {
        /// <summary>Computes some short rows.</summary>
        static abstract void Turned(in Part<T> part);

        /// <summary>Computes one row.</summary>
        static abstract void Row(in Part<T> part);
    }
}
