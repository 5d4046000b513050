using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>y = 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.</summary>
internal sealed class Erf() : FloatUnary<Erf.Formula>("Erf")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Slope(g.Input(0))];

    /// <summary>2/sqrt(pi) exp(-x^2).</summary>
    internal static Tensor Slope(Tensor x) => 2 / Math.Sqrt(Math.PI) * Node("Exp", -Node("Square", x));

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasVector<T>() => typeof(T) == typeof(float);

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => typeof(T) == typeof(float) ? VectorMath.Erf(Vector.Create(x).As<T, float>()).As<float, T>()[0] : T.CreateTruncating(Special.Erf(double.CreateTruncating(x)));

        public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => VectorMath.Erf(x.As<T, float>()).As<float, T>();
    }
}

/// <summary>y = 1 - erf(x).</summary>
internal sealed class Erfc() : FloatUnary<Erfc.Formula>("Erfc")
{
    public override Tensor?[] Gradient(GradContext g) => [-g.Dy() * Erf.Slope(g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(Special.Erfc(double.CreateTruncating(x)));
    }
}

/// <summary>y = log|Gamma(x)|.</summary>
internal sealed class Lgamma() : FloatUnary<Lgamma.Formula>("Lgamma")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Digamma", g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(Special.Lgamma(double.CreateTruncating(x)));
    }
}

/// <summary>y = the derivative of log|Gamma(x)|.</summary>
internal sealed class Digamma() : FloatUnary<Digamma.Formula>("Digamma")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Polygamma", Node("OnesLike", g.Input(0)), g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(Special.Digamma(double.CreateTruncating(x)));
    }
}

/// <summary>z = the derivative of order a of digamma at x; a is a whole number.</summary>
internal sealed class Polygamma() : FloatBinary<Polygamma.Formula>("Polygamma", "a: T, x: T -> z: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g) =>
        BroadcastGradient.ToInputs(g, null, g.Dy() * Node("Polygamma", g.Input(0) + 1, g.Input(1)));

    internal readonly struct Formula : IFloatZip
    {
        public static T Of<T>(T a, T x) where T : unmanaged, IFloatingPointIeee754<T> =>
            T.CreateTruncating(Special.Polygamma(double.CreateTruncating(a), double.CreateTruncating(x)));
    }
}

/// <summary>z = Hurwitz' zeta function, the sum of (q + k)^-x over k = 0, 1, ...</summary>
internal sealed class Zeta() : FloatBinary<Zeta.Formula>("Zeta", "x: T, q: T -> z: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g) =>
        BroadcastGradient.ToInputs(g, null, g.Dy() * (-g.Input(0) * Node("Zeta", g.Input(0) + 1, g.Input(1))));

    internal readonly struct Formula : IFloatZip
    {
        public static T Of<T>(T x, T q) where T : unmanaged, IFloatingPointIeee754<T> =>
            T.CreateTruncating(Special.Zeta(double.CreateTruncating(x), double.CreateTruncating(q)));
    }
}
