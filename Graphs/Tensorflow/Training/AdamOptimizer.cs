using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// Adam: m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; w -= lr sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon)
/// (Kingma and Ba, arXiv:1412.6980; epsilon is the paper's epsilon hat). A sparse gradient moves all rows, as momentum goes on.
/// </summary>
/// <param name="learning_rate">The step size, 0.001 unless given; a number or a tensor.</param>
/// <param name="beta1">The decay of the average gradient, from 0 to 1.</param>
/// <param name="beta2">The decay of the average squared gradient, from 0 to 1.</param>
/// <param name="epsilon">Keeps the quotient finite.</param>
/// <param name="use_locking">Accepted for compatibility.</param>
/// <param name="name">The scope of the operations and the name of the slots <c>m</c> and <c>v</c>.</param>
public sealed class AdamOptimizer(TensorLike learning_rate = default, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, bool use_locking = false, string name = "Adam")
    : Optimizer(name, use_locking)
{
    private Tensor? _rate, _beta1, _beta2, _epsilon;

    private protected override void CreateSlots(IReadOnlyList<RefVariable> variables)
    {
        var first = variables.MinBy(v => v.name, StringComparer.Ordinal)!;
        NonSlot(beta1, "beta1_power", first);
        NonSlot(beta2, "beta2_power", first);
        foreach (var variable in variables)
        {
            ZerosSlot(variable, "m");
            ZerosSlot(variable, "v");
        }
    }

    private protected override void Prepare()
    {
        _rate = learning_rate.Or(0.001).ToTensor("learning_rate");
        _beta1 = Number(beta1, "beta1");
        _beta2 = Number(beta2, "beta2");
        _epsilon = Number(epsilon, "epsilon");
    }

    private protected override object ApplyDense(Tensor gradient, RefVariable variable) => OpBuilder.ApplyOp("ApplyAdam", null,
        [variable, SlotOf(variable, "m"), SlotOf(variable, "v"), As(NonSlotOf("beta1_power"), variable), As(NonSlotOf("beta2_power"), variable),
            As(_rate!, variable), As(_beta1!, variable), As(_beta2!, variable), As(_epsilon!, variable), gradient], ("use_locking", UseLocking));

    private protected override object ApplySparse(Tensor values, Tensor indices, RefVariable variable)
    {
        TensorLike one = 1f;
        Tensor beta1Power = As(NonSlotOf("beta1_power"), variable), beta2Power = As(NonSlotOf("beta2_power"), variable);
        Tensor rate = As(_rate!, variable), beta1 = As(_beta1!, variable), beta2 = As(_beta2!, variable), epsilon = As(_epsilon!, variable);
        var alpha = rate * OpBuilder.Apply("Sqrt", null, [one - beta2Power]) / (one - beta1Power);
        var m = Decay(SlotOf(variable, "m"), beta1, values * (one - beta1), indices);
        var v = Decay(SlotOf(variable, "v"), beta2, values * values * (one - beta2), indices);
        var root = OpBuilder.Apply("Sqrt", null, [v]);
        var update = Binding.tf.assign_sub(variable, alpha * m / (root + epsilon), UseLocking);
        return Binding.tf.group([update, m, v], null);
    }

    private protected override Operation Finish(List<object> updates, string name)
    {
        var graph = DefaultGraph.Current;
        RefVariable beta1Power = NonSlotOf("beta1_power"), beta2Power = NonSlotOf("beta2_power");
        using (graph.EnterControls([.. updates.Select(u => u is Tensor t ? t.op : (Operation)u)]))
        using (graph.EnterColocation(beta1Power.op))
        {
            updates.Add(beta1Power.assign(beta1Power * _beta1!, UseLocking));
            updates.Add(beta2Power.assign(beta2Power * _beta2!, UseLocking));
        }
        return Binding.tf.group(updates, name);
    }

    // slot = decay slot, then the rows are added: two operations, since all rows decay.
    private Tensor Decay(RefVariable slot, Tensor decay, Tensor rows, Tensor indices)
    {
        var decayed = Binding.tf.assign(slot, slot * decay, use_locking: UseLocking);
        using var after = slot.graph.EnterControls([decayed.op]);
        return Binding.tf.scatter_add(slot, indices, rows, UseLocking);
    }
}
