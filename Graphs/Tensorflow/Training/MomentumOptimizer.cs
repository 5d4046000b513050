using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Momentum: a = momentum a + g; w -= learning_rate a. With Nesterov's look ahead w -= learning_rate (g + momentum a).</summary>
/// <param name="learning_rate">The step size; a number or a tensor.</param>
/// <param name="momentum">How much of the last step goes on, usually 0.9; a number or a tensor.</param>
/// <param name="use_locking">Accepted for compatibility.</param>
/// <param name="name">The scope of the operations and the name of the slot <c>momentum</c>.</param>
/// <param name="use_nesterov">True for Nesterov momentum (Sutskever et al., 2013).</param>
public sealed class MomentumOptimizer(TensorLike learning_rate, TensorLike momentum, bool use_locking = false, string name = "Momentum", bool use_nesterov = false)
    : Optimizer(name, use_locking)
{
    private Tensor? _rate, _momentum;

    private protected override void CreateSlots(IReadOnlyList<RefVariable> variables)
    {
        foreach (var variable in variables) ZerosSlot(variable, "momentum");
    }

    private protected override void Prepare()
    {
        _rate = learning_rate.ToTensor("learning_rate");
        _momentum = momentum.ToTensor("momentum");
    }

    private protected override object ApplyDense(Tensor gradient, RefVariable variable) =>
        OpBuilder.ApplyOp("ApplyMomentum", null, [variable, SlotOf(variable, "momentum"), As(_rate!, variable), gradient, As(_momentum!, variable)],
            ("use_locking", UseLocking), ("use_nesterov", use_nesterov));

    private protected override object ApplySparse(Tensor values, Tensor indices, RefVariable variable) =>
        OpBuilder.ApplyOp("SparseApplyMomentum", null,
            [variable, SlotOf(variable, "momentum"), As(_rate!, variable), values, indices, As(_momentum!, variable)],
            ("use_locking", UseLocking), ("use_nesterov", use_nesterov));
}
