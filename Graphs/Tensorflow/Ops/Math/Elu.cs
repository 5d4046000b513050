using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>activations = features where they are at least 0, else e^features - 1.</summary>
internal sealed class Elu() : FloatUnary<Elu.Formula>("Elu", "features: T -> activations: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g) => [Node("EluGrad", g.Dy(), g.Output())];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x < T.Zero ? VectorMath.Expm1(Vector.Create(x))[0] : x;

        public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), VectorMath.Expm1(x), x);
    }
}

/// <summary>backprops = gradients where outputs are at least 0, else gradients (outputs + 1).</summary>
internal sealed class EluGrad() : GradOp<EluGrad.Formula>("EluGrad", "gradients: T, outputs: T -> backprops: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g) =>
    [
        Node("EluGrad", g.Dy(), g.Input(1)),
        Node("SelectV2", g.Input(1) < 0, g.Dy() * g.Input(0), ZerosLike(g.Input(1))),
    ];

    internal readonly struct Formula : IFloatZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T dy, T y) where T : unmanaged, IFloatingPointIeee754<T> => y < T.Zero ? (y + T.One) * dy : dy;

        public static Vector<T> Of<T>(Vector<T> dy, Vector<T> y) where T : unmanaged, IFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.LessThan(y, Vector<T>.Zero), (y + Vector<T>.One) * dy, dy);
    }
}

/// <summary>
/// activations = scale features where they are at least 0, else scale alpha (e^features - 1), with the constants of
/// "Self-Normalizing Neural Networks" (Klambauer et al., 2017).
/// </summary>
internal sealed class Selu() : FloatUnary<Selu.Formula>("Selu", "features: T -> activations: T; T: floating")
{
    internal const double Scale = 1.0507009873554804934193349852946;
    internal const double ScaleAlpha = 1.7580993408473768599402175208123;

    public override Tensor?[] Gradient(GradContext g) => [Node("SeluGrad", g.Dy(), g.Output())];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => Of(Vector.Create(x))[0];

        public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Vector.ConditionalSelect(
            Vector.LessThan(x, Vector<T>.Zero),
            Vector.Create(T.CreateChecked(ScaleAlpha)) * VectorMath.Expm1(x),
            Vector.Create(T.CreateChecked(Scale)) * x);
    }
}

/// <summary>backprops = scale gradients where outputs are at least 0, else gradients (outputs + scale alpha).</summary>
internal sealed class SeluGrad() : GradOp<SeluGrad.Formula>("SeluGrad", "gradients: T, outputs: T -> backprops: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g) =>
    [
        Node("SeluGrad", g.Dy(), g.Input(1)),
        Node("SelectV2", g.Input(1) < 0, g.Dy() * g.Input(0), ZerosLike(g.Input(1))),
    ];

    internal readonly struct Formula : IFloatZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T dy, T y) where T : unmanaged, IFloatingPointIeee754<T> => y < T.Zero ? dy * (y + T.CreateChecked(Selu.ScaleAlpha)) : dy * T.CreateChecked(Selu.Scale);

        public static Vector<T> Of<T>(Vector<T> dy, Vector<T> y) where T : unmanaged, IFloatingPointIeee754<T> => Vector.ConditionalSelect(
            Vector.LessThan(y, Vector<T>.Zero), dy * (y + Vector.Create(T.CreateChecked(Selu.ScaleAlpha))), dy * Vector.Create(T.CreateChecked(Selu.Scale)));
    }
}
