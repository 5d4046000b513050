using System.Numerics;
using System.Numerics.Tensors;

namespace Tensorflow.Kernels;

/// <summary>
/// Softmax, its logarithm and its cross-entropies over the rows of a matrix. The row's maximum is subtracted first,
/// so large logits do not overflow. A result span may be the logits.
/// </summary>
internal static unsafe class Softmax
{
    const int Block = 4096;

    /// <summary>y = exp(x) / sum(exp(x)), row by row.</summary>
    public static void Rows<T>(ReadOnlySpan<T> x, int classes, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Chunked<T, Probability>(x, classes, y);

    /// <summary>y = x - log(sum(exp(x))), row by row.</summary>
    public static void LogRows<T>(ReadOnlySpan<T> x, int classes, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Chunked<T, LogProbability>(x, classes, y);

    static void Chunked<T, TRows>(ReadOnlySpan<T> x, int classes, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TRows : struct, IRows
    {
        // Several short rows share one call of the exponential.
        int step = Math.Max(1, Block / Math.Max(1, classes)) * classes;
        if (x.Length <= 8 * Block)
        {
            for (int start = 0; start < x.Length; start += step)
            {
                int n = Math.Min(step, x.Length - start);
                TRows.Run(x.Slice(start, n), classes, y.Slice(start, n));
            }

            return;
        }

        fixed (T* from = x)
        fixed (T* to = y)
        {
            var body = new Body<T, TRows> { X = from, Y = to, Length = x.Length, Step = step, Classes = classes };
            WorkerPool.Run((int)(((long)x.Length + step - 1) / step), ref body);
        }
    }

    interface IRows
    {
        static abstract void Run<T>(ReadOnlySpan<T> x, int classes, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    struct Body<T, TRows> : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
        where TRows : struct, IRows
    {
        public T* X;
        public T* Y;
        public int Length;
        public int Step;
        public int Classes;

        public readonly void Run(int chunk)
        {
            int start = chunk * Step;
            int n = Math.Min(Step, Length - start);
            TRows.Run(new ReadOnlySpan<T>(X + start, n), Classes, new Span<T>(Y + start, n));
        }
    }

    readonly struct Probability : IRows
    {
        public static void Run<T>(ReadOnlySpan<T> x, int classes, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            SubtractMax(x, classes, y);
            Exp(y, y);
            for (int row = 0; row < y.Length; row += classes)
            {
                var r = y.Slice(row, classes);
                TensorPrimitives.Multiply(r, T.One / Reduce.All<T, SumReducer>(r), r);
            }
        }
    }

    readonly struct LogProbability : IRows
    {
        public static void Run<T>(ReadOnlySpan<T> x, int classes, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            SubtractMax(x, classes, y);
            Span<T> buffer = stackalloc T[Math.Min(classes, Block)];
            for (int row = 0; row < y.Length; row += classes)
            {
                var r = y.Slice(row, classes);
                TensorPrimitives.Subtract(r, T.Log(SumOfExp(r, buffer)), r);
            }
        }
    }

    /// <summary>
    /// loss = -sum(labels * log_softmax(logits)) and backprop = softmax(logits) - labels, row by row.
    /// A label of 0 adds nothing to the loss, even where the logarithm is infinite.
    /// </summary>
    public static void CrossEntropy<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> labels, int classes, Span<T> loss, Span<T> backprop)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < loss.Length; row++)
        {
            var label = labels.Slice(row * classes, classes);
            var r = backprop.Slice(row * classes, classes);
            SubtractMax(logits.Slice(row * classes, classes), classes, r);

            T weighted = T.Zero, weight = T.Zero;
            for (int j = 0; j < classes; j++)
            {
                if (label[j] != T.Zero)
                {
                    weighted += label[j] * r[j];
                    weight += label[j];
                }
            }

            Exp(r, r);
            T sum = Reduce.All<T, SumReducer>(r);
            loss[row] = weight * T.Log(sum) - weighted;
            TensorPrimitives.Multiply(r, T.One / sum, r);
            TensorPrimitives.Subtract(r, label, r);
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
        for (int row = 0; row < loss.Length; row++)
        {
            long label = long.CreateChecked(labels[row]);
            var r = backprop.Slice(row * classes, classes);
            if (label < 0 || label >= classes)
            {
                loss[row] = T.NaN;
                r.Fill(T.NaN);
                continue;
            }

            SubtractMax(logits.Slice(row * classes, classes), classes, r);
            T chosen = r[(int)label];
            Exp(r, r);
            T sum = Reduce.All<T, SumReducer>(r);
            loss[row] = T.Log(sum) - chosen;
            TensorPrimitives.Multiply(r, T.One / sum, r);
            r[(int)label] -= T.One;
        }
    }

    static void SubtractMax<T>(ReadOnlySpan<T> x, int classes, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < x.Length; row += classes)
        {
            var r = x.Slice(row, classes);
            TensorPrimitives.Subtract(r, Reduce.All<T, MaxReducer>(r), y.Slice(row, classes));
        }
    }

    static T SumOfExp<T>(ReadOnlySpan<T> x, Span<T> buffer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int start = 0; start < x.Length; start += buffer.Length)
        {
            var part = buffer[..Math.Min(buffer.Length, x.Length - start)];
            Exp(x.Slice(start, part.Length), part);
            sum += Reduce.All<T, SumReducer>(part);
        }

        return sum;
    }

    static void Exp<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Elementwise.Map<T, T, FloatMap<T, ExpFormula>>(x, y);
}
