using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>y = sin(x).</summary>
internal sealed class Sin() : FloatUnary<Sin.Formula>("Sin")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Cos", g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasRow => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Sin(x);

        public static void Row<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T> => System.Numerics.Tensors.TensorPrimitives.Sin(x, y);
    }
}

/// <summary>y = cos(x).</summary>
internal sealed class Cos() : FloatUnary<Cos.Formula>("Cos")
{
    public override Tensor?[] Gradient(GradContext g) => [-g.Dy() * Node("Sin", g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasRow => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Cos(x);

        public static void Row<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T> => System.Numerics.Tensors.TensorPrimitives.Cos(x, y);
    }
}

/// <summary>y = tan(x).</summary>
internal sealed class Tan() : FloatUnary<Tan.Formula>("Tan")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Square", Node("Reciprocal", Node("Cos", g.Input(0))))];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasRow => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Tan(x);

        public static void Row<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T> => System.Numerics.Tensors.TensorPrimitives.Tan(x, y);
    }
}

/// <summary>y = arcsin(x) in [-pi/2, pi/2]; NaN outside [-1, 1].</summary>
internal sealed class Asin() : FloatUnary<Asin.Formula>("Asin")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Slope(g.Input(0))];

    /// <summary>1 / sqrt(1 - x^2).</summary>
    internal static Tensor Slope(Tensor x) => Node("Reciprocal", Node("Sqrt", 1 - Node("Square", x)));

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Asin(x);
    }
}

/// <summary>y = arccos(x) in [0, pi]; NaN outside [-1, 1].</summary>
internal sealed class Acos() : FloatUnary<Acos.Formula>("Acos")
{
    public override Tensor?[] Gradient(GradContext g) => [-g.Dy() * Asin.Slope(g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Acos(x);
    }
}

/// <summary>y = arctan(x) in [-pi/2, pi/2].</summary>
internal sealed class Atan() : FloatUnary<Atan.Formula>("Atan")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Reciprocal", 1 + Node("Square", g.Input(0)))];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Atan(x);
    }
}

/// <summary>z = the angle of the point (x, y), arctan(y / x) in the right quadrant; the first input is y.</summary>
internal sealed class Atan2() : FloatBinary<Atan2.Formula>("Atan2", "y: T, x: T -> z: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor y = g.Input(0), x = g.Input(1);
        var scaled = g.Dy() / (Node("Square", x) + Node("Square", y));
        return BroadcastGradient.ToInputs(g, x * scaled, -y * scaled);
    }

    internal readonly struct Formula : IFloatZip
    {
        public static T Of<T>(T y, T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Atan2(y, x);
    }
}
