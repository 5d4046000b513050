using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>
/// The innermost loop of every matrix product: a tile of C, up to 14 rows by one or two registers, whose sums stay in registers
/// while k runs. Rows and registers are type arguments, so one text gives every tile size without a branch.
/// </summary>
internal static unsafe class TileKernel<T, TVec, TSimd>
    where T : unmanaged where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
{
    /// <summary>
    /// C[i, j] (+)= sum over l &lt; k of a[i*aRow + l*aStep] * b[l*bStep + j], for TRows rows and TColumns registers of columns.
    /// Meanwhile the cache fetches what the caller will read next.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TRows, TColumns>(int k, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, bool add, Ahead<T> ahead)
        where TRows : struct, INumeral where TColumns : struct, INumeral
    {
        TVec s0 = TSimd.Zero, t0 = TSimd.Zero;
        TVec s1 = TSimd.Zero, t1 = TSimd.Zero;
        TVec s2 = TSimd.Zero, t2 = TSimd.Zero;
        TVec s3 = TSimd.Zero, t3 = TSimd.Zero;
        TVec s4 = TSimd.Zero, t4 = TSimd.Zero;
        TVec s5 = TSimd.Zero, t5 = TSimd.Zero;
        TVec s6 = TSimd.Zero, t6 = TSimd.Zero;
        TVec s7 = TSimd.Zero, t7 = TSimd.Zero;
        TVec s8 = TSimd.Zero, t8 = TSimd.Zero;
        TVec s9 = TSimd.Zero, t9 = TSimd.Zero;
        TVec s10 = TSimd.Zero, t10 = TSimd.Zero;
        TVec s11 = TSimd.Zero, t11 = TSimd.Zero;
        TVec s12 = TSimd.Zero, t12 = TSimd.Zero;
        TVec s13 = TSimd.Zero, t13 = TSimd.Zero;
        nint aRow2 = aRow * 2;
        T* next = ahead.Start != null ? ahead.Start : c;
        T* a3 = a + 3 * aRow;
        T* a6 = a + 6 * aRow;
        T* a9 = a + 9 * aRow;
        T* a12 = a + 12 * aRow;
        for (; k > 0; k--)
        {
            TVec b0 = TSimd.Load(b);
            TVec b1 = TColumns.Value > 1 ? TSimd.Load(b + TSimd.Lanes) : TSimd.Zero;
            Accumulate<TColumns>(*a, b0, b1, ref s0, ref t0);
            if (TRows.Value > 1) Accumulate<TColumns>(a[aRow], b0, b1, ref s1, ref t1);
            if (TRows.Value > 2) Accumulate<TColumns>(a[aRow2], b0, b1, ref s2, ref t2);
            if (TRows.Value > 3) Accumulate<TColumns>(*a3, b0, b1, ref s3, ref t3);
            if (TRows.Value > 4) Accumulate<TColumns>(a3[aRow], b0, b1, ref s4, ref t4);
            if (TRows.Value > 5) Accumulate<TColumns>(a3[aRow2], b0, b1, ref s5, ref t5);
            if (TRows.Value > 6) Accumulate<TColumns>(*a6, b0, b1, ref s6, ref t6);
            if (TRows.Value > 7) Accumulate<TColumns>(a6[aRow], b0, b1, ref s7, ref t7);
            if (TRows.Value > 8) Accumulate<TColumns>(a6[aRow2], b0, b1, ref s8, ref t8);
            if (TRows.Value > 9) Accumulate<TColumns>(*a9, b0, b1, ref s9, ref t9);
            if (TRows.Value > 10) Accumulate<TColumns>(a9[aRow], b0, b1, ref s10, ref t10);
            if (TRows.Value > 11) Accumulate<TColumns>(a9[aRow2], b0, b1, ref s11, ref t11);
            if (TRows.Value > 12) Accumulate<TColumns>(*a12, b0, b1, ref s12, ref t12);
            if (TRows.Value > 13) Accumulate<TColumns>(a12[aRow], b0, b1, ref s13, ref t13);
            if (TRows.Value > 7)
            {
                TSimd.Prefetch(next);
                TSimd.Prefetch(next + ahead.Row);
                TSimd.Prefetch(next + 2 * ahead.Row);
                TSimd.Prefetch(next + 3 * ahead.Row);
                next += ahead.Step;
            }
            b += bStep;
            a += aStep;
            a3 += aStep;
            a6 += aStep;
            a9 += aStep;
            a12 += aStep;
        }

        if (add)
        {
            AddTo<TColumns>(c, ref s0, ref t0);
            if (TRows.Value > 1) AddTo<TColumns>(c + 1 * cRow, ref s1, ref t1);
            if (TRows.Value > 2) AddTo<TColumns>(c + 2 * cRow, ref s2, ref t2);
            if (TRows.Value > 3) AddTo<TColumns>(c + 3 * cRow, ref s3, ref t3);
            if (TRows.Value > 4) AddTo<TColumns>(c + 4 * cRow, ref s4, ref t4);
            if (TRows.Value > 5) AddTo<TColumns>(c + 5 * cRow, ref s5, ref t5);
            if (TRows.Value > 6) AddTo<TColumns>(c + 6 * cRow, ref s6, ref t6);
            if (TRows.Value > 7) AddTo<TColumns>(c + 7 * cRow, ref s7, ref t7);
            if (TRows.Value > 8) AddTo<TColumns>(c + 8 * cRow, ref s8, ref t8);
            if (TRows.Value > 9) AddTo<TColumns>(c + 9 * cRow, ref s9, ref t9);
            if (TRows.Value > 10) AddTo<TColumns>(c + 10 * cRow, ref s10, ref t10);
            if (TRows.Value > 11) AddTo<TColumns>(c + 11 * cRow, ref s11, ref t11);
            if (TRows.Value > 12) AddTo<TColumns>(c + 12 * cRow, ref s12, ref t12);
            if (TRows.Value > 13) AddTo<TColumns>(c + 13 * cRow, ref s13, ref t13);
        }

        Write<TColumns>(c, s0, t0);
        if (TRows.Value > 1) Write<TColumns>(c + 1 * cRow, s1, t1);
        if (TRows.Value > 2) Write<TColumns>(c + 2 * cRow, s2, t2);
        if (TRows.Value > 3) Write<TColumns>(c + 3 * cRow, s3, t3);
        if (TRows.Value > 4) Write<TColumns>(c + 4 * cRow, s4, t4);
        if (TRows.Value > 5) Write<TColumns>(c + 5 * cRow, s5, t5);
        if (TRows.Value > 6) Write<TColumns>(c + 6 * cRow, s6, t6);
        if (TRows.Value > 7) Write<TColumns>(c + 7 * cRow, s7, t7);
        if (TRows.Value > 8) Write<TColumns>(c + 8 * cRow, s8, t8);
        if (TRows.Value > 9) Write<TColumns>(c + 9 * cRow, s9, t9);
        if (TRows.Value > 10) Write<TColumns>(c + 10 * cRow, s10, t10);
        if (TRows.Value > 11) Write<TColumns>(c + 11 * cRow, s11, t11);
        if (TRows.Value > 12) Write<TColumns>(c + 12 * cRow, s12, t12);
        if (TRows.Value > 13) Write<TColumns>(c + 13 * cRow, s13, t13);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate<TColumns>(T a, TVec b0, TVec b1, ref TVec s, ref TVec t) where TColumns : struct, INumeral
    {
        TVec x = TSimd.Broadcast(a);
        s = TSimd.MultiplyAdd(x, b0, s);
        if (TColumns.Value > 1)
        {
            t = TSimd.MultiplyAdd(x, b1, t);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<TColumns>(T* c, ref TVec s, ref TVec t) where TColumns : struct, INumeral
    {
        s = TSimd.Add(TSimd.Load(c), s);
        if (TColumns.Value > 1)
        {
            t = TSimd.Add(TSimd.Load(c + TSimd.Lanes), t);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TColumns>(T* c, TVec s, TVec t) where TColumns : struct, INumeral
    {
        TSimd.Store(c, s);
        if (TColumns.Value > 1)
        {
            TSimd.Store(c + TSimd.Lanes, t);
        }
    }
}

/// <summary>Four rows of memory that a tile kernel asks the cache for while it runs, a step in each for every step of its own; none by default.</summary>
internal readonly unsafe struct Ahead<T>(T* start, nint row, nint step) where T : unmanaged
{
    public readonly T* Start = start;
    public readonly nint Row = row;
    public readonly nint Step = step;
}
