using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>y = e^x.</summary>
internal sealed class Exp() : FloatUnary<ExpFormula>("Exp")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * g.Output()];
}

/// <summary>y = e^x - 1, exact for small x.</summary>
internal sealed class Expm1() : FloatUnary<Expm1.Formula>("Expm1")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Exp", g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => VectorMath.Expm1(Vector.Create(x))[0];

        public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => VectorMath.Expm1(x);
    }
}

/// <summary>y = log(x), the natural logarithm.</summary>
internal sealed class Log() : FloatUnary<Log.Formula>("Log")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Reciprocal", g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => Of(Vector.Create(x))[0];

        // TensorFlow takes denormal numbers for 0.
        public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Vector.ConditionalSelect(
            Vector.LessThan(Vector.Abs(x), Vector.Create(typeof(T) == typeof(float) ? T.CreateTruncating(1.17549435e-38f) : T.CreateTruncating(2.2250738585072014e-308))),
            Vector.Create(T.NegativeInfinity),
            VectorMath.Log(x));
    }
}

/// <summary>y = log(1 + x), exact for small x.</summary>
internal sealed class Log1p() : FloatUnary<Log1p.Formula>("Log1p")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Reciprocal", 1 + g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => VectorMath.Log1p(Vector.Create(x))[0];

        public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => VectorMath.Log1p(x);
    }
}
