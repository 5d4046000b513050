using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Tensorflow.Kernels;

/// <summary>
/// y = f(x) for one element type. The loops of <see cref="Elementwise"/> take it as a type argument, so that the
/// JIT compiles one loop per formula with the formula inlined.
/// </summary>
internal interface IMap<TIn, TOut>
{
    /// <summary>True where the vector form exists.</summary>
    static virtual bool HasVector => false;

    /// <summary>True where a whole row is computed better by one call; it goes before the vector form.</summary>
    static virtual bool HasRow => false;

    /// <summary>True where the form for 512 bits exists: for formulas of many instructions, whose loops are then bound by their number and not by latency.</summary>
    static virtual bool HasWide => false;

    static abstract TOut Of(TIn x);

    static virtual Vector<TOut> Of(Vector<TIn> x) => throw new UnreachableException();

    static virtual Vector512<TOut> Of(Vector512<TIn> x) => throw new UnreachableException();

    /// <summary>y may be x.</summary>
    static virtual void Row(ReadOnlySpan<TIn> x, Span<TOut> y) => throw new UnreachableException();
}

/// <summary>y = f(a, b) for one element type of the operands.</summary>
internal interface IZip<TIn, TOut>
{
    /// <summary>True where the vector form exists.</summary>
    static virtual bool HasVector => false;

    static abstract TOut Of(TIn a, TIn b);

    static virtual Vector<TOut> Of(Vector<TIn> a, Vector<TIn> b) => throw new UnreachableException();
}

/// <summary>y = f(x) over every number type, y of the type of x.</summary>
internal interface INumberMap
{
    static virtual bool HasVector<T>() => false;

    static abstract T Of<T>(T x)
        where T : unmanaged, INumber<T>;

    static virtual Vector<T> Of<T>(Vector<T> x) => throw new UnreachableException();
}

/// <summary>y = f(x) over float and double.</summary>
internal interface IFloatMap
{
    static virtual bool HasVector<T>() => false;

    static virtual bool HasRow => false;

    /// <summary>True where the form for 512 bits of floats exists.</summary>
    static virtual bool HasWide => false;

    static abstract T Of<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>;

    static virtual Vector<T> Of<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => throw new UnreachableException();

    static virtual Vector512<float> Of(Vector512<float> x) => throw new UnreachableException();

    /// <summary>y may be x.</summary>
    static virtual void Row<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => throw new UnreachableException();
}

/// <summary>y = f(a, b) over every number type, y of the type of the operands.</summary>
internal interface INumberZip
{
    static virtual bool HasVector<T>() => false;

    static abstract T Of<T>(T a, T b)
        where T : unmanaged, INumber<T>;

    static virtual Vector<T> Of<T>(Vector<T> a, Vector<T> b) => throw new UnreachableException();
}

/// <summary>y = f(a, b) over float and double.</summary>
internal interface IFloatZip
{
    static virtual bool HasVector<T>() => false;

    static abstract T Of<T>(T a, T b)
        where T : unmanaged, IFloatingPointIeee754<T>;

    static virtual Vector<T> Of<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IFloatingPointIeee754<T> => throw new UnreachableException();
}

/// <summary>A truth value of two numbers.</summary>
internal interface INumberTest
{
    static abstract bool Of<T>(T a, T b)
        where T : unmanaged, INumber<T>;
}

/// <summary>A formula over number types, taken at the type T.</summary>
internal readonly struct NumberMap<T, TFormula> : IMap<T, T>
    where T : unmanaged, INumber<T>
    where TFormula : struct, INumberMap
{
    public static bool HasVector => TFormula.HasVector<T>();

    public static T Of(T x) => TFormula.Of(x);

    public static Vector<T> Of(Vector<T> x) => TFormula.Of(x);
}

/// <summary>A formula over float and double, taken at the type T.</summary>
internal readonly struct FloatMap<T, TFormula> : IMap<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TFormula : struct, IFloatMap
{
    public static bool HasVector => TFormula.HasVector<T>();

    public static bool HasRow => TFormula.HasRow;

    public static bool HasWide => typeof(T) == typeof(float) && TFormula.HasWide;

    public static T Of(T x) => TFormula.Of(x);

    public static Vector<T> Of(Vector<T> x) => TFormula.Of(x);

    public static Vector512<T> Of(Vector512<T> x) => TFormula.Of(x.AsSingle()).As<float, T>();

    public static void Row(ReadOnlySpan<T> x, Span<T> y) => TFormula.Row(x, y);
}

/// <summary>A formula of two operands over number types, taken at the type T.</summary>
internal readonly struct NumberZip<T, TFormula> : IZip<T, T>
    where T : unmanaged, INumber<T>
    where TFormula : struct, INumberZip
{
    public static bool HasVector => TFormula.HasVector<T>();

    public static T Of(T a, T b) => TFormula.Of(a, b);

    public static Vector<T> Of(Vector<T> a, Vector<T> b) => TFormula.Of(a, b);
}

/// <summary>A formula of two operands over float and double, taken at the type T.</summary>
internal readonly struct FloatZip<T, TFormula> : IZip<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TFormula : struct, IFloatZip
{
    public static bool HasVector => TFormula.HasVector<T>();

    public static T Of(T a, T b) => TFormula.Of(a, b);

    public static Vector<T> Of(Vector<T> a, Vector<T> b) => TFormula.Of(a, b);
}

/// <summary>A truth value of two numbers, taken at the type T.</summary>
internal readonly struct NumberTest<T, TFormula> : IZip<T, bool>
    where T : unmanaged, INumber<T>
    where TFormula : struct, INumberTest
{
    public static bool Of(T a, T b) => TFormula.Of(a, b);
}
