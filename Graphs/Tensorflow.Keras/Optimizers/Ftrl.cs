using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Optimizers;

/// <summary>
/// Follow the regularized leader (McMahan et al., KDD 2013), with p = -learning_rate_power: n' = n + g^2;
/// z += g + 2 shrinkage w - (n'^p - n^p) / lr w; w = (clip(z, -l1, l1) - z) / (n'^p / lr + 2 l2 + beta / lr).
/// </summary>
public sealed class Ftrl(LearningRate? learning_rate = null, double learning_rate_power = -0.5, double initial_accumulator_value = 0.1, double l1_regularization_strength = 0, double l2_regularization_strength = 0, double l2_shrinkage_regularization_strength = 0, double beta = 0, double? weight_decay = null,
    double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "Ftrl")
    : Optimizer(learning_rate ?? 0.001, new Clipping(clipnorm, clipvalue, global_clipnorm), weight_decay, decay, name)
{
    public double learning_rate_power { get; } = learning_rate_power;

    public double initial_accumulator_value { get; } = initial_accumulator_value;

    public double l1_regularization_strength { get; } = l1_regularization_strength;

    public double l2_regularization_strength { get; } = l2_regularization_strength;

    public double l2_shrinkage_regularization_strength { get; } = l2_shrinkage_regularization_strength;

    public double beta { get; } = beta;

    private protected override void CreateSlots(RefVariable weight)
    {
        Slot(weight, "accumulator", initial_accumulator_value);
        Slot(weight, "linear");
    }

    private protected override void BeginStep(OptimizerStep step)
    {
        var l2 = tf.constant((float)l2_regularization_strength);
        step.Shared["l2"] = beta == 0 ? l2 : l2 + (float)beta / (2f * step.Rate);
    }

    private protected override Operation Update(Tensor gradient, RefVariable weight, OptimizerStep step) =>
        OpBuilder.Apply("ApplyFtrlV2", null, [weight, Slot(weight, "accumulator"), Slot(weight, "linear"), gradient, step.Rate, (float)l1_regularization_strength,
            step.Shared["l2"], (float)l2_shrinkage_regularization_strength, (float)learning_rate_power]).op;
}
