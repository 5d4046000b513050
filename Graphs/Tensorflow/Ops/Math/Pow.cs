using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>z = x^y.</summary>
/// <exception cref="InvalidArgumentError">An integer is raised to a negative power.</exception>
internal sealed class Pow() : NumberBinary<Pow.Formula>("Pow", "x: T, y: T -> z: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor x = g.Input(0), y = g.Input(1);
        var dx = g.Dy() * y * Node("Pow", x, y - 1);

        // log(x) is wanted only where it is real; elsewhere x^y does not depend on y smoothly.
        var positive = x > 0;
        var safe = Node("SelectV2", positive, x, Node("OnesLike", x));
        var log = Node("SelectV2", positive, Node("Log", safe), ZerosLike(x));
        return BroadcastGradient.ToInputs(g, dx, g.Dy() * g.Output() * log);
    }

    internal readonly struct Formula : INumberZip
    {
        public static T Of<T>(T x, T y) where T : unmanaged, INumber<T> => Numeric.Pow(x, y);
    }
}

/// <summary>z = x log(y), but 0 where x is 0.</summary>
internal sealed class Xlogy() : FloatBinary<Xlogy.Formula>("Xlogy")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor x = g.Input(0), y = g.Input(1);
        return BroadcastGradient.ToInputs(g, Node("Xlogy", IsNotZero(x), y) * g.Dy(), Node("Xdivy", x, y) * g.Dy());
    }

    /// <summary>1 where x is not 0, else 0.</summary>
    internal static Tensor IsNotZero(Tensor x) =>
        OpBuilder.Apply("Cast", null, [Node("NotEqual", x, 0)], ("DstT", x.dtype));

    internal readonly struct Formula : IFloatZip
    {
        public static T Of<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => x == T.Zero ? T.Zero : x * T.Log(y);
    }
}

/// <summary>z = x log(1 + y), but 0 where x is 0.</summary>
internal sealed class Xlog1py() : FloatBinary<Xlog1py.Formula>("Xlog1py")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor x = g.Input(0), y = g.Input(1);
        return BroadcastGradient.ToInputs(g, Node("Xlog1py", Xlogy.IsNotZero(x), y) * g.Dy(), Node("Xdivy", x, y + 1) * g.Dy());
    }

    internal readonly struct Formula : IFloatZip
    {
        public static T Of<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> =>
            x == T.Zero ? T.Zero : x * VectorMath.Log1p(Vector.Create(y))[0];
    }
}

/// <summary>z = x / y, but 0 where x is 0.</summary>
internal sealed class Xdivy() : FloatBinary<Xdivy.Formula>("Xdivy")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor x = g.Input(0), y = g.Input(1);
        return BroadcastGradient.ToInputs(g, Node("Xdivy", Xlogy.IsNotZero(x), y) * g.Dy(), Node("Xdivy", -x, Node("Square", y)) * g.Dy());
    }

    internal readonly struct Formula : IFloatZip
    {
        public static T Of<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => x == T.Zero ? T.Zero : x / y;
    }
}
