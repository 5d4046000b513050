using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// RMSProp: s = decay s + (1 - decay) g^2; o = momentum o + learning_rate g / sqrt(s + epsilon); w -= o (Hinton's lecture 6).
/// Centered, the average gradient's square is taken off s: the estimated variance instead of the mean square.
/// </summary>
/// <param name="learning_rate">The step size; a number or a tensor.</param>
/// <param name="decay">The decay of the averages, from 0 to 1.</param>
/// <param name="momentum">How much of the last step goes on.</param>
/// <param name="epsilon">Keeps the quotient finite.</param>
/// <param name="use_locking">Accepted for compatibility.</param>
/// <param name="centered">True to normalize by the variance.</param>
/// <param name="name">The scope of the operations and the name of the slots <c>rms</c>, <c>mg</c> (centered) and <c>momentum</c>.</param>
public sealed class RMSPropOptimizer(TensorLike learning_rate, double decay = 0.9, double momentum = 0.0, double epsilon = 1e-10, bool use_locking = false,
    bool centered = false, string name = "RMSProp") : Optimizer(name, use_locking)
{
    private Tensor? _rate, _decay, _momentum, _epsilon;

    private protected override void CreateSlots(IReadOnlyList<RefVariable> variables)
    {
        foreach (var variable in variables)
        {
            Slot(variable, "rms", (shape, dtype) => Binding.tf.ones(shape, dtype));
            if (centered) ZerosSlot(variable, "mg");
            ZerosSlot(variable, "momentum");
        }
    }

    private protected override void Prepare()
    {
        _rate = learning_rate.ToTensor("learning_rate");
        _decay = Number(decay, "decay");
        _momentum = Number(momentum, "momentum");
        _epsilon = Number(epsilon, "epsilon");
    }

    private protected override object ApplyDense(Tensor gradient, RefVariable variable) => Apply("Apply", variable, [gradient]);

    private protected override object ApplySparse(Tensor values, Tensor indices, RefVariable variable) => Apply("SparseApply", variable, [values, indices]);

    private Operation Apply(string kind, RefVariable variable, TensorLike[] gradient)
    {
        TensorLike[] slots = centered
            ? [SlotOf(variable, "mg"), SlotOf(variable, "rms"), SlotOf(variable, "momentum")]
            : [SlotOf(variable, "rms"), SlotOf(variable, "momentum")];
        return OpBuilder.ApplyOp(kind + (centered ? "CenteredRMSProp" : "RMSProp"), null,
            [variable, .. slots, As(_rate!, variable), As(_decay!, variable), As(_momentum!, variable), As(_epsilon!, variable), .. gradient], ("use_locking", UseLocking));
    }
}
