using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// An average that begins at 0 is too small at first: after t updates by 1 - decay^t. The biased average and the count are kept beside
/// it, and the average is their quotient (as in Adam).
/// </summary>
internal static class ZeroDebias
{
    public static Tensor Apply(RefVariable average, Tensor value, Tensor decay)
    {
        using var scope = DefaultGraph.Current.EnterScope("AssignMovingAvg");
        var type = average.dtype.as_base_dtype();
        var rate = Numbers.Cast((TensorLike)1f - decay, type);
        RefVariable biased, count;
        using (var variables = Binding.tf.variable_scope(average.op.name))
        using (DefaultGraph.Current.EnterControls(null))
        {
            biased = Binding.tf.get_variable("biased", average.shape, type, Binding.tf.zeros_initializer, trainable: false);
            count = Binding.tf.get_variable("local_step", Shape.Scalar, type, Binding.tf.zeros_initializer, trainable: false);
        }
        var newBiased = Binding.tf.assign_sub(biased, (biased - value) * rate, name: scope);
        var newCount = count.assign_add(1f);
        var share = (TensorLike)1f - OpBuilder.Apply("Pow", null, [(TensorLike)1f - rate, newCount]);
        return average.assign(newBiased / share);
    }
}
