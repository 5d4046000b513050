using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tensorflow.Kernels;

/// <summary>
/// The loops over the elements of one row, written once; a formula is a type argument. A result span may be one of
/// the operands (same start). Optimized at their first call: a lesson's steps are over before they would be recompiled.
/// </summary>
internal static class RowLoops
{
    /// <summary>y[i] = f(x[i]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
        if (TFormula.HasWide && Vector512.IsHardwareAccelerated)
        {
            for (; i <= n - Vector512<TIn>.Count; i += Vector512<TIn>.Count)
            {
                TFormula.Of(Vector512.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
            }
        }

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>y[i] = condition[i] ? a[i] : b[i]; an operand of one element stands for all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Select<T>(ReadOnlySpan<bool> condition, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
    {
        int n = y.Length;
        int aStep = a.Length == 1 ? 0 : 1, bStep = b.Length == 1 ? 0 : 1;
        ref T left = ref MemoryMarshal.GetReference(a);
        ref T right = ref MemoryMarshal.GetReference(b);
        ref T to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        if (typeof(T) == typeof(uint) && Vector.IsHardwareAccelerated)
        {
            ref byte test = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetReference(condition));
            ref uint l = ref Unsafe.As<T, uint>(ref left);
            ref uint r = ref Unsafe.As<T, uint>(ref right);
            ref uint t = ref Unsafe.As<T, uint>(ref to);
            Vector<uint> allLeft = Vector.Create(l), allRight = Vector.Create(r);
            int quarter = Vector<uint>.Count;
            for (; i <= n - Vector<byte>.Count; i += Vector<byte>.Count)
            {
                Vector.Widen(Vector.LoadUnsafe(ref test, (nuint)i), out var low, out var high);
                Vector.Widen(low, out var m0, out var m1);
                Vector.Widen(high, out var m2, out var m3);
                Choose(m0, aStep == 0 ? allLeft : Vector.LoadUnsafe(ref l, (nuint)i), bStep == 0 ? allRight : Vector.LoadUnsafe(ref r, (nuint)i)).StoreUnsafe(ref t, (nuint)i);
                Choose(m1, aStep == 0 ? allLeft : Vector.LoadUnsafe(ref l, (nuint)(i + quarter)), bStep == 0 ? allRight : Vector.LoadUnsafe(ref r, (nuint)(i + quarter))).StoreUnsafe(ref t, (nuint)(i + quarter));
                Choose(m2, aStep == 0 ? allLeft : Vector.LoadUnsafe(ref l, (nuint)(i + 2 * quarter)), bStep == 0 ? allRight : Vector.LoadUnsafe(ref r, (nuint)(i + 2 * quarter))).StoreUnsafe(ref t, (nuint)(i + 2 * quarter));
                Choose(m3, aStep == 0 ? allLeft : Vector.LoadUnsafe(ref l, (nuint)(i + 3 * quarter)), bStep == 0 ? allRight : Vector.LoadUnsafe(ref r, (nuint)(i + 3 * quarter))).StoreUnsafe(ref t, (nuint)(i + 3 * quarter));
            }
        }

        for (; i < n; i++)
        {
            Unsafe.Add(ref to, i) = condition[i] ? Unsafe.Add(ref left, i * aStep) : Unsafe.Add(ref right, i * bStep);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<uint> Choose(Vector<uint> flags, Vector<uint> a, Vector<uint> b) =>
        Vector.ConditionalSelect(Vector.Equals(flags, Vector<uint>.Zero), b, a);
}
