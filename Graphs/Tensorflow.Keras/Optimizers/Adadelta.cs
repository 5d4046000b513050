using Tensorflow.Ops;

namespace Tensorflow.Keras.Optimizers;

/// <summary>
/// a = rho a + (1 - rho) g^2; u = g sqrt(d + epsilon) / sqrt(a + epsilon); w -= lr u; d = rho d + (1 - rho) u^2 (Zeiler, arXiv:1212.5701).
/// </summary>
public sealed class Adadelta(LearningRate? learning_rate = null, double rho = 0.95, double epsilon = 1e-7, double? weight_decay = null,
    double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "Adadelta")
    : Optimizer(learning_rate ?? 0.001, new Clipping(clipnorm, clipvalue, global_clipnorm), weight_decay, decay, name)
{
    public double rho { get; } = rho;

    public double epsilon { get; } = epsilon;

    private protected override void CreateSlots(RefVariable weight)
    {
        Slot(weight, "accumulated_grad");
        Slot(weight, "accumulated_delta_var");
    }

    private protected override Operation Update(Tensor gradient, RefVariable weight, OptimizerStep step) =>
        OpBuilder.Apply("ApplyAdadelta", null, [weight, Slot(weight, "accumulated_grad"), Slot(weight, "accumulated_delta_var"), step.Rate, (float)rho, (float)epsilon,
            gradient]).op;
}
