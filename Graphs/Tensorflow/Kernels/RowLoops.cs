using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tensorflow.Kernels;

/// <summary>
/// The loops over the elements of one row, written once; a formula is a type argument. A result span may be one of
/// the operands (same start).
/// </summary>
internal static class RowLoops
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
}
