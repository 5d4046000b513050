using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>z = x + y.</summary>
internal sealed class AddV2() : NumberBinary<AddV2.Formula>("AddV2", "x: T, y: T -> z: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g) => BroadcastGradient.ToInputs(g, g.Dy(), g.Dy());

    internal readonly struct Formula : INumberZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x, T y) where T : unmanaged, INumber<T> => x + y;

        public static Vector<T> Of<T>(Vector<T> x, Vector<T> y) => x + y;
    }
}

/// <summary>z = x + y; strings are joined.</summary>
internal sealed class Add() : NumberBinary<AddV2.Formula>("Add", "x: T, y: T -> z: T; T: type")
{
    public override bool CanOverwrite(int input) => false;

    public override Tensor?[] Gradient(GradContext g) => BroadcastGradient.ToInputs(g, g.Dy(), g.Dy());

    public override void Run(KernelContext k)
    {
        if (k.Input(0).IsObject) Strings.Zip(k, k.Output().Objects, (x, y) => (object)(byte[])[.. x, .. y]);
        else base.Run(k);
    }
}

/// <summary>z = x - y.</summary>
internal sealed class Sub() : NumberBinary<Sub.Formula>("Sub", "x: T, y: T -> z: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g) => BroadcastGradient.ToInputs(g, g.Dy(), -g.Dy());

    internal readonly struct Formula : INumberZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x, T y) where T : unmanaged, INumber<T> => x - y;

        public static Vector<T> Of<T>(Vector<T> x, Vector<T> y) => x - y;
    }
}

/// <summary>z = x y.</summary>
internal sealed class Mul() : NumberBinary<Mul.Formula>("Mul", "x: T, y: T -> z: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g) => BroadcastGradient.ToInputs(g, g.Dy() * g.Input(1), g.Input(0) * g.Dy());

    internal readonly struct Formula : INumberZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x, T y) where T : unmanaged, INumber<T> => x * y;

        public static Vector<T> Of<T>(Vector<T> x, Vector<T> y) => x * y;
    }
}

/// <summary>z = x y, but 0 where y is 0, even if x is infinite or NaN.</summary>
internal sealed class MulNoNan() : FloatBinary<MulNoNan.Formula>("MulNoNan")
{
    public override Tensor?[] Gradient(GradContext g) =>
        BroadcastGradient.ToInputs(g, Node("MulNoNan", g.Dy(), g.Input(1)), Node("MulNoNan", g.Input(0), g.Dy()));

    internal readonly struct Formula : IFloatZip
    {
        public static T Of<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => y == T.Zero ? T.Zero : x * y;
    }
}

/// <summary>z = x / y for floating point; Div divides integers as C does, towards zero.</summary>
internal sealed class Div(string name) : NumberBinary<Div.Formula>(name, "x: T, y: T -> z: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor x = g.Input(0), y = g.Input(1);
        return BroadcastGradient.ToInputs(g, Node(Name, g.Dy(), y), g.Dy() * Node(Name, Node(Name, -x, y), y));
    }

    internal readonly struct Formula : INumberZip
    {
        public static bool HasVector<T>() => Numeric.IsFloat<T>();

        public static T Of<T>(T x, T y) where T : unmanaged, INumber<T> => Numeric.IsFloat<T>() ? x / y : TruncateDiv.Formula.Of(x, y);

        public static Vector<T> Of<T>(Vector<T> x, Vector<T> y) => x / y;
    }
}

/// <summary>z = x / y, but 0 where y is 0.</summary>
internal sealed class DivNoNan() : FloatBinary<DivNoNan.Formula>("DivNoNan")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor x = g.Input(0), y = g.Input(1);
        return BroadcastGradient.ToInputs(g, Node(Name, g.Dy(), y), g.Dy() * Node(Name, Node(Name, -x, y), y));
    }

    internal readonly struct Formula : IFloatZip
    {
        public static T Of<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => y == T.Zero ? T.Zero : x / y;
    }
}

/// <summary>z = (x - y)^2.</summary>
internal sealed class SquaredDifference() : NumberBinary<SquaredDifference.Formula>("SquaredDifference", "x: T, y: T -> z: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        var dx = 2 * g.Dy() * (g.Input(0) - g.Input(1));
        return BroadcastGradient.ToInputs(g, dx, -dx);
    }

    internal readonly struct Formula : INumberZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x, T y) where T : unmanaged, INumber<T> => (x - y) * (x - y);

        public static Vector<T> Of<T>(Vector<T> x, Vector<T> y)
        {
            var difference = x - y;
            return difference * difference;
        }
    }
}

/// <summary>z = the greater of x and y; NaN if either is.</summary>
internal sealed class Maximum() : NumberBinary<Maximum.Formula>("Maximum", "x: T, y: T -> z: T; T: real")
{
    public override Tensor?[] Gradient(GradContext g) => Chosen(g, "GreaterEqual");

    /// <summary>The cotangent goes to x where the comparison holds, to y elsewhere.</summary>
    internal static Tensor?[] Chosen(GradContext g, string comparison)
    {
        var zeros = ZerosLike(g.Dy());
        var takesX = Node(comparison, g.Input(0), g.Input(1));
        return BroadcastGradient.ToInputs(g, Node("SelectV2", takesX, g.Dy(), zeros), Node("SelectV2", takesX, zeros, g.Dy()));
    }

    internal readonly struct Formula : INumberZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x, T y) where T : unmanaged, INumber<T> => T.Max(x, y);

        public static Vector<T> Of<T>(Vector<T> x, Vector<T> y) => Vector.Max(x, y);
    }
}

/// <summary>z = the lesser of x and y; NaN if either is.</summary>
internal sealed class Minimum() : NumberBinary<Minimum.Formula>("Minimum", "x: T, y: T -> z: T; T: real")
{
    public override Tensor?[] Gradient(GradContext g) => Maximum.Chosen(g, "LessEqual");

    internal readonly struct Formula : INumberZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x, T y) where T : unmanaged, INumber<T> => T.Min(x, y);

        public static Vector<T> Of<T>(Vector<T> x, Vector<T> y) => Vector.Min(x, y);
    }
}
