using System.Numerics;

namespace Tensorflow.Ops;

/// <summary>The same tensor; the run fails if it holds a NaN or an infinity.</summary>
internal sealed class CheckNumerics() : OpType("CheckNumerics", "tensor: T -> output: T; T: floating; message: string")
{
    private const string Hint = "Look at what goes into it: a logarithm or root of a number below 0, a division by 0, or numbers that grew because the learning rate is too large.";

    public override bool IsStateful => true;

    public override bool CanOverwrite(int input) => true;

    public override void Infer(InferContext c) => c.Same();

    public override Tensor?[] Gradient(GradContext g) =>
        [OpBuilder.Apply("CheckNumerics", null, [g.Dy()], ("message", $"Not a number (NaN) or infinity (Inf) values detected in gradient. {g.Attrs.String("message")}"))];

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            bool hasNaN = false, hasInfinity = false;
            foreach (var value in k.In<T>(0))
            {
                hasNaN |= T.IsNaN(value);
                hasInfinity |= T.IsInfinity(value);
            }
            if (hasNaN || hasInfinity)
            {
                var found = hasNaN && hasInfinity ? "Inf and NaN" : hasNaN ? "NaN" : "Inf";
                throw new InvalidArgumentError($"{k.Attrs.String("message")} : Tensor had {found} values. {Hint}");
            }
            k.Input(0).CopyTo(k.Output());
        }
    }
}
