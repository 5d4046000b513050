using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>z = x / y rounded down, towards negative infinity.</summary>
/// <exception cref="InvalidArgumentError">An integer is divided by 0.</exception>
internal sealed class FloorDiv() : NumberBinary<FloorDiv.Formula>("FloorDiv", "x: T, y: T -> z: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g) => [null, null];

    internal readonly struct Formula : INumberZip
    {
        public static T Of<T>(T x, T y) where T : unmanaged, INumber<T>
        {
            if (Numeric.IsFloat<T>()) return Numeric.Floor(x / y);
            var quotient = TruncateDiv.Formula.Of(x, y);
            return (x < T.Zero) != (y < T.Zero) && quotient * y != x ? quotient - T.One : quotient;
        }
    }
}

/// <summary>z = x - floor(x / y) y, which has the sign of y, as Python's %.</summary>
/// <exception cref="InvalidArgumentError">An integer is divided by 0.</exception>
internal sealed class FloorMod() : NumberBinary<FloorMod.Formula>("FloorMod", "x: T, y: T -> z: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g) =>
        BroadcastGradient.ToInputs(g, g.Dy(), g.Dy() * -Node("FloorDiv", g.Input(0), g.Input(1)));

    internal readonly struct Formula : INumberZip
    {
        public static T Of<T>(T x, T y) where T : unmanaged, INumber<T>
        {
            var rest = TruncateMod.Formula.Of(x, y);
            return rest != T.Zero && (rest < T.Zero) != (y < T.Zero) ? rest + y : rest;
        }
    }
}

/// <summary>z = x / y of integers, rounded towards zero as in C; floating point is divided and cut.</summary>
/// <exception cref="InvalidArgumentError">An integer is divided by 0.</exception>
internal sealed class TruncateDiv() : NumberBinary<TruncateDiv.Formula>("TruncateDiv", "x: T, y: T -> z: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g) => [null, null];

    internal readonly struct Formula : INumberZip
    {
        public static T Of<T>(T x, T y) where T : unmanaged, INumber<T>
        {
            if (Numeric.IsFloat<T>()) return Numeric.Truncate(x / y);
            Numeric.CheckDivisor(y);
            return Numeric.IsMinusOne(y) ? T.Zero - x : x / y;
        }
    }
}

/// <summary>z = the rest of x / y rounded towards zero, which has the sign of x. TensorFlow has it under two names.</summary>
/// <exception cref="InvalidArgumentError">An integer is divided by 0.</exception>
internal sealed class TruncateMod(string name) : NumberBinary<TruncateMod.Formula>(name, "x: T, y: T -> z: T; T: number")
{
    public override string NoGradientReason => "TensorFlow defines none either; FloorMod has one.";

    internal readonly struct Formula : INumberZip
    {
        public static T Of<T>(T x, T y) where T : unmanaged, INumber<T>
        {
            if (Numeric.IsFloat<T>()) return x % y;
            Numeric.CheckDivisor(y);
            return Numeric.IsMinusOne(y) ? T.Zero : x % y;
        }
    }
}
