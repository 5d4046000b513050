using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Optimizers;

/// <summary>
/// m += (g - m)(1 - beta_1); v += (g^2 - v)(1 - beta_2); w -= lr sqrt(1 - beta_2^t) / (1 - beta_1^t) m / (sqrt(v) + epsilon)
/// (Kingma and Ba, arXiv:1412.6980). With <c>amsgrad</c> the largest v so far takes v's place (Reddi et al., 2018).
/// </summary>
public class Adam : Optimizer
{
    public Adam(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7, bool amsgrad = false, double? weight_decay = null,
        double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "Adam")
        : base(learning_rate ?? 0.001, new Clipping(clipnorm, clipvalue, global_clipnorm), weight_decay, decay, name)
    {
        this.beta_1 = beta_1;
        this.beta_2 = beta_2;
        this.epsilon = epsilon;
        this.amsgrad = amsgrad;
    }

    public double beta_1 { get; }

    public double beta_2 { get; }

    public double epsilon { get; }

    public bool amsgrad { get; }

    private protected override string[][] SavedSlots => amsgrad ? [["m", "v"], ["vhat"]] : [["m", "v"]];

    private protected override void CreateSlots(RefVariable weight)
    {
        Slot(weight, "m");
        Slot(weight, "v");
        if (amsgrad) Slot(weight, "vhat");
    }

    private protected override void BeginStep(OptimizerStep step)
    {
        step.Shared["beta_1_power"] = tf.pow((float)beta_1, step.Number);
        step.Shared["beta_2_power"] = tf.pow((float)beta_2, step.Number);
        if (amsgrad) step.Shared["alpha"] = step.Rate * tf.sqrt(1f - step.Shared["beta_2_power"]) / (1f - step.Shared["beta_1_power"]);
    }

    private protected override Operation Update(Tensor gradient, RefVariable weight, OptimizerStep step)
    {
        RefVariable m = Slot(weight, "m"), v = Slot(weight, "v");
        if (!amsgrad)
        {
            return OpBuilder.Apply("ApplyAdam", null, [weight, m, v, step.Shared["beta_1_power"], step.Shared["beta_2_power"], step.Rate,
                (float)beta_1, (float)beta_2, (float)epsilon, gradient]).op;
        }
        var vhat = Slot(weight, "vhat");
        var newM = m.assign(m + (gradient - m) * (float)(1 - beta_1));
        var newV = v.assign(v + (tf.square(gradient) - v) * (float)(1 - beta_2));
        var largest = vhat.assign(tf.maximum(vhat.value(), newV));
        return weight.assign_sub(newM * step.Shared["alpha"] / (tf.sqrt(largest) + (float)epsilon)).op;
    }
}

/// <summary>Adam, and each step takes <c>weight_decay</c> times the learning rate off the weights themselves (Loshchilov and Hutter, arXiv:1711.05101).</summary>
public sealed class AdamW(LearningRate? learning_rate = null, double weight_decay = 0.004, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7, bool amsgrad = false,
    double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "AdamW")
    : Adam(learning_rate, beta_1, beta_2, epsilon, amsgrad, weight_decay, clipnorm, clipvalue, global_clipnorm, decay, name);
