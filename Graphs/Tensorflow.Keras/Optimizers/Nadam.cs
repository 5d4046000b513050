using static Tensorflow.Binding;

namespace Tensorflow.Keras.Optimizers;

/// <summary>
/// Adam with Nesterov's look ahead (Dozat, 2016): with u_t = beta_1 (1 - 0.96^t / 2) and U_t their product,
/// m^ = u_(t+1) m / (1 - U_(t+1)) + (1 - u_t) g / (1 - U_t); w -= lr m^ / (sqrt(v / (1 - beta_2^t)) + epsilon).
/// </summary>
public sealed class Nadam(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7, double? weight_decay = null,
    double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "Nadam")
    : Optimizer(learning_rate ?? 0.001, new Clipping(clipnorm, clipvalue, global_clipnorm), weight_decay, decay, name)
{
    public double beta_1 { get; } = beta_1;

    public double beta_2 { get; } = beta_2;

    public double epsilon { get; } = epsilon;

    private RefVariable? _product;

    private protected override void CreateSlots(RefVariable weight)
    {
        Slot(weight, "m");
        Slot(weight, "v");
    }

    private protected override void BeginStep(OptimizerStep step)
    {
        MakeProduct();
        step.Shared["product"] = _product!.value();
        step.Shared["now"] = (float)beta_1 * (1f - 0.5f * tf.pow(0.96f, step.Number));
        step.Shared["next"] = (float)beta_1 * (1f - 0.5f * tf.pow(0.96f, step.Number + 1f));
        step.Shared["beta_2_rest"] = 1f - tf.pow((float)beta_2, step.Number);
    }

    private protected override Operation Update(Tensor gradient, RefVariable weight, OptimizerStep step)
    {
        RefVariable m = Slot(weight, "m"), v = Slot(weight, "v");
        Tensor now = step.Shared["now"], next = step.Shared["next"];
        // Keras multiplies the product anew for each weight, not once a step.
        var product = step.Shared["product"] *= now;
        var newM = m.assign(m + (gradient - m) * (float)(1 - beta_1));
        var newV = v.assign(v + (tf.square(gradient) - v) * (float)(1 - beta_2));
        var ahead = newM * (next / (1f - product * next)) + gradient * ((1f - now) / (1f - product));
        return weight.assign_sub(ahead * step.Rate / (tf.sqrt(newV / step.Shared["beta_2_rest"]) + (float)epsilon)).op;
    }

    private protected override IEnumerable<Operation> EndStep(OptimizerStep step) => [_product!.assign(step.Shared["product"]).op];

    // Keras does not save the product, though it follows from the number of steps.
    internal override void Restored(IReadOnlyList<RefVariable> weights)
    {
        using var graph = weights[0].graph.as_default();
        MakeProduct();
        var product = 1f;
        for (var step = 1L; step <= (long)KerasBackend.Read([iterations!])[0]; step++)
        {
            var now = (float)beta_1 * (1f - 0.5f * Ops.Numeric.Pow(0.96f, (float)step));
            foreach (var _ in weights) product *= now;
        }
        KerasBackend.Write([_product!], [NumSharp.NDArray.Scalar(product)]);
    }

    private void MakeProduct()
    {
        if (_product?.graph != DefaultGraph.Current) _product = Hidden(tf.constant(1f), "u_product");
    }
}
