using System.Numerics;

namespace Tensorflow.Ops;

/// <summary>What formulas over every number type need beyond <see cref="INumber{T}"/>.</summary>
internal static class Numeric
{
    public static bool IsFloat<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    public static T Floor<T>(T x)
    {
        if (typeof(T) == typeof(float)) return (T)(object)MathF.Floor((float)(object)x!);
        if (typeof(T) == typeof(double)) return (T)(object)Math.Floor((double)(object)x!);
        return x;
    }

    public static T Truncate<T>(T x)
    {
        if (typeof(T) == typeof(float)) return (T)(object)MathF.Truncate((float)(object)x!);
        if (typeof(T) == typeof(double)) return (T)(object)Math.Truncate((double)(object)x!);
        return x;
    }

    /// <summary>The nearest whole number, halves to even.</summary>
    public static T Round<T>(T x)
    {
        if (typeof(T) == typeof(float)) return (T)(object)MathF.Round((float)(object)x!);
        if (typeof(T) == typeof(double)) return (T)(object)Math.Round((double)(object)x!);
        return x;
    }

    public static T Pow<T>(T x, T y) where T : INumber<T>
    {
        if (typeof(T) == typeof(float)) return (T)(object)MathF.Pow((float)(object)x, (float)(object)y);
        if (typeof(T) == typeof(double)) return (T)(object)Math.Pow((double)(object)x, (double)(object)y);
        if (y < T.Zero) throw new InvalidArgumentError("Integers to negative integer powers are not allowed");
        var power = T.One;
        for (var n = ulong.CreateTruncating(y); n != 0; n >>= 1)
        {
            if ((n & 1) != 0) power *= x;
            x *= x;
        }

        return power;
    }

    public static void CheckDivisor<T>(T y) where T : INumber<T>
    {
        if (y == T.Zero) throw new InvalidArgumentError("Integer division by zero");
    }

    /// <summary>True for -1, by which the least integer cannot be divided without overflow.</summary>
    public static bool IsMinusOne<T>(T y) where T : INumber<T> => y < T.Zero && y + T.One == T.Zero;
}
