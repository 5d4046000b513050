using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tensorflow.Kernels;

/// <summary>
/// Loops over elements, written once; a formula is a type argument. A result span may be one of the operands
/// (same start), never a shifted part of it.
/// </summary>
internal static class Elementwise
{
    /// <summary>y[i] = f(x[i]).</summary>
    public static void Map<TIn, TOut, TFormula>(ReadOnlySpan<TIn> x, Span<TOut> y)
        where TIn : unmanaged
        where TOut : unmanaged
        where TFormula : struct, IMap<TIn, TOut>
    {
        if (TFormula.HasRow)
        {
            TFormula.Row(x, y);
            return;
        }

        ref TIn from = ref MemoryMarshal.GetReference(x);
        ref TOut to = ref MemoryMarshal.GetReference(y);
        int n = y.Length;
        int i = 0;
        if (TFormula.HasVector && Vector.IsHardwareAccelerated)
        {
            for (; i <= n - Vector<TIn>.Count; i += Vector<TIn>.Count)
            {
                TFormula.Of(Vector.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < n; i++)
        {
            Unsafe.Add(ref to, i) = TFormula.Of(Unsafe.Add(ref from, i));
        }
    }

    /// <summary>y[i] = f(a[i], b[i]).</summary>
    public static void Zip<TIn, TOut, TFormula>(ReadOnlySpan<TIn> a, ReadOnlySpan<TIn> b, Span<TOut> y)
        where TIn : unmanaged
        where TOut : unmanaged
        where TFormula : struct, IZip<TIn, TOut>
    {
        ref TIn left = ref MemoryMarshal.GetReference(a);
        ref TIn right = ref MemoryMarshal.GetReference(b);
        ref TOut to = ref MemoryMarshal.GetReference(y);
        int n = y.Length;
        int i = 0;
        if (TFormula.HasVector && Vector.IsHardwareAccelerated)
        {
            for (; i <= n - Vector<TIn>.Count; i += Vector<TIn>.Count)
            {
                TFormula.Of(Vector.LoadUnsafe(ref left, (nuint)i), Vector.LoadUnsafe(ref right, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < n; i++)
        {
            Unsafe.Add(ref to, i) = TFormula.Of(Unsafe.Add(ref left, i), Unsafe.Add(ref right, i));
        }
    }

    /// <summary>y[i] = f(a, b[i]).</summary>
    public static void Zip<TIn, TOut, TFormula>(TIn a, ReadOnlySpan<TIn> b, Span<TOut> y)
        where TIn : unmanaged
        where TOut : unmanaged
        where TFormula : struct, IZip<TIn, TOut>
    {
        ref TIn right = ref MemoryMarshal.GetReference(b);
        ref TOut to = ref MemoryMarshal.GetReference(y);
        int n = y.Length;
        int i = 0;
        if (TFormula.HasVector && Vector.IsHardwareAccelerated)
        {
            var left = Vector.Create(a);
            for (; i <= n - Vector<TIn>.Count; i += Vector<TIn>.Count)
            {
                TFormula.Of(left, Vector.LoadUnsafe(ref right, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < n; i++)
        {
            Unsafe.Add(ref to, i) = TFormula.Of(a, Unsafe.Add(ref right, i));
        }
    }

    /// <summary>y[i] = f(a[i], b).</summary>
    public static void Zip<TIn, TOut, TFormula>(ReadOnlySpan<TIn> a, TIn b, Span<TOut> y)
        where TIn : unmanaged
        where TOut : unmanaged
        where TFormula : struct, IZip<TIn, TOut>
    {
        ref TIn left = ref MemoryMarshal.GetReference(a);
        ref TOut to = ref MemoryMarshal.GetReference(y);
        int n = y.Length;
        int i = 0;
        if (TFormula.HasVector && Vector.IsHardwareAccelerated)
        {
            var right = Vector.Create(b);
            for (; i <= n - Vector<TIn>.Count; i += Vector<TIn>.Count)
            {
                TFormula.Of(Vector.LoadUnsafe(ref left, (nuint)i), right).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < n; i++)
        {
            Unsafe.Add(ref to, i) = TFormula.Of(Unsafe.Add(ref left, i), b);
        }
    }

    /// <summary>
    /// y = f(a, b) with NumPy broadcasting; <paramref name="shape"/> is the shape of y. y may be an operand that has
    /// the shape of y.
    /// </summary>
    public static void Zip<TIn, TOut, TFormula>(
        ReadOnlySpan<TIn> a, ReadOnlySpan<int> aShape, ReadOnlySpan<TIn> b, ReadOnlySpan<int> bShape, Span<TOut> y, ReadOnlySpan<int> shape)
        where TIn : unmanaged
        where TOut : unmanaged
        where TFormula : struct, IZip<TIn, TOut>
    {
        if (y.Length == 0)
        {
            return;
        }

        var plan = new Broadcast(shape, 2, stackalloc int[Broadcast.BufferSize(shape.Length, 2)]);
        plan.Operand(0, aShape);
        plan.Operand(1, bShape);
        plan.Collapse();

        int rows = plan.Rows, length = plan.RowLength;
        bool aMoves = plan.Moves(0), bMoves = plan.Moves(1);
        for (int row = 0; row < rows; row++)
        {
            int i = plan.Offset(0, row), j = plan.Offset(1, row);
            var to = y.Slice(row * length, length);
            if (aMoves && bMoves)
            {
                Zip<TIn, TOut, TFormula>(a.Slice(i, length), b.Slice(j, length), to);
            }
            else if (aMoves)
            {
                Zip<TIn, TOut, TFormula>(a.Slice(i, length), b[j], to);
            }
            else if (bMoves)
            {
                Zip<TIn, TOut, TFormula>(a[i], b.Slice(j, length), to);
            }
            else
            {
                to.Fill(TFormula.Of(a[i], b[j]));
            }
        }
    }

    /// <summary>y = condition ? a : b with NumPy broadcasting; <paramref name="shape"/> is the shape of y.</summary>
    public static void Select<T>(
        ReadOnlySpan<bool> condition, ReadOnlySpan<int> conditionShape, ReadOnlySpan<T> a, ReadOnlySpan<int> aShape,
        ReadOnlySpan<T> b, ReadOnlySpan<int> bShape, Span<T> y, ReadOnlySpan<int> shape)
    {
        if (y.Length == 0)
        {
            return;
        }

        var plan = new Broadcast(shape, 3, stackalloc int[Broadcast.BufferSize(shape.Length, 3)]);
        plan.Operand(0, conditionShape);
        plan.Operand(1, aShape);
        plan.Operand(2, bShape);
        plan.Collapse();

        int rows = plan.Rows, length = plan.RowLength;
        int c1 = plan.Moves(0) ? 1 : 0, a1 = plan.Moves(1) ? 1 : 0, b1 = plan.Moves(2) ? 1 : 0;
        for (int row = 0; row < rows; row++)
        {
            int c = plan.Offset(0, row), i = plan.Offset(1, row), j = plan.Offset(2, row);
            var to = y.Slice(row * length, length);
            for (int k = 0; k < to.Length; k++, c += c1, i += a1, j += b1)
            {
                to[k] = condition[c] ? a[i] : b[j];
            }
        }
    }

    /// <summary>Copies x, broadcast to <paramref name="shape"/>, into y.</summary>
    public static void BroadcastTo<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> xShape, Span<T> y, ReadOnlySpan<int> shape)
    {
        if (y.Length == 0)
        {
            return;
        }

        var plan = new Broadcast(shape, 1, stackalloc int[Broadcast.BufferSize(shape.Length, 1)]);
        plan.Operand(0, xShape);
        plan.Collapse();

        int rows = plan.Rows, length = plan.RowLength;
        bool moves = plan.Moves(0);
        for (int row = 0; row < rows; row++)
        {
            int i = plan.Offset(0, row);
            var to = y.Slice(row * length, length);
            if (moves)
            {
                x.Slice(i, length).CopyTo(to);
            }
            else
            {
                to.Fill(x[i]);
            }
        }
    }
}
