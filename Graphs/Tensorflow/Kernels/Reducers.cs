using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>An associative combination of elements with its identity; an element is first passed through Load.</summary>
internal interface IReducer
{
    static abstract T Identity<T>()
        where T : unmanaged, INumber<T>;

    static abstract T Combine<T>(T a, T b)
        where T : unmanaged, INumber<T>;

    static abstract Vector<T> Combine<T>(Vector<T> a, Vector<T> b);

    static virtual T Load<T>(T x)
        where T : unmanaged, INumber<T> => x;

    static virtual Vector<T> Load<T>(Vector<T> x) => x;
}

internal readonly struct SumReducer : IReducer
{
    public static T Identity<T>()
        where T : unmanaged, INumber<T> => T.Zero;

    public static T Combine<T>(T a, T b)
        where T : unmanaged, INumber<T> => a + b;

    public static Vector<T> Combine<T>(Vector<T> a, Vector<T> b) => a + b;
}

internal readonly struct SumOfSquaresReducer : IReducer
{
    public static T Identity<T>()
        where T : unmanaged, INumber<T> => T.Zero;

    public static T Combine<T>(T a, T b)
        where T : unmanaged, INumber<T> => a + b;

    public static Vector<T> Combine<T>(Vector<T> a, Vector<T> b) => a + b;

    public static T Load<T>(T x)
        where T : unmanaged, INumber<T> => x * x;

    public static Vector<T> Load<T>(Vector<T> x) => x * x;
}

internal readonly struct ProdReducer : IReducer
{
    public static T Identity<T>()
        where T : unmanaged, INumber<T> => T.One;

    public static T Combine<T>(T a, T b)
        where T : unmanaged, INumber<T> => a * b;

    public static Vector<T> Combine<T>(Vector<T> a, Vector<T> b) => a * b;
}

/// <summary>The greatest; NaN if any is NaN; -infinity or the least integer for none.</summary>
internal readonly struct MaxReducer : IReducer
{
    public static T Identity<T>()
        where T : unmanaged, INumber<T> => T.CreateSaturating(double.NegativeInfinity);

    public static T Combine<T>(T a, T b)
        where T : unmanaged, INumber<T> => T.Max(a, b);

    public static Vector<T> Combine<T>(Vector<T> a, Vector<T> b) => Vector.Max(a, b);
}

/// <summary>The least; NaN if any is NaN; infinity or the greatest integer for none.</summary>
internal readonly struct MinReducer : IReducer
{
    public static T Identity<T>()
        where T : unmanaged, INumber<T> => T.CreateSaturating(double.PositiveInfinity);

    public static T Combine<T>(T a, T b)
        where T : unmanaged, INumber<T> => T.Min(a, b);

    public static Vector<T> Combine<T>(Vector<T> a, Vector<T> b) => Vector.Min(a, b);
}

/// <summary>Conjunction of truth values stored as bytes 0 and 1; true for none.</summary>
internal readonly struct AllReducer : IReducer
{
    public static T Identity<T>()
        where T : unmanaged, INumber<T> => T.One;

    public static T Combine<T>(T a, T b)
        where T : unmanaged, INumber<T> => T.Min(a, b);

    public static Vector<T> Combine<T>(Vector<T> a, Vector<T> b) => Vector.Min(a, b);
}

/// <summary>Disjunction of truth values stored as bytes 0 and 1; false for none.</summary>
internal readonly struct AnyReducer : IReducer
{
    public static T Identity<T>()
        where T : unmanaged, INumber<T> => T.Zero;

    public static T Combine<T>(T a, T b)
        where T : unmanaged, INumber<T> => T.Max(a, b);

    public static Vector<T> Combine<T>(Vector<T> a, Vector<T> b) => Vector.Max(a, b);
}
