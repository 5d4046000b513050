using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>y = -x.</summary>
internal sealed class Neg() : NumberUnary<Neg.Formula>("Neg", "x: T -> y: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g) => [-g.Dy()];

    internal readonly struct Formula : INumberMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, INumber<T> => -x;

        public static Vector<T> Of<T>(Vector<T> x) => -x;
    }
}

/// <summary>y = |x|.</summary>
internal sealed class Abs() : NumberUnary<Abs.Formula>("Abs", "x: T -> y: T; T: real")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Sign", g.Input(0))];

    internal readonly struct Formula : INumberMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, INumber<T> => Numeric.IsFloat<T>() ? T.Abs(x) : x < T.Zero ? -x : x;

        public static Vector<T> Of<T>(Vector<T> x) => Vector.Abs(x);
    }
}

/// <summary>y = -1, 0 or 1 as x is below, at or above 0; NaN stays NaN.</summary>
internal sealed class Sign() : NumberUnary<Sign.Formula>("Sign", "x: T -> y: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g) => [ZerosLike(g.Input(0))];

    internal readonly struct Formula : INumberMap
    {
        public static T Of<T>(T x) where T : unmanaged, INumber<T> => x > T.Zero ? T.One : x < T.Zero ? T.Zero - T.One : x;
    }
}
