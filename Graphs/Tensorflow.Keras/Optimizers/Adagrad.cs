using static Tensorflow.Binding;

namespace Tensorflow.Keras.Optimizers;

/// <summary>
/// a += g^2; w -= lr g / sqrt(a + epsilon) (Duchi et al., 2011).
/// </summary>
public sealed class Adagrad(LearningRate? learning_rate = null, double initial_accumulator_value = 0.1, double epsilon = 1e-7, double? weight_decay = null,
    double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "Adagrad")
    : Optimizer(learning_rate ?? 0.001, new Clipping(clipnorm, clipvalue, global_clipnorm), weight_decay, decay, name)
{
    public double initial_accumulator_value { get; } = initial_accumulator_value;

    public double epsilon { get; } = epsilon;

    private protected override void CreateSlots(RefVariable weight) => Slot(weight, "accumulator", initial_accumulator_value);

    private protected override Operation Update(Tensor gradient, RefVariable weight, OptimizerStep step)
    {
        var sum = Slot(weight, "accumulator").assign_add(tf.square(gradient));
        return weight.assign_sub(step.Rate * gradient / tf.sqrt(sum + (float)epsilon)).op;
    }

    private protected override Operation UpdateRows(IndexedSlices gradient, RefVariable weight, OptimizerStep step)
    {
        gradient = gradient.Summed();
        var (g, rows) = (gradient.values, gradient.indices);
        var sum = tf.gather(tf.scatter_add(Slot(weight, "accumulator"), rows, tf.square(g)), rows);
        return tf.scatter_sub(weight, rows, step.Rate * g / tf.sqrt(sum + (float)epsilon)).op;
    }
}
