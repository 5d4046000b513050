using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>activations = max(features, 0); integers too.</summary>
internal sealed class Relu() : NumberUnary<Relu.Formula>("Relu", "features: T -> activations: T; T: real")
{
    public override Tensor?[] Gradient(GradContext g) => [Node("ReluGrad", g.Dy(), g.Output())];

    internal readonly struct Formula : INumberMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, INumber<T> => T.Max(x, T.Zero);

        public static Vector<T> Of<T>(Vector<T> x) => Vector.Max(x, Vector<T>.Zero);
    }
}

/// <summary>backprops = gradients where features (or the activations) are above 0, else 0.</summary>
internal sealed class ReluGrad() : GradOp<ReluGrad.Formula>("ReluGrad", "gradients: T, features: T -> backprops: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g) => [Node("ReluGrad", g.Dy(), g.Input(1)), ZerosLike(g.Input(1))];

    internal readonly struct Formula : IFloatZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T dy, T x) where T : unmanaged, IFloatingPointIeee754<T> => x > T.Zero ? dy : T.Zero;

        public static Vector<T> Of<T>(Vector<T> dy, Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), dy, Vector<T>.Zero);
    }
}

/// <summary>activations = min(max(features, 0), 6).</summary>
internal sealed class Relu6() : FloatUnary<Relu6.Formula>("Relu6", "features: T -> activations: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g) => [Node("Relu6Grad", g.Dy(), g.Output())];

    internal readonly struct Formula : IFloatMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Min(T.Max(x, T.Zero), T.CreateChecked(6));

        public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Vector.Min(Vector.Max(x, Vector<T>.Zero), Vector.Create(T.CreateChecked(6)));
    }
}

/// <summary>backprops = gradients where features (or the activations) are between 0 and 6, else 0.</summary>
internal sealed class Relu6Grad() : GradOp<Relu6Grad.Formula>("Relu6Grad", "gradients: T, features: T -> backprops: T; T: floating")
{
    public override Tensor?[] Gradient(GradContext g) => [Node("Relu6Grad", g.Dy(), g.Input(1)), ZerosLike(g.Input(1))];

    internal readonly struct Formula : IFloatZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T dy, T x) where T : unmanaged, IFloatingPointIeee754<T> => x > T.Zero && x < T.CreateChecked(6) ? dy : T.Zero;

        public static Vector<T> Of<T>(Vector<T> dy, Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero) & Vector.LessThan(x, Vector.Create(T.CreateChecked(6))), dy, Vector<T>.Zero);
    }
}

/// <summary>activations = features where they are above 0, else alpha features.</summary>
internal sealed class LeakyRelu() : UnaryOp("LeakyRelu", "features: T -> activations: T; alpha: float = 0.2; T: floating")
{
    public override Tensor?[] Gradient(GradContext g) =>
        [OpBuilder.Apply("LeakyReluGrad", null, [g.Dy(), g.Input(0)], ("alpha", g.Attrs.Float("alpha")))];

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            LeakyReluGrad.Sloped(k.In<T>(0), k.In<T>(0), T.CreateChecked(k.Attrs.Float("alpha")), k.Out<T>());
        }
    }
}

/// <summary>backprops = gradients where features are above 0, else alpha gradients.</summary>
internal sealed class LeakyReluGrad() : OpType("LeakyReluGrad", "gradients: T, features: T -> backprops: T; alpha: float = 0.2; T: floating")
{
    public override bool CanOverwrite(int input) => true;

    public override void Infer(InferContext c) => c.Set(0, c.Merge(c.Input(0), c.Input(1)));

    public override Tensor?[] Gradient(GradContext g) =>
        [OpBuilder.Apply("LeakyReluGrad", null, [g.Dy(), g.Input(1)], ("alpha", g.Attrs.Float("alpha"))), ZerosLike(g.Input(1))];

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    /// <summary>z = y where x is above 0, else alpha y.</summary>
    internal static void Sloped<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, T alpha, Span<T> z) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < z.Length; i++) z[i] = x[i] > T.Zero ? y[i] : y[i] * alpha;
    }

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Sloped(k.In<T>(0), k.In<T>(1), T.CreateChecked(k.Attrs.Float("alpha")), k.Out<T>());
    }
}
