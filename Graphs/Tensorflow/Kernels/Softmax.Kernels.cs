using System.Numerics;
using System.Numerics.Tensors;

namespace Tensorflow.Kernels;

/// <summary>What is computed over the rows: each kernel for a block of short rows and for one long row.</summary>
internal static unsafe partial class Softmax
{
    readonly struct Probability<T> : IKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static void Turned(in Part<T> part)
        {
            int size = TurnedRows<T>.Size(part.Rows, part.Classes);
            T* values = Scratch.Get<T>(Scratch.Use.Turned, size + TurnedRows<T>.Stride(part.Rows)), sums = values + size;
            var rows = new TurnedRows<T>(values, part.Rows, part.Classes);
            rows.Load(part.Logits);
            rows.SubtractMax();
            rows.Exp(rows.Values);
            rows.Sum(sums);
            rows.Divide(sums);
            rows.Store(part.Y);
        }

        public static void Row(in Part<T> part)
        {
            SubtractMax(part.LogitsOfRow, part.YOfRow);
            Divide(part.YOfRow, ExpAndSum(part.YOfRow, part.YOfRow));
        }
    }

    readonly struct LogProbability<T> : IKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static void Turned(in Part<T> part)
        {
            int size = TurnedRows<T>.Size(part.Rows, part.Classes);
            T* values = Scratch.Get<T>(Scratch.Use.Turned, 2 * size + TurnedRows<T>.Stride(part.Rows)), sums = values + 2 * size;
            var rows = new TurnedRows<T>(values, part.Rows, part.Classes);
            var powers = new TurnedRows<T>(values + size, part.Rows, part.Classes);
            rows.Load(part.Logits);
            rows.SubtractMax();
            rows.Exp(powers.Values);
            powers.Sum(sums);
            rows.Log(sums);
            rows.Subtract(sums);
            rows.Store(part.Y);
        }

        public static void Row(in Part<T> part)
        {
            SubtractMax(part.LogitsOfRow, part.YOfRow);
            Span<T> buffer = stackalloc T[Math.Min(part.Classes, Block)];
            TensorPrimitives.Subtract(part.YOfRow, T.Log(ExpAndSum(part.YOfRow, buffer)), part.YOfRow);
        }
    }

    readonly struct DenseLoss<T> : IKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static void Turned(in Part<T> part)
        {
            int size = TurnedRows<T>.Size(part.Rows, part.Classes), stride = TurnedRows<T>.Stride(part.Rows);
            T* values = Scratch.Get<T>(Scratch.Use.Turned, 2 * size + 3 * stride), sums = values + 2 * size;
            var rows = new TurnedRows<T>(values, part.Rows, part.Classes);
            var labels = new TurnedRows<T>(values + size, part.Rows, part.Classes);
            rows.Load(part.Logits);
            labels.Load((T*)part.Labels);
            rows.SubtractMax();
            rows.Weigh(labels, sums + stride, sums + 2 * stride);
            rows.Exp(rows.Values);
            rows.Sum(sums);
            rows.Divide(sums);
            TensorPrimitives.Subtract(rows.Values, labels.Values, rows.Values);
            rows.Store(part.Y);
            rows.Log(sums);
            for (int row = 0; row < part.Rows; row++)
            {
                part.Loss[row] = sums[stride + row] * sums[row] - sums[2 * stride + row];
            }
        }

        public static void Row(in Part<T> part)
        {
            var label = new ReadOnlySpan<T>(part.Labels, part.Classes);
            var r = part.YOfRow;
            SubtractMax(part.LogitsOfRow, r);
            T weighted = T.Zero, weight = T.Zero;
            for (int j = 0; j < label.Length; j++)
            {
                if (label[j] != T.Zero)
                {
                    weighted += label[j] * r[j];
                    weight += label[j];
                }
            }

            T sum = ExpAndSum(r, r);
            *part.Loss = weight * T.Log(sum) - weighted;
            Divide(r, sum);
            TensorPrimitives.Subtract(r, label, r);
        }
    }

    readonly struct SparseLoss<T, TLabel> : IKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        public static void Turned(in Part<T> part)
        {
            var labels = (TLabel*)part.Labels;
            int size = TurnedRows<T>.Size(part.Rows, part.Classes);
            T* values = Scratch.Get<T>(Scratch.Use.Turned, size + TurnedRows<T>.Stride(part.Rows)), sums = values + size;
            var rows = new TurnedRows<T>(values, part.Rows, part.Classes);
            rows.Load(part.Logits);
            rows.SubtractMax();
            for (int row = 0; row < part.Rows; row++)
            {
                part.Loss[row] = Label(labels[row], part.Classes, out int label) ? rows[row, label] : T.NaN;
            }

            rows.Exp(rows.Values);
            rows.Sum(sums);
            rows.Divide(sums);
            rows.Log(sums);
            for (int row = 0; row < part.Rows; row++)
            {
                part.Loss[row] = sums[row] - part.Loss[row];
                if (Label(labels[row], part.Classes, out int label))
                {
                    rows[row, label] -= T.One;
                    continue;
                }

                for (int j = 0; j < part.Classes; j++)
                {
                    rows[row, j] = T.NaN;
                }
            }

            rows.Store(part.Y);
        }

        public static void Row(in Part<T> part)
        {
            var r = part.YOfRow;
            if (!Label(*(TLabel*)part.Labels, part.Classes, out int label))
            {
                *part.Loss = T.NaN;
                r.Fill(T.NaN);
                return;
            }

            SubtractMax(part.LogitsOfRow, r);
            T chosen = r[label];
            T sum = ExpAndSum(r, r);
            *part.Loss = T.Log(sum) - chosen;
            Divide(r, sum);
            r[label] -= T.One;
        }

        static bool Label(TLabel value, int classes, out int label)
        {
            label = int.CreateSaturating(value);
            return label >= 0 && label < classes;
        }
    }

    static void SubtractMax<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Subtract(x, Reduce.All<T, MaxReducer>(x), y);

    static void Divide<T>(Span<T> y, T sum)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Multiply(y, T.One / sum, y);

    /// <summary>The sum of e^x, block by block. The powers stay in y where it is as long as x; a shorter one is only lent.</summary>
    static T ExpAndSum<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int start = 0; start < x.Length; start += Block)
        {
            int n = Math.Min(Block, x.Length - start);
            var part = y.Length == x.Length ? y.Slice(start, n) : y[..n];
            RowLoops.Map<T, T, FloatMap<T, ExpFormula>>(x.Slice(start, n), part);
            sum += Reduce.All<T, SumReducer>(part);
        }

        return sum;
    }
}
