using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// Follow the regularized leader (McMahan et al., KDD 2013), for large sparse models: with p = -learning_rate_power,
/// n' = n + g^2; z += g - (n'^p - n^p) / lr w; w = (l1 sign(z) - z) / (n'^p / lr + 2 l2) where |z| exceeds l1, else 0.
/// </summary>
public sealed class FtrlOptimizer : Optimizer
{
    private readonly TensorLike _learningRate;
    private readonly double _power, _initial, _l1Strength, _l2Strength, _shrinkageStrength, _betaValue;
    private readonly string? _accumName, _linearName;
    private Tensor? _rate, _l1, _l2, _shrinkage, _ratePower;

    /// <summary>An FTRL optimizer.</summary>
    /// <param name="learning_rate">The step size; a number or a tensor.</param>
    /// <param name="learning_rate_power">How the step falls with the sums of squares; 0 or less.</param>
    /// <param name="initial_accumulator_value">What the sums of squares begin with; 0 or more.</param>
    /// <param name="l1_regularization_strength">0 or more; makes weights exactly 0.</param>
    /// <param name="l2_regularization_strength">0 or more.</param>
    /// <param name="use_locking">Accepted for compatibility.</param>
    /// <param name="name">The scope of the operations and the name of the slots <c>accum</c> and <c>linear</c>.</param>
    /// <param name="accum_name">Another name for the slot <c>accum</c>.</param>
    /// <param name="linear_name">Another name for the slot <c>linear</c>.</param>
    /// <param name="l2_shrinkage_regularization_strength">0 or more; a penalty on the weights' size that adds to the gradient.</param>
    /// <param name="beta">The paper's beta.</param>
    /// <exception cref="ValueError">A number lies outside its range.</exception>
    public FtrlOptimizer(TensorLike learning_rate, double learning_rate_power = -0.5, double initial_accumulator_value = 0.1, double l1_regularization_strength = 0.0,
        double l2_regularization_strength = 0.0, bool use_locking = false, string name = "Ftrl", string? accum_name = null, string? linear_name = null,
        double l2_shrinkage_regularization_strength = 0.0, double beta = 0.0) : base(name, use_locking)
    {
        RequireNotNegative(initial_accumulator_value, "initial_accumulator_value");
        if (!(learning_rate_power <= 0)) throw new ValueError($"learning_rate_power {learning_rate_power} needs to be negative or zero");
        RequireNotNegative(l1_regularization_strength, "l1_regularization_strength");
        RequireNotNegative(l2_regularization_strength, "l2_regularization_strength");
        RequireNotNegative(l2_shrinkage_regularization_strength, "l2_shrinkage_regularization_strength");
        _learningRate = learning_rate;
        _power = learning_rate_power;
        _initial = initial_accumulator_value;
        _l1Strength = l1_regularization_strength;
        _l2Strength = l2_regularization_strength;
        _shrinkageStrength = l2_shrinkage_regularization_strength;
        _betaValue = beta;
        _accumName = accum_name;
        _linearName = linear_name;
    }

    private protected override void CreateSlots(IReadOnlyList<RefVariable> variables)
    {
        foreach (var variable in variables)
        {
            Slot(variable, "accum", (shape, dtype) => Binding.tf.ones(shape, dtype) * (float)_initial, _accumName);
            ZerosSlot(variable, "linear", _linearName);
        }
    }

    private protected override void Prepare()
    {
        _rate = _learningRate.ToTensor("learning_rate");
        _l1 = Number(_l1Strength, "l1_regularization_strength");
        // The operations know no beta; it goes into the L2 strength.
        var floor = OpBuilder.Apply("Maximum", null, [_learningRate, 1e-36f]);
        _l2 = (TensorLike)(float)_l2Strength + (TensorLike)(float)_betaValue / ((TensorLike)2f * floor);
        Number(_betaValue, "beta");
        _shrinkage = Number(_shrinkageStrength, "l2_shrinkage_regularization_strength");
        _ratePower = Number(_power, "learning_rate_power");
    }

    private protected override object ApplyDense(Tensor gradient, RefVariable variable) => Apply("ApplyFtrl", variable, [gradient]);

    private protected override object ApplySparse(Tensor values, Tensor indices, RefVariable variable) => Apply("SparseApplyFtrl", variable, [values, indices]);

    private Operation Apply(string type, RefVariable variable, TensorLike[] gradient)
    {
        var shrinks = _shrinkageStrength > 0;
        TensorLike[] shrinkage = shrinks ? [As(_shrinkage!, variable)] : [];
        return OpBuilder.ApplyOp(shrinks ? type + "V2" : type, null,
            [variable, SlotOf(variable, "accum"), SlotOf(variable, "linear"), .. gradient, As(_rate!, variable), As(_l1!, variable), As(_l2!, variable),
                .. shrinkage, As(_ratePower!, variable)], ("use_locking", UseLocking));
    }

    private static void RequireNotNegative(double value, string name)
    {
        if (!(value >= 0)) throw new ValueError($"{name} {value} needs to be positive or zero");
    }
}
