using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Optimizers;

/// <summary>
/// m += (g - m)(1 - beta_1); u = max(beta_2 u, |g|); w -= lr m / ((1 - beta_1^t) (u + epsilon)) (Kingma and Ba, arXiv:1412.6980).
/// </summary>
public sealed class Adamax(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7, double? weight_decay = null,
    double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "Adamax")
    : Optimizer(learning_rate ?? 0.001, new Clipping(clipnorm, clipvalue, global_clipnorm), weight_decay, decay, name)
{
    public double beta_1 { get; } = beta_1;

    public double beta_2 { get; } = beta_2;

    public double epsilon { get; } = epsilon;

    private protected override void CreateSlots(RefVariable weight)
    {
        Slot(weight, "m");
        Slot(weight, "u");
    }

    private protected override void BeginStep(OptimizerStep step) => step.Shared["beta_1_power"] = tf.pow((float)beta_1, step.Number);

    private protected override Operation Update(Tensor gradient, RefVariable weight, OptimizerStep step) =>
        OpBuilder.Apply("ApplyAdaMax", null, [weight, Slot(weight, "m"), Slot(weight, "u"), step.Shared["beta_1_power"], step.Rate, (float)beta_1, (float)beta_2, (float)epsilon,
            gradient]).op;
}
