using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Optimizers;

/// <summary>
/// v = rho v + (1 - rho) g^2; m = momentum m + lr g / sqrt(v + epsilon); w -= m (Hinton, 2012). With <c>centered</c> the
/// square of the average gradient is taken from v.
/// </summary>
public sealed class RMSprop(LearningRate? learning_rate = null, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false, double? weight_decay = null,
    double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "RMSprop")
    : Optimizer(learning_rate ?? 0.001, new Clipping(clipnorm, clipvalue, global_clipnorm), weight_decay, decay, name)
{
    public double rho { get; } = rho;

    public double momentum { get; } = momentum;

    public double epsilon { get; } = epsilon;

    public bool centered { get; } = centered;

    private protected override string[][] SavedSlots => [["velocity"], momentum > 0 ? ["momentum"] : [], centered ? ["average_gradient"] : []];

    private protected override void CreateSlots(RefVariable weight)
    {
        Slot(weight, "velocity");
        Slot(weight, "momentum");
        if (centered) Slot(weight, "average_gradient");
    }

    private protected override Operation Update(Tensor gradient, RefVariable weight, OptimizerStep step)
    {
        RefVariable v = Slot(weight, "velocity"), m = Slot(weight, "momentum");
        return centered
            ? OpBuilder.Apply("ApplyCenteredRMSProp", null, [weight, Slot(weight, "average_gradient"), v, m, step.Rate, (float)rho, (float)momentum, (float)epsilon, gradient]).op
            : OpBuilder.Apply("ApplyRMSProp", null, [weight, v, m, step.Rate, (float)rho, (float)momentum, (float)epsilon, gradient]).op;
    }

    private protected override Operation UpdateRows(IndexedSlices gradient, RefVariable weight, OptimizerStep step)
    {
        gradient = gradient.Summed();
        var (g, rows) = (gradient.values, gradient.indices);
        var variance = tf.gather(DecayAndAdd(Slot(weight, "velocity"), rho, tf.square(g) * (float)(1 - rho), rows), rows);
        if (centered) variance -= tf.square(tf.gather(DecayAndAdd(Slot(weight, "average_gradient"), rho, g * (float)(1 - rho), rows), rows));
        var move = step.Rate * g * tf.rsqrt(variance + (float)epsilon);
        return momentum == 0 ? tf.scatter_sub(weight, rows, move).op : weight.assign_sub(DecayAndAdd(Slot(weight, "momentum"), momentum, move, rows)).op;
    }
}
