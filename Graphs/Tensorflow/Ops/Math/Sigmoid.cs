using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>y = 1 / (1 + e^-x).</summary>
internal sealed class Sigmoid() : FloatUnary<SigmoidFormula>("Sigmoid")
{
    public override Tensor?[] Gradient(GradContext g) => [Node("SigmoidGrad", g.Output(), g.Dy())];
}

/// <summary>dx = dy y (1 - y) for y = sigmoid(x).</summary>
internal sealed class SigmoidGrad() : GradOp<SigmoidGrad.Formula>("SigmoidGrad")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        var scaled = g.Dy() * g.Input(1);
        return [scaled - 2.0 * scaled * g.Input(0), Node("SigmoidGrad", g.Input(0), g.Dy())];
    }

    internal readonly struct Formula : IFloatZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T y, T dy) where T : unmanaged, IFloatingPointIeee754<T> => dy * y * (T.One - y);

        public static Vector<T> Of<T>(Vector<T> y, Vector<T> dy) where T : unmanaged, IFloatingPointIeee754<T> => dy * y * (Vector<T>.One - y);
    }
}
