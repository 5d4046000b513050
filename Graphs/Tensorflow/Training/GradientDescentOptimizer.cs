using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Gradient descent: w -= learning_rate g.</summary>
/// <param name="learning_rate">The step size; a number or a tensor.</param>
/// <param name="use_locking">Accepted for compatibility.</param>
/// <param name="name">The scope of the operations.</param>
public sealed class GradientDescentOptimizer(TensorLike learning_rate, bool use_locking = false, string name = "GradientDescent") : Optimizer(name, use_locking)
{
    private Tensor? _rate;

    private protected override void Prepare() => _rate = learning_rate.ToTensor("learning_rate");

    private protected override object ApplyDense(Tensor gradient, RefVariable variable) =>
        OpBuilder.ApplyOp("ApplyGradientDescent", null, [variable, As(_rate!, variable), gradient], ("use_locking", UseLocking));

    private protected override object ApplyRepeatedRows(IndexedSlices gradient, RefVariable variable) =>
        ApplySparse(gradient.values * As(_rate!, variable), gradient.indices, variable);

    private protected override object ApplySparse(Tensor values, Tensor indices, RefVariable variable) =>
        Binding.tf.scatter_sub(variable, indices, values, UseLocking);
}

/// <summary>
/// Gradient descent with a proximal step: u = w - lr g; w = sign(u) max(|u| - lr l1, 0) / (1 + lr l2)
/// (Duchi and Singer, 2009). An L1 strength makes weights exactly 0.
/// </summary>
/// <param name="learning_rate">The step size; a number or a tensor.</param>
/// <param name="l1_regularization_strength">0 or more.</param>
/// <param name="l2_regularization_strength">0 or more.</param>
/// <param name="use_locking">Accepted for compatibility.</param>
/// <param name="name">The scope of the operations.</param>
public sealed class ProximalGradientDescentOptimizer(TensorLike learning_rate, double l1_regularization_strength = 0.0, double l2_regularization_strength = 0.0,
    bool use_locking = false, string name = "ProximalGradientDescent") : Optimizer(name, use_locking)
{
    private Tensor? _rate, _l1, _l2;

    private protected override void Prepare()
    {
        _rate = learning_rate.ToTensor("learning_rate");
        _l1 = Number(l1_regularization_strength, "l1_regularization_strength");
        _l2 = Number(l2_regularization_strength, "l2_regularization_strength");
    }

    private protected override object ApplyDense(Tensor gradient, RefVariable variable) =>
        OpBuilder.ApplyOp("ApplyProximalGradientDescent", null,
            [variable, As(_rate!, variable), As(_l1!, variable), As(_l2!, variable), gradient], ("use_locking", UseLocking));

    private protected override object ApplySparse(Tensor values, Tensor indices, RefVariable variable) =>
        OpBuilder.ApplyOp("SparseApplyProximalGradientDescent", null,
            [variable, As(_rate!, variable), As(_l1!, variable), As(_l2!, variable), values, indices], ("use_locking", UseLocking));
}
