using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tensorflow.Kernels;

/// <summary>
/// The operations on a register of floats of which the functions of <see cref="VectorMath"/> are made, so that each
/// is written once for <see cref="Vector{T}"/> and for 512 bits. Both give the same bits.
/// </summary>
internal interface IFloatLanes<V>
{
    static abstract V Create(float value);

    static abstract V Add(V a, V b);

    static abstract V Subtract(V a, V b);

    static abstract V Multiply(V a, V b);

    static abstract V Divide(V a, V b);

    /// <summary>a b + c, fused where the machine can.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>x within [-low, high], NaN where x is: one instruction a bound, since neither bound is NaN.</summary>
    static abstract V Clamp(V x, float low, float high);

    /// <summary>x 2^exponent, rounded once; exponents are whole numbers from -254 to 254.</summary>
    static abstract V Scale(V x, V exponent);

    /// <summary>near where |x| is below the bound, else far.</summary>
    static abstract V WhereBelow(V x, float bound, V near, V far);
}

/// <summary>As many lanes as <see cref="Vector{T}"/> has.</summary>
internal readonly struct AnyFloatLanes : IFloatLanes<Vector<float>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Create(float value) => Vector.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Add(Vector<float> a, Vector<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Subtract(Vector<float> a, Vector<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Multiply(Vector<float> a, Vector<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Divide(Vector<float> a, Vector<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> MultiplyAdd(Vector<float> a, Vector<float> b, Vector<float> c) => Vector.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Clamp(Vector<float> x, float low, float high) =>
        Vector.MaxNative(Vector.Create(low), Vector.MinNative(Vector.Create(high), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Scale(Vector<float> x, Vector<float> exponent)
    {
        if (Avx512F.VL.IsSupported && Vector<float>.Count == Vector256<float>.Count)
        {
            return Avx512F.VL.Scale(x.AsVector256(), exponent.AsVector256()).AsVector();
        }

        // Two steps, because 2^exponent itself overflows or is a denormal where the product is not.
        var whole = Vector.ConvertToInt32Native(exponent);
        var half = Vector.ShiftRightArithmetic(whole, 1);
        return x * PowerOfTwo(half) * PowerOfTwo(whole - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> WhereBelow(Vector<float> x, float bound, Vector<float> near, Vector<float> far) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Vector.Create(bound)), near, far);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> PowerOfTwo(Vector<int> exponent) =>
        Vector.ShiftLeft(exponent + Vector.Create(127), 23).As<int, float>();
}

/// <summary>16 lanes: AVX-512.</summary>
internal readonly struct WideFloatLanes : IFloatLanes<Vector512<float>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Create(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Divide(Vector512<float> a, Vector512<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Vector512.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clamp(Vector512<float> x, float low, float high) =>
        Vector512.MaxNative(Vector512.Create(low), Vector512.MinNative(Vector512.Create(high), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Scale(Vector512<float> x, Vector512<float> exponent) => Avx512F.Scale(x, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WhereBelow(Vector512<float> x, float bound, Vector512<float> near, Vector512<float> far) =>
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(bound)), near, far);
}
