using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>y = (e^x - e^-x) / 2.</summary>
internal sealed class Sinh() : FloatUnary<Sinh.Formula>("Sinh")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Cosh", g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Sinh(x);
    }
}

/// <summary>y = (e^x + e^-x) / 2.</summary>
internal sealed class Cosh() : FloatUnary<Cosh.Formula>("Cosh")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Sinh", g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Cosh(x);
    }
}

/// <summary>y = tanh(x).</summary>
internal sealed class Tanh() : FloatUnary<TanhFormula>("Tanh")
{
    public override Tensor?[] Gradient(GradContext g) => [Node("TanhGrad", g.Output(), g.Dy())];
}

/// <summary>dx = dy (1 - y^2) for y = tanh(x).</summary>
internal sealed class TanhGrad() : GradOp<TanhGrad.Formula>("TanhGrad")
{
    public override Tensor?[] Gradient(GradContext g) =>
        [g.Dy() * -2.0 * g.Input(1) * g.Input(0), Node("TanhGrad", g.Input(0), g.Dy())];

    internal readonly struct Formula : IFloatZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T y, T dy) where T : unmanaged, IFloatingPointIeee754<T> => dy * (T.One - y * y);

        public static Vector<T> Of<T>(Vector<T> y, Vector<T> dy) where T : unmanaged, IFloatingPointIeee754<T> => dy * (Vector<T>.One - y * y);
    }
}

/// <summary>y = arsinh(x).</summary>
internal sealed class Asinh() : FloatUnary<Asinh.Formula>("Asinh")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() / Node("Cosh", g.Output())];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Asinh(x);
    }
}

/// <summary>y = arcosh(x), x at least 1.</summary>
internal sealed class Acosh() : FloatUnary<Acosh.Formula>("Acosh")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() / Node("Sinh", g.Output())];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Acosh(x);
    }
}

/// <summary>y = artanh(x), |x| at most 1.</summary>
internal sealed class Atanh() : FloatUnary<Atanh.Formula>("Atanh")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Reciprocal", 1 - Node("Square", g.Input(0)))];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Atanh(x);
    }
}
