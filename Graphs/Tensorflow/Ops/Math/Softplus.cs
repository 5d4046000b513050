using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>activations = log(1 + e^features).</summary>
internal sealed class Softplus() : FloatUnary<Softplus.Formula>("Softplus", "features: T -> activations: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g) => [g.Dy() * Node("Sigmoid", g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => Of(Vector.Create(x))[0];

        // max(x, 0) + log(1 + e^-|x|) neither overflows nor loses the small results.
        public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
            Vector.Max(x, Vector<T>.Zero) + VectorMath.Log1p(VectorMath.Exp(-Vector.Abs(x)));
    }
}

/// <summary>backprops = gradients / (1 + e^-features).</summary>
internal sealed class SoftplusGrad() : GradOp<SoftplusGrad.Formula>("SoftplusGrad", "gradients: T, features: T -> backprops: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g) 
    {
        Tensor dy = g.Input(0), x = g.Input(1);
        return [Node("SoftplusGrad", g.Dy(), x), g.Dy() * dy / (Node("Exp", -x) + 2.0 + Node("Exp", x))];
    }

    internal readonly struct Formula : IFloatZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T dy, T x) where T : unmanaged, IFloatingPointIeee754<T> => dy / (T.One + VectorMath.Exp(Vector.Create(-x))[0]);

        public static Vector<T> Of<T>(Vector<T> dy, Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => dy / (Vector<T>.One + VectorMath.Exp(-x));
    }
}

/// <summary>activations = features / (1 + |features|).</summary>
internal sealed class Softsign() : FloatUnary<Softsign.Formula>("Softsign", "features: T -> activations: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g) => [Node("SoftsignGrad", g.Dy(), g.Input(0))];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x / (T.One + T.Abs(x));

        public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => x / (Vector<T>.One + Vector.Abs(x));
    }
}

/// <summary>backprops = gradients / (1 + |features|)^2.</summary>
internal sealed class SoftsignGrad() : GradOp<SoftsignGrad.Formula>("SoftsignGrad", "gradients: T, features: T -> backprops: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor dy = g.Input(0), x = g.Input(1);
        var slope = Node("SoftsignGrad", g.Dy(), x);
        return [slope, -2.0 * dy * slope * Node("Sign", x) / (1 + Node("Abs", x))];
    }

    internal readonly struct Formula : IFloatZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T dy, T x) where T : unmanaged, IFloatingPointIeee754<T> => dy / ((T.One + T.Abs(x)) * (T.One + T.Abs(x)));

        public static Vector<T> Of<T>(Vector<T> dy, Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T>
        {
            var denominator = Vector<T>.One + Vector.Abs(x);
            return dy / (denominator * denominator);
        }
    }
}
