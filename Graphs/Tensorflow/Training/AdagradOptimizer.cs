using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Adagrad: a += g^2; w -= learning_rate g / sqrt(a) (Duchi, Hazan and Singer, 2011).</summary>
public sealed class AdagradOptimizer : Optimizer
{
    private readonly TensorLike _learningRate;
    private readonly double _initial;
    private Tensor? _rate;

    /// <summary>An Adagrad optimizer.</summary>
    /// <param name="learning_rate">The step size; a number or a tensor.</param>
    /// <param name="initial_accumulator_value">What the sums of squares begin with; above 0.</param>
    /// <param name="use_locking">Accepted for compatibility.</param>
    /// <param name="name">The scope of the operations and the name of the slot <c>accumulator</c>.</param>
    /// <exception cref="ValueError">The initial value is not above 0.</exception>
    public AdagradOptimizer(TensorLike learning_rate, double initial_accumulator_value = 0.1, bool use_locking = false, string name = "Adagrad") : base(name, use_locking)
    {
        if (!(initial_accumulator_value > 0)) throw new ValueError($"initial_accumulator_value must be positive: {initial_accumulator_value}");
        _learningRate = learning_rate;
        _initial = initial_accumulator_value;
    }

    private protected override void CreateSlots(IReadOnlyList<RefVariable> variables)
    {
        foreach (var variable in variables) Slot(variable, "accumulator", (shape, dtype) => Binding.tf.constant(_initial, dtype, shape));
    }

    private protected override void Prepare() => _rate = _learningRate.ToTensor("learning_rate");

    private protected override object ApplyDense(Tensor gradient, RefVariable variable) =>
        OpBuilder.ApplyOp("ApplyAdagrad", null, [variable, SlotOf(variable, "accumulator"), As(_rate!, variable), gradient], ("use_locking", UseLocking));

    private protected override object ApplySparse(Tensor values, Tensor indices, RefVariable variable) =>
        OpBuilder.ApplyOp("SparseApplyAdagrad", null, [variable, SlotOf(variable, "accumulator"), As(_rate!, variable), values, indices], ("use_locking", UseLocking));
}

/// <summary>Adagrad with a proximal step: a += g^2; r = lr / sqrt(a); u = w - r g; w = sign(u) max(|u| - r l1, 0) / (1 + r l2).</summary>
public sealed class ProximalAdagradOptimizer : Optimizer
{
    private readonly TensorLike _learningRate;
    private readonly double _initial, _l1Strength, _l2Strength;
    private Tensor? _rate, _l1, _l2;

    /// <summary>A proximal Adagrad optimizer.</summary>
    /// <param name="learning_rate">The step size; a number or a tensor.</param>
    /// <param name="initial_accumulator_value">What the sums of squares begin with; above 0.</param>
    /// <param name="l1_regularization_strength">0 or more.</param>
    /// <param name="l2_regularization_strength">0 or more.</param>
    /// <param name="use_locking">Accepted for compatibility.</param>
    /// <param name="name">The scope of the operations and the name of the slot <c>accumulator</c>.</param>
    /// <exception cref="ValueError">The initial value is not above 0.</exception>
    public ProximalAdagradOptimizer(TensorLike learning_rate, double initial_accumulator_value = 0.1, double l1_regularization_strength = 0.0,
        double l2_regularization_strength = 0.0, bool use_locking = false, string name = "ProximalAdagrad") : base(name, use_locking)
    {
        if (!(initial_accumulator_value > 0)) throw new ValueError($"initial_accumulator_value must be positive: {initial_accumulator_value}");
        _learningRate = learning_rate;
        _initial = initial_accumulator_value;
        _l1Strength = l1_regularization_strength;
        _l2Strength = l2_regularization_strength;
    }

    private protected override void CreateSlots(IReadOnlyList<RefVariable> variables)
    {
        foreach (var variable in variables) ConstantSlot(variable, "accumulator", _initial);
    }

    private protected override void Prepare()
    {
        _rate = _learningRate.ToTensor("learning_rate");
        _l1 = Number(_l1Strength, "l1_regularization_strength");
        _l2 = Number(_l2Strength, "l2_regularization_strength");
    }

    private protected override object ApplyDense(Tensor gradient, RefVariable variable) =>
        OpBuilder.ApplyOp("ApplyProximalAdagrad", null,
            [variable, SlotOf(variable, "accumulator"), As(_rate!, variable), As(_l1!, variable), As(_l2!, variable), gradient], ("use_locking", UseLocking));

    private protected override object ApplySparse(Tensor values, Tensor indices, RefVariable variable) =>
        OpBuilder.ApplyOp("SparseApplyProximalAdagrad", null,
            [variable, SlotOf(variable, "accumulator"), As(_rate!, variable), As(_l1!, variable), As(_l2!, variable), values, indices], ("use_locking", UseLocking));
}
