using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>
/// A few short rows of a matrix, turned: the numbers of one class lie side by side, so that what is computed over a row
/// (maximum, sum) is computed for a register of rows at once, and no register is part empty.
/// </summary>
internal readonly unsafe struct TurnedRows<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly T* values;
    readonly int rows, classes, stride;

    /// <summary>Takes <paramref name="values"/>, room for <see cref="Size"/> elements, at a multiple of 64 bytes, so that no register is split between two lines.</summary>
    public TurnedRows(T* values, int rows, int classes)
    {
        this.values = values;
        this.rows = rows;
        this.classes = classes;
        stride = Stride(rows);
    }

    /// <summary>From one class to the next, in whole registers; the places behind the last row hold numbers that nobody reads.</summary>
    public static int Stride(int rows) => (rows + 15) / 16 * 16;

    /// <summary>Elements of the memory for these rows.</summary>
    public static int Size(int rows, int classes) => Stride(rows) * classes;

    /// <summary>The turned numbers.</summary>
    public Span<T> Values => new(values, stride * classes);

    /// <summary>Element (row, class).</summary>
    public ref T this[int row, int label] => ref values[label * stride + row];

    public void Load(T* from) => Transpose.Plane(from, classes, values, stride, rows, classes);

    public void Store(T* to) => Transpose.Plane(values, stride, to, classes, classes, rows);

    /// <summary>x -= max(x) of each row. A NaN need not become the maximum: its own exponential is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SubtractMax()
    {
        T* end = values + classes * stride;
        for (int i = 0; i < stride; i += Vector<T>.Count)
        {
            var max = Vector.Load(values + i);
            for (T* x = values + i + stride; x < end; x += stride)
            {
                max = Vector.MaxNative(max, Vector.Load(x));
            }

            for (T* x = values + i; x < end; x += stride)
            {
                (Vector.Load(x) - max).Store(x);
            }
        }
    }

    /// <summary>y = e^x; y may be these numbers.</summary>
    public void Exp(Span<T> y) => RowLoops.Map<T, T, FloatMap<T, ExpFormula>>(Values, y);

    /// <summary>The sum of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sum(T* sums)
    {
        T* end = values + classes * stride;
        for (int i = 0; i < stride; i += Vector<T>.Count)
        {
            var sum = Vector.Load(values + i);
            for (T* x = values + i + stride; x < end; x += stride)
            {
                sum += Vector.Load(x);
            }

            sum.Store(sums + i);
        }
    }

    /// <summary>x /= sums of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Divide(T* sums)
    {
        T* end = values + classes * stride;
        for (int i = 0; i < stride; i += Vector<T>.Count)
        {
            var factor = Vector<T>.One / Vector.Load(sums + i);
            for (T* x = values + i; x < end; x += stride)
            {
                (Vector.Load(x) * factor).Store(x);
            }
        }
    }

    /// <summary>The logarithms of the sums of the rows, in their place.</summary>
    public void Log(T* sums)
    {
        for (int i = 0; i < stride; i += Vector<T>.Count)
        {
            VectorMath.Log(Vector.Load(sums + i)).Store(sums + i);
        }
    }

    /// <summary>x -= a number of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Subtract(T* numbers)
    {
        T* end = values + classes * stride;
        for (int i = 0; i < stride; i += Vector<T>.Count)
        {
            var number = Vector.Load(numbers + i);
            for (T* x = values + i; x < end; x += stride)
            {
                (Vector.Load(x) - number).Store(x);
            }
        }
    }

    /// <summary>Of each row the sum of the labels, and of the labels times these numbers; a label of 0 adds nothing, even where the number is infinite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Weigh(in TurnedRows<T> labels, T* weights, T* weighted)
    {
        for (int i = 0; i < stride; i += Vector<T>.Count)
        {
            Vector<T> weight = default, sum = default;
            for (int at = i; at < classes * stride; at += stride)
            {
                var label = Vector.Load(labels.values + at);
                weight += label;
                sum += Vector.ConditionalSelect(Vector.Equals(label, Vector<T>.Zero), Vector<T>.Zero, label * Vector.Load(values + at));
            }

            weight.Store(weights + i);
            sum.Store(weighted + i);
        }
    }
}
