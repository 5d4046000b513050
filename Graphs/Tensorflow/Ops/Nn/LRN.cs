namespace Tensorflow.Ops;

/// <summary>
/// Local response normalization over the last dimension: y[d] = x[d] / (bias + alpha * sum of x[e]^2 over |e - d| at most depth_radius)^beta.
/// </summary>
internal sealed class LRN() : OpType("LRN",
    "input: T -> output: T; depth_radius: int = 5; bias: float = 1; alpha: float = 1; beta: float = 0.5; T: floating = float32")
{
    public override void Infer(InferContext c) => c.Set(0, c.WithRank(0, 4));

    public override Tensor?[] Gradient(GradContext g) =>
    [
        OpBuilder.Apply("LRNGrad", null, [g.Dy(), g.Input(0), g.Output()],
            ("depth_radius", g.Attrs["depth_radius"]), ("bias", g.Attrs["bias"]), ("alpha", g.Attrs["alpha"]), ("beta", g.Attrs["beta"])),
    ];

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k)
        {
            var depth = k.Input(0).Dims[3];
            Kernels.LocalResponseNormalization.Forward(
                depth == 0 ? 0 : k.Input(0).Count / depth, depth, k.Attrs.Int("depth_radius"),
                T.CreateTruncating(k.Attrs.Float("bias")), T.CreateTruncating(k.Attrs.Float("alpha")), T.CreateTruncating(k.Attrs.Float("beta")),
                k.In<T>(0), k.Out<T>());
        }
    }
}

/// <summary>The gradient of <see cref="LRN"/>.</summary>
internal sealed class LRNGrad() : OpType("LRNGrad",
    "input_grads: T, input_image: T, output_image: T -> output: T; depth_radius: int = 5; bias: float = 1; alpha: float = 1; beta: float = 0.5; T: floating = float32")
{
    public override string NoGradientReason => "TensorFlow defines no second derivative of local response normalization.";

    public override void Infer(InferContext c) => c.Set(0, c.Merge(c.Merge(c.WithRank(0, 4), c.Input(1)), c.Input(2)));

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k)
        {
            var depth = k.Input(0).Dims[3];
            Kernels.LocalResponseNormalization.Gradient(
                depth == 0 ? 0 : k.Input(0).Count / depth, depth, k.Attrs.Int("depth_radius"),
                T.CreateTruncating(k.Attrs.Float("bias")), T.CreateTruncating(k.Attrs.Float("alpha")), T.CreateTruncating(k.Attrs.Float("beta")),
                k.In<T>(0), k.In<T>(1), k.In<T>(2), k.Out<T>());
        }
    }
}
