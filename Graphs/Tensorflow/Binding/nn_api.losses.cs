using Tensorflow.Ops;

namespace Tensorflow;

public sealed partial class NnApi
{
    /// <summary>
    /// The negative logarithm of a Poisson likelihood: exp(log_input) - log_input * targets, element by element. With
    /// <paramref name="compute_full_loss"/> log(targets!) by Stirling's formula is added where targets are above 1.
    /// </summary>
    public Tensor log_poisson_loss(TensorLike targets, TensorLike log_input, bool compute_full_loss = false, string? name = null)
    {
        using var scope = Scope(name, "log_poisson_loss");
        var logRate = log_input.ToTensor("log_input");
        var counts = targets.ToTensorBeside(logRate.dtype.as_base_dtype(), "targets");
        var loss = OpBuilder.Apply("Exp", null, [logRate]) - logRate * counts;
        if (!compute_full_loss) return loss;
        var type = counts.dtype.as_base_dtype();
        var half = Const.Apply(ValueConversion.ToValue(0.5, type), "Const");
        var twoPi = Const.Apply(ValueConversion.ToValue(2 * Math.PI, type), "Const");
        var stirling = counts * OpBuilder.Apply("Log", null, [counts]) - counts + half * OpBuilder.Apply("Log", null, [twoPi * counts]);
        var zeros = OpBuilder.Apply("ZerosLike", "zeros_like", [counts]);
        var ones = OpBuilder.Apply("OnesLike", "ones_like", [counts]);
        var isSmall = OpBuilder.Apply("LogicalAnd", null, [counts >= zeros, counts <= ones]);
        return loss + OpBuilder.Apply("Select", null, [isSmall, zeros, stirling]);
    }
}
