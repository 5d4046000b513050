using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>y = x^2.</summary>
internal sealed class Square() : NumberUnary<Square.Formula>("Square", "x: T -> y: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * (g.Input(0) * 2)];

    internal readonly struct Formula : INumberMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, INumber<T> => x * x;

        public static Vector<T> Of<T>(Vector<T> x) => x * x;
    }
}

/// <summary>y = sqrt(x).</summary>
internal sealed class Sqrt() : FloatUnary<Sqrt.Formula>("Sqrt")
{
    public override Tensor?[] Gradient(GradContext g) => [Node("SqrtGrad", g.Output(), g.Dy())];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Sqrt(x);

        public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Vector.SquareRoot(x);
    }
}

/// <summary>dx = dy / (2 y) for y = sqrt(x).</summary>
internal sealed class SqrtGrad() : GradOp<SqrtGrad.Formula>("SqrtGrad")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        var ratio = g.Dy() / g.Input(0);
        return [-ratio * g.Output(), 0.5 * ratio];
    }

    internal readonly struct Formula : IFloatZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T y, T dy) where T : unmanaged, IFloatingPointIeee754<T> => dy * T.CreateChecked(0.5) / y;

        public static Vector<T> Of<T>(Vector<T> y, Vector<T> dy) where T : unmanaged, IFloatingPointIeee754<T> => dy * Vector.Create(T.CreateChecked(0.5)) / y;
    }
}

/// <summary>y = 1 / sqrt(x).</summary>
internal sealed class Rsqrt() : FloatUnary<Rsqrt.Formula>("Rsqrt")
{
    public override Tensor?[] Gradient(GradContext g) => [Node("RsqrtGrad", g.Output(), g.Dy())];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.One / T.Sqrt(x);

        public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Vector<T>.One / Vector.SquareRoot(x);
    }
}

/// <summary>dx = -dy y^3 / 2 for y = 1 / sqrt(x).</summary>
internal sealed class RsqrtGrad() : GradOp<RsqrtGrad.Formula>("RsqrtGrad")
{
    public override Tensor?[] Gradient(GradContext g) =>
        [-1.5 * g.Dy() * g.Input(1) * Node("Square", g.Input(0)), Node("RsqrtGrad", g.Input(0), g.Dy())];

    internal readonly struct Formula : IFloatZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T y, T dy) where T : unmanaged, IFloatingPointIeee754<T> => T.CreateChecked(-0.5) * (dy * y) * (y * y);

        public static Vector<T> Of<T>(Vector<T> y, Vector<T> dy) where T : unmanaged, IFloatingPointIeee754<T> =>
            Vector.Create(T.CreateChecked(-0.5)) * (dy * y) * (y * y);
    }
}

/// <summary>y = 1 / x. TensorFlow has it under two names.</summary>
internal sealed class Reciprocal(string name) : NumberUnary<Reciprocal.Formula>(name, "x: T -> y: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g) => [Node("ReciprocalGrad", g.Output(), g.Dy())];

    internal readonly struct Formula : INumberMap
    {
        public static bool HasVector<T>() => Numeric.IsFloat<T>();

        public static T Of<T>(T x) where T : unmanaged, INumber<T>
        {
            if (!Numeric.IsFloat<T>()) Numeric.CheckDivisor(x);
            return T.One / x;
        }

        public static Vector<T> Of<T>(Vector<T> x) => Vector<T>.One / x;
    }
}

/// <summary>dx = -dy y^2 for y = 1 / x. TensorFlow has it under two names.</summary>
internal sealed class ReciprocalGrad(string name) : GradOp<ReciprocalGrad.Formula>(name)
{
    public override Tensor?[] Gradient(GradContext g) =>
        [g.Dy() * -2.0 * g.Input(1) * g.Input(0), Node("ReciprocalGrad", g.Input(0), g.Dy())];

    internal readonly struct Formula : IFloatZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T y, T dy) where T : unmanaged, IFloatingPointIeee754<T> => -dy * y * y;

        public static Vector<T> Of<T>(Vector<T> y, Vector<T> dy) where T : unmanaged, IFloatingPointIeee754<T> => -dy * y * y;
    }
}
