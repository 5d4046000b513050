using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// Adagrad by dual averaging, which keeps weights at 0 that carry nothing: s += g; q += g^2;
/// w = -lr sign(s) max(|s| - l1 t, 0) / (l2 t lr + sqrt(q)) with the step t counted from 1 (Duchi, Hazan and Singer, 2011).
/// </summary>
public sealed class AdagradDAOptimizer : Optimizer
{
    private readonly TensorLike _learningRate;
    private readonly RefVariable _globalStep;
    private readonly double _initial, _l1, _l2;
    private Tensor? _rate, _step;

    /// <summary>An AdagradDA optimizer.</summary>
    /// <param name="learning_rate">The step size; a number or a tensor.</param>
    /// <param name="global_step">The int64 variable that counts the steps; give it to minimize too.</param>
    /// <param name="initial_gradient_squared_accumulator_value">What the sums of squares begin with; above 0.</param>
    /// <param name="l1_regularization_strength">0 or more.</param>
    /// <param name="l2_regularization_strength">0 or more.</param>
    /// <param name="use_locking">Accepted for compatibility.</param>
    /// <param name="name">The scope of the operations and the name of the slots <c>gradient_accumulator</c> and <c>gradient_squared_accumulator</c>.</param>
    /// <exception cref="ValueError">The initial value is not above 0.</exception>
    public AdagradDAOptimizer(TensorLike learning_rate, RefVariable global_step, double initial_gradient_squared_accumulator_value = 0.1,
        double l1_regularization_strength = 0.0, double l2_regularization_strength = 0.0, bool use_locking = false, string name = "AdagradDA") : base(name, use_locking)
    {
        if (!(initial_gradient_squared_accumulator_value > 0))
            throw new ValueError($"initial_gradient_squared_accumulator_value must be positive: {initial_gradient_squared_accumulator_value}");
        _learningRate = learning_rate;
        _globalStep = global_step;
        _initial = initial_gradient_squared_accumulator_value;
        _l1 = l1_regularization_strength;
        _l2 = l2_regularization_strength;
    }

    private protected override void CreateSlots(IReadOnlyList<RefVariable> variables)
    {
        foreach (var variable in variables)
        {
            ConstantSlot(variable, "gradient_accumulator", 0);
            ConstantSlot(variable, "gradient_squared_accumulator", _initial);
        }
    }

    private protected override void Prepare()
    {
        _rate = _learningRate.ToTensor("learning_rate");
        _step = Identity.Apply(_globalStep) + 1;
    }

    private protected override object ApplyDense(Tensor gradient, RefVariable variable) =>
        Apply("ApplyAdagradDA", variable, [gradient]);

    private protected override object ApplySparse(Tensor values, Tensor indices, RefVariable variable) =>
        Apply("SparseApplyAdagradDA", variable, [values, indices]);

    private Operation Apply(string type, RefVariable variable, TensorLike[] gradient)
    {
        var step = Identity.Apply(_step);
        var dtype = variable.dtype.as_base_dtype();
        return OpBuilder.ApplyOp(type, null,
            [variable, SlotOf(variable, "gradient_accumulator"), SlotOf(variable, "gradient_squared_accumulator"), .. gradient,
                As(_rate!, variable), Numbers.Cast((float)_l1, dtype), Numbers.Cast((float)_l2, dtype), step], ("use_locking", UseLocking));
    }
}
