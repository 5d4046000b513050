using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// Adadelta: a = rho a + (1 - rho) g^2; u = g sqrt(d + epsilon) / sqrt(a + epsilon); w -= learning_rate u;
/// d = rho d + (1 - rho) u^2 (Zeiler, 2012). The paper's form has learning rate 1.
/// </summary>
/// <param name="learning_rate">The step size, 0.001 unless given; a number or a tensor.</param>
/// <param name="rho">The decay of the averages, from 0 to 1.</param>
/// <param name="epsilon">Keeps the quotient finite.</param>
/// <param name="use_locking">Accepted for compatibility.</param>
/// <param name="name">The scope of the operations and the name of the slots <c>accum</c> and <c>accum_update</c>.</param>
public sealed class AdadeltaOptimizer(TensorLike learning_rate = default, double rho = 0.95, double epsilon = 1e-8, bool use_locking = false, string name = "Adadelta")
    : Optimizer(name, use_locking)
{
    private Tensor? _rate, _rho, _epsilon;

    private protected override void CreateSlots(IReadOnlyList<RefVariable> variables)
    {
        foreach (var variable in variables)
        {
            ZerosSlot(variable, "accum");
            ZerosSlot(variable, "accum_update");
        }
    }

    private protected override void Prepare()
    {
        _rate = learning_rate.Or(0.001).ToTensor("lr");
        _rho = Number(rho, "rho");
        _epsilon = Number(epsilon, "epsilon");
    }

    private protected override object ApplyDense(Tensor gradient, RefVariable variable) => Apply("ApplyAdadelta", variable, [gradient]);

    private protected override object ApplySparse(Tensor values, Tensor indices, RefVariable variable) => Apply("SparseApplyAdadelta", variable, [values, indices]);

    private Operation Apply(string type, RefVariable variable, TensorLike[] gradient) => OpBuilder.ApplyOp(type, null,
        [variable, SlotOf(variable, "accum"), SlotOf(variable, "accum_update"), As(_rate!, variable), As(_rho!, variable), As(_epsilon!, variable), .. gradient],
        ("use_locking", UseLocking));
}
