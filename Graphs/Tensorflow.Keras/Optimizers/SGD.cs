using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Optimizers;

/// <summary>
/// Gradient descent: w -= lr g. With momentum: m = momentum m - lr g; w += m, or with nesterov w += momentum m - lr g.
/// </summary>
public sealed class SGD(LearningRate? learning_rate = null, double momentum = 0, bool nesterov = false, double? weight_decay = null, double? clipnorm = null,
    double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "SGD")
    : Optimizer(learning_rate ?? 0.01, new Clipping(clipnorm, clipvalue, global_clipnorm), weight_decay, decay, name)
{
    public double momentum { get; } = momentum is >= 0 and <= 1 ? momentum : throw new ValueError($"`momentum` must be a float between [0, 1]. Received: momentum={momentum}");

    public bool nesterov { get; } = nesterov;

    // Keras makes and saves it without momentum too.
    private protected override void CreateSlots(RefVariable weight) => Slot(weight, "m");

    private protected override Operation Update(Tensor gradient, RefVariable weight, OptimizerStep step)
    {
        if (momentum == 0)
            return OpBuilder.Apply("ApplyGradientDescent", null, [weight, step.Rate, gradient]).op;
        var move = gradient * step.Rate;
        var m = Slot(weight, "m");
        var velocity = m.assign(m * (float)momentum - move);
        return weight.assign_add(nesterov ? velocity * (float)momentum - move : velocity).op;
    }

    private protected override Operation UpdateRows(IndexedSlices gradient, RefVariable weight, OptimizerStep step)
    {
        var (move, rows) = (gradient.values * step.Rate, gradient.indices);
        if (momentum == 0) return tf.scatter_sub(weight, rows, move).op;
        var velocity = DecayAndAdd(Slot(weight, "m"), momentum, -move, rows);
        if (!nesterov) return weight.assign_add(velocity).op;
        using var after = tf.control_dependencies([weight.assign_add(velocity * (float)momentum).op]);
        return tf.scatter_sub(weight, rows, move).op;
    }
}
