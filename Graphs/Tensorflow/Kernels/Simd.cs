using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tensorflow.Kernels;

/// <summary>
/// The few vector operations that the matrix kernels need, for one register width.
/// A kernel is written once over this interface; the JIT makes a machine loop of it for every width.
/// </summary>
internal unsafe interface ISimd<TVec, T> where TVec : unmanaged where T : unmanaged
{
    /// <summary>Elements in a register.</summary>
    static abstract int Lanes { get; }

    /// <summary>Rows of the largest tile whose sums (two registers a row) stay in the machine's registers.</summary>
    static abstract int MaxRows { get; }

    static abstract TVec Zero { get; }

    static abstract TVec Load(T* from);

    static abstract void Store(T* to, TVec value);

    static abstract TVec Broadcast(T value);

    static abstract TVec Add(TVec left, TVec right);

    /// <summary>left * right + addend, fused where the machine can.</summary>
    static abstract TVec MultiplyAdd(TVec left, TVec right, TVec addend);

    /// <summary>Asks the second-level cache for a line.</summary>
    static virtual void Prefetch(T* from)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(from);
        }
    }

    /// <summary>The sum of the lanes.</summary>
    static abstract T Sum(TVec value);

    /// <summary>The sums of the lanes of four registers, side by side.</summary>
    static abstract void Sums(TVec first, TVec second, TVec third, TVec fourth, T* to);

    /// <summary>A mask of the last <paramref name="count"/> lanes.</summary>
    static abstract TVec LastLanes(int count);

    /// <summary>The lanes that the mask has, zeros in the others.</summary>
    static abstract TVec And(TVec value, TVec mask);
}

/// <summary>AVX-512.</summary>
internal readonly unsafe struct Simd512<T> : ISimd<Vector512<T>, T> where T : unmanaged
{
    public static int Lanes => Vector512<T>.Count;
    public static int MaxRows => 14;
    public static Vector512<T> Zero => Vector512<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* from) => Vector512.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* to, Vector512<T> value) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Broadcast(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> left, Vector512<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> left, Vector512<T> right, Vector512<T> addend) =>
        typeof(T) == typeof(float)
            ? Vector512.MultiplyAddEstimate(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
            : Vector512.MultiplyAddEstimate(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> value) => Vector512.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sums(Vector512<T> first, Vector512<T> second, Vector512<T> third, Vector512<T> fourth, T* to) => Simd256<T>.Sums(
        first.GetLower() + first.GetUpper(), second.GetLower() + second.GetUpper(), third.GetLower() + third.GetUpper(), fourth.GetLower() + fourth.GetUpper(), to);

    public static Vector512<T> LastLanes(int count) => typeof(T) == typeof(float)
        ? Vector512.GreaterThanOrEqual(Vector512<float>.Indices, Vector512.Create((float)(Lanes - count))).As<float, T>()
        : Vector512.GreaterThanOrEqual(Vector512<double>.Indices, Vector512.Create((double)(Lanes - count))).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> And(Vector512<T> value, Vector512<T> mask) => value & mask;
}

/// <summary>AVX2 with FMA.</summary>
internal readonly unsafe struct Simd256<T> : ISimd<Vector256<T>, T> where T : unmanaged
{
    public static int Lanes => Vector256<T>.Count;
    public static int MaxRows => 6;
    public static Vector256<T> Zero => Vector256<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* from) => Vector256.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* to, Vector256<T> value) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> left, Vector256<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> left, Vector256<T> right, Vector256<T> addend) =>
        typeof(T) == typeof(float)
            ? Vector256.MultiplyAddEstimate(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
            : Vector256.MultiplyAddEstimate(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector256<T> value) => Vector256.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sums(Vector256<T> first, Vector256<T> second, Vector256<T> third, Vector256<T> fourth, T* to)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            Vector256<float> pairs = Avx.HorizontalAdd(first.AsSingle(), second.AsSingle());
            pairs = Avx.HorizontalAdd(pairs, Avx.HorizontalAdd(third.AsSingle(), fourth.AsSingle()));
            (pairs.GetLower() + pairs.GetUpper()).As<float, T>().Store(to);
            return;
        }
        (to[0], to[1], to[2], to[3]) = (Sum(first), Sum(second), Sum(third), Sum(fourth));
    }

    public static Vector256<T> LastLanes(int count) => typeof(T) == typeof(float)
        ? Vector256.GreaterThanOrEqual(Vector256<float>.Indices, Vector256.Create((float)(Lanes - count))).As<float, T>()
        : Vector256.GreaterThanOrEqual(Vector256<double>.Indices, Vector256.Create((double)(Lanes - count))).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> And(Vector256<T> value, Vector256<T> mask) => value & mask;
}

/// <summary>SSE or NEON.</summary>
internal readonly unsafe struct Simd128<T> : ISimd<Vector128<T>, T> where T : unmanaged
{
    public static int Lanes => Vector128<T>.Count;
    public static int MaxRows => 6;
    public static Vector128<T> Zero => Vector128<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* from) => Vector128.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* to, Vector128<T> value) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Broadcast(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> left, Vector128<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> left, Vector128<T> right, Vector128<T> addend) =>
        typeof(T) == typeof(float)
            ? Vector128.MultiplyAddEstimate(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
            : Vector128.MultiplyAddEstimate(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> value) => Vector128.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sums(Vector128<T> first, Vector128<T> second, Vector128<T> third, Vector128<T> fourth, T* to) =>
        (to[0], to[1], to[2], to[3]) = (Sum(first), Sum(second), Sum(third), Sum(fourth));

    public static Vector128<T> LastLanes(int count) => typeof(T) == typeof(float)
        ? Vector128.GreaterThanOrEqual(Vector128<float>.Indices, Vector128.Create((float)(Lanes - count))).As<float, T>()
        : Vector128.GreaterThanOrEqual(Vector128<double>.Indices, Vector128.Create((double)(Lanes - count))).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> And(Vector128<T> value, Vector128<T> mask) => value & mask;
}

/// <summary>A machine without vector registers, or with them switched off.</summary>
internal readonly unsafe struct SimdScalar<T> : ISimd<T, T> where T : unmanaged, INumberBase<T>
{
    public static int Lanes => 1;
    public static int MaxRows => 4;
    public static T Zero => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(T* from) => *from;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* to, T value) => *to = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Broadcast(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T left, T right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T left, T right, T addend) => left * right + addend;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(T value) => value;

    public static void Sums(T first, T second, T third, T fourth, T* to) => (to[0], to[1], to[2], to[3]) = (first, second, third, fourth);

    public static T LastLanes(int count) => count > 0 ? T.One : T.Zero;

    public static T And(T value, T mask) => T.IsZero(mask) ? T.Zero : value;
}
