using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Learning rates that change with the step, composed of operations: give one as <c>learning_rate</c> and the step as <c>global_step</c>.</summary>
public sealed partial class TrainApi
{
    /// <summary>learning_rate * decay_rate ^ (global_step / decay_steps); the exponent is a whole number with <paramref name="staircase"/>.</summary>
    public Tensor exponential_decay(TensorLike learning_rate, TensorLike global_step, TensorLike decay_steps, TensorLike decay_rate, bool staircase = false, string? name = null)
    {
        using var decay = new Decay(name ?? "ExponentialDecay", learning_rate);
        var steps = decay.Cast(decay_steps);
        var rate = decay.Cast(decay_rate);
        var exponent = decay.Cast(global_step) / steps;
        if (staircase) exponent = OpBuilder.Apply("Floor", null, [exponent]);
        return decay.End("Mul", decay.Initial, OpBuilder.Apply("Pow", null, [rate, exponent]));
    }

    /// <summary>learning_rate * e ^ (-decay_rate * global_step / decay_steps); the quotient is a whole number with <paramref name="staircase"/>.</summary>
    public Tensor natural_exp_decay(TensorLike learning_rate, TensorLike global_step, TensorLike decay_steps, TensorLike decay_rate, bool staircase = false, string? name = null)
    {
        var rate = OpBuilder.Apply("Exp", null, [OpBuilder.Apply("Neg", null, [decay_rate])]);
        return exponential_decay(learning_rate, global_step, decay_steps, rate, staircase, name);
    }

    /// <summary>learning_rate / (1 + decay_rate * global_step / decay_steps); the quotient is a whole number with <paramref name="staircase"/>.</summary>
    public Tensor inverse_time_decay(TensorLike learning_rate, TensorLike global_step, TensorLike decay_steps, TensorLike decay_rate, bool staircase = false, string? name = null)
    {
        using var decay = new Decay(name ?? "InverseTimeDecay", learning_rate);
        var steps = decay.Cast(decay_steps);
        var rate = decay.Cast(decay_rate);
        var quotient = decay.Cast(global_step) / steps;
        if (staircase) quotient = OpBuilder.Apply("Floor", null, [quotient]);
        var one = decay.Cast(Const.Apply(TensorValue.Scalar(1)));
        var product = OpBuilder.Apply("Mul", null, [rate, quotient]);
        return decay.End("RealDiv", decay.Initial, OpBuilder.Apply("AddV2", "Add", [one, product]));
    }

    /// <summary>
    /// (learning_rate - end) (1 - step / decay_steps) ^ power + end, with the step held at decay_steps, or with <paramref name="cycle"/>
    /// decay_steps grown to its next multiple above the step.
    /// </summary>
    /// <param name="learning_rate">The rate at step 0.</param>
    /// <param name="global_step">The step.</param>
    /// <param name="decay_steps">The steps of the decay.</param>
    /// <param name="end_learning_rate">The rate at the end, 0.0001 unless given.</param>
    /// <param name="power">1 (a line) unless given.</param>
    /// <param name="cycle">True to begin again after each decay_steps.</param>
    /// <param name="name">The scope and the name of the result.</param>
    public Tensor polynomial_decay(TensorLike learning_rate, TensorLike global_step, TensorLike decay_steps, TensorLike end_learning_rate = default,
        TensorLike power = default, bool cycle = false, string? name = null)
    {
        using var decay = new Decay(name ?? "PolynomialDecay", learning_rate);
        var end = decay.Cast(end_learning_rate.Or(0.0001));
        var exponent = decay.Cast(power.Or(1.0));
        var step = decay.Cast(global_step);
        var steps = decay.Cast(decay_steps);
        if (cycle) steps = OpBuilder.Apply("Mul", null, [steps, Cycles(step, steps)]);
        else step = OpBuilder.Apply("Minimum", null, [step, steps]);
        var fraction = step / steps;
        var fall = decay.Initial - end;
        var shape = OpBuilder.Apply("Pow", null, [(TensorLike)1f - fraction, exponent]);
        return decay.End("AddV2", OpBuilder.Apply("Mul", null, [fall, shape]), end);
    }

    /// <summary>learning_rate ((1 - alpha) (1 + cos(pi step / decay_steps)) / 2 + alpha), with the step held at decay_steps (arXiv:1608.03983).</summary>
    public Tensor cosine_decay(TensorLike learning_rate, TensorLike global_step, TensorLike decay_steps, double alpha = 0.0, string? name = null)
    {
        using var decay = new Decay(name ?? "CosineDecay", learning_rate);
        var steps = decay.Cast(decay_steps);
        var step = OpBuilder.Apply("Minimum", null, [decay.Cast(global_step), steps]);
        var wave = decay.Half((TensorLike)1f + decay.CosineOfPi(step / steps));
        var level = decay.Number(1 - alpha) * wave + decay.Number(alpha);
        return OpBuilder.Apply("Mul", null, [decay.Initial, level]);
    }

    /// <summary>
    /// Cosine decay that begins again after first_decay_steps, each period t_mul times as long as the one before and m_mul times as
    /// high (arXiv:1608.03983).
    /// </summary>
    public Tensor cosine_decay_restarts(TensorLike learning_rate, TensorLike global_step, TensorLike first_decay_steps, double t_mul = 2.0, double m_mul = 1.0,
        double alpha = 0.0, string? name = null)
    {
        using var decay = new Decay(name ?? "SGDRDecay", learning_rate);
        var fraction = decay.Cast(global_step) / decay.Cast(first_decay_steps);
        Tensor restarts;
        if (t_mul == 1.0)
        {
            restarts = OpBuilder.Apply("Floor", null, [fraction]);
            fraction -= restarts;
        }
        else
        {
            var grown = OpBuilder.Apply("Log", null, [(TensorLike)1f - fraction * decay.Number(1.0 - t_mul)]);
            restarts = OpBuilder.Apply("Floor", null, [grown / decay.Number(Math.Log(t_mul))]);
            var length = OpBuilder.Apply("Pow", null, [decay.Number(t_mul), restarts]);
            fraction = (fraction - ((TensorLike)1f - length) / decay.Number(1.0 - t_mul)) / length;
        }
        var height = OpBuilder.Apply("Pow", null, [decay.Number(m_mul), restarts]);
        var wave = decay.Half(height) * ((TensorLike)1f + decay.CosineOfPi(fraction));
        return decay.End("Mul", decay.Initial, decay.Number(1 - alpha) * wave + decay.Number(alpha));
    }

    /// <summary>learning_rate ((alpha + 1 - s) (1 + cos(2 pi num_periods s)) / 2 + beta) with s = step / decay_steps, held at 1 (arXiv:1709.07417).</summary>
    public Tensor linear_cosine_decay(TensorLike learning_rate, TensorLike global_step, TensorLike decay_steps, double num_periods = 0.5, double alpha = 0.0,
        double beta = 0.001, string? name = null)
    {
        using var decay = new Decay(name ?? "LinearCosineDecay", learning_rate);
        var (step, steps) = HeldStep(decay, global_step, decay_steps);
        return LinearCosine(decay, (steps - step) / steps, step / steps, num_periods, alpha, beta);
    }

    /// <summary>
    /// Linear cosine decay with normal noise of variance initial_variance / (1 + step) ^ variance_decay on its linear part (arXiv:1709.07417).
    /// </summary>
    public Tensor noisy_linear_cosine_decay(TensorLike learning_rate, TensorLike global_step, TensorLike decay_steps, double initial_variance = 1.0,
        double variance_decay = 0.55, double num_periods = 0.5, double alpha = 0.0, double beta = 0.001, string? name = null)
    {
        using var decay = new Decay(name ?? "NoisyLinearCosineDecay", learning_rate);
        var (step, steps) = HeldStep(decay, global_step, decay_steps);
        var linear = (steps - step) / steps;
        var variance = decay.Number(initial_variance) / OpBuilder.Apply("Pow", null, [(TensorLike)1f + step, decay.Number(variance_decay)]);
        var deviation = OpBuilder.Apply("Sqrt", null, [variance]);
        var noisy = linear + Binding.tf.random_normal(Shape.Scalar, stddev: deviation, dtype: decay.Initial.dtype);
        return LinearCosine(decay, noisy, step / steps, num_periods, alpha, beta);
    }

    private static (Tensor, Tensor) HeldStep(Decay decay, TensorLike globalStep, TensorLike decaySteps)
    {
        var steps = decay.Cast(decaySteps);
        return (OpBuilder.Apply("Minimum", null, [decay.Cast(globalStep), steps]), steps);
    }

    private static Tensor LinearCosine(Decay decay, Tensor linear, Tensor fraction, double periods, double alpha, double beta)
    {
        var wave = decay.Half((TensorLike)1f + decay.CosineOfPi(fraction * decay.Number(2.0 * periods)));
        return decay.End("Mul", decay.Initial, (linear + decay.Number(alpha)) * wave + decay.Number(beta));
    }

    // How often decay_steps fits into the step, rounded up; once at step 0.
    private static Tensor Cycles(Tensor step, Tensor steps)
    {
        var begins = OpBuilder.Apply("Equal", null, [step, 0f]);
        return OpBuilder.Apply("SelectV2", null, [begins, 1f, OpBuilder.Apply("Ceil", null, [step / steps])]);
    }
}
