using static Tensorflow.Binding;

namespace Tensorflow.Keras.Optimizers;

/// <summary>What schedules share that fall with step / decay_steps; with staircase that quotient is a whole number.</summary>
public abstract class SteadyDecay(double initial_learning_rate, double decay_steps, double decay_rate, bool staircase, string? name) : LearningRateSchedule
{
    public double initial_learning_rate { get; } = initial_learning_rate;

    public double decay_steps { get; } = decay_steps;

    public double decay_rate { get; } = decay_rate;

    public bool staircase { get; } = staircase;

    public string? name { get; } = name;

    private protected Tensor Periods(Tensor step) => staircase ? tf.floor(step / (float)decay_steps) : step / (float)decay_steps;
}

/// <summary>initial_learning_rate decay_rate^(step / decay_steps); with staircase the exponent is a whole number.</summary>
public sealed class ExponentialDecay(double initial_learning_rate, double decay_steps, double decay_rate, bool staircase = false, string? name = null)
    : SteadyDecay(initial_learning_rate, decay_steps, decay_rate, staircase, name)
{
    public override Tensor Apply(Tensor step) => (float)initial_learning_rate * tf.pow((float)decay_rate, Periods(step));
}

/// <summary>initial_learning_rate / (1 + decay_rate step / decay_steps); with staircase the quotient is a whole number.</summary>
public sealed class InverseTimeDecay(double initial_learning_rate, double decay_steps, double decay_rate, bool staircase = false, string? name = null)
    : SteadyDecay(initial_learning_rate, decay_steps, decay_rate, staircase, name)
{
    public override Tensor Apply(Tensor step) => (float)initial_learning_rate / (1f + (float)decay_rate * Periods(step));
}

/// <summary>values[0] up to the step boundaries[0], values[1] up to boundaries[1], ..., the last value after.</summary>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    public PiecewiseConstantDecay(double[] boundaries, double[] values, string? name = null)
    {
        if (boundaries.Length != values.Length - 1)
            throw new ValueError($"The length of boundaries should be 1 less than the length of values. Received: boundaries of length {boundaries.Length} and values of length {values.Length}");
        this.boundaries = boundaries;
        this.values = values;
        this.name = name;
    }

    public double[] boundaries { get; }

    public double[] values { get; }

    public string? name { get; }

    public override Tensor Apply(Tensor step)
    {
        var rate = tf.constant((float)values[^1]);
        for (var i = boundaries.Length - 1; i >= 0; i--) rate = tf.where(step <= (float)boundaries[i], tf.constant((float)values[i]), rate);
        return rate;
    }
}

/// <summary>(initial - end) (1 - step / decay_steps)^power + end, until decay_steps; with cycle it begins anew with more steps.</summary>
public sealed class PolynomialDecay(double initial_learning_rate, double decay_steps, double end_learning_rate = 0.0001, double power = 1, bool cycle = false, string? name = null)
    : LearningRateSchedule
{
    public double initial_learning_rate { get; } = initial_learning_rate;

    public double decay_steps { get; } = decay_steps;

    public double end_learning_rate { get; } = end_learning_rate;

    public double power { get; } = power;

    public bool cycle { get; } = cycle;

    public string? name { get; } = name;

    public override Tensor Apply(Tensor step)
    {
        var steps = tf.constant((float)decay_steps);
        if (cycle) steps *= tf.where(tf.equal(step, 0f), tf.constant(1f), tf.ceil(step / (float)decay_steps));
        else step = tf.minimum(step, (float)decay_steps);
        return (float)(initial_learning_rate - end_learning_rate) * tf.pow(1f - step / steps, (float)power) + (float)end_learning_rate;
    }
}

/// <summary>
/// initial ((1 - alpha) (1 + cos(pi step / decay_steps)) / 2 + alpha) (Loshchilov and Hutter, arXiv:1608.03983). With
/// warmup_steps it first rises in a line from initial_learning_rate to warmup_target and falls from there.
/// </summary>
public sealed class CosineDecay(double initial_learning_rate, double decay_steps, double alpha = 0, string? name = null, double? warmup_target = null, int warmup_steps = 0)
    : LearningRateSchedule
{
    public double initial_learning_rate { get; } = initial_learning_rate;

    public double decay_steps { get; } = decay_steps;

    public double alpha { get; } = alpha;

    public string? name { get; } = name;

    public double? warmup_target { get; } = warmup_target;

    public int warmup_steps { get; } = warmup_steps;

    public override Tensor Apply(Tensor step)
    {
        if (warmup_target is not { } target) return Fall(tf.minimum(step, (float)decay_steps), initial_learning_rate);
        var rise = (float)(target - initial_learning_rate) * (step / (float)Math.Max(1, warmup_steps)) + (float)initial_learning_rate;
        var fall = Fall(tf.minimum(step - (float)warmup_steps, (float)decay_steps), target);
        return tf.where(step < (float)warmup_steps, rise, fall);
    }

    private Tensor Fall(Tensor step, double from) =>
        (float)from * ((float)(1 - alpha) * (0.5f * (1f + tf.cos((float)Math.PI * (step / (float)decay_steps)))) + (float)alpha);
}

/// <summary>Cosine decay that begins anew: each period is t_mul times as long and begins m_mul times as high.</summary>
public sealed class CosineDecayRestarts(double initial_learning_rate, double first_decay_steps, double t_mul = 2, double m_mul = 1, double alpha = 0, string? name = null)
    : LearningRateSchedule
{
    public double initial_learning_rate { get; } = initial_learning_rate;

    public double first_decay_steps { get; } = first_decay_steps;

    public double t_mul { get; } = t_mul;

    public double m_mul { get; } = m_mul;

    public double alpha { get; } = alpha;

    public string? name { get; } = name;

    public override Tensor Apply(Tensor step)
    {
        var done = step / (float)first_decay_steps;
        Tensor restarts, fraction;
        if (t_mul == 1)
        {
            restarts = tf.floor(done);
            fraction = done - restarts;
        }
        else
        {
            restarts = tf.floor(tf.log(1f - done * (float)(1 - t_mul)) / (float)Math.Log(t_mul));
            var before = (1f - tf.pow((float)t_mul, restarts)) / (float)(1 - t_mul);
            fraction = (done - before) / tf.pow((float)t_mul, restarts);
        }
        var cosine = 0.5f * tf.pow((float)m_mul, restarts) * (1f + tf.cos((float)Math.PI * fraction));
        return (float)initial_learning_rate * ((float)(1 - alpha) * cosine + (float)alpha);
    }
}

/// <summary><c>keras.optimizers.schedules</c>.</summary>
public sealed class SchedulesApi
{
    internal SchedulesApi() { }

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.ExponentialDecay"/>
    public LearningRateSchedule ExponentialDecay(double initial_learning_rate, double decay_steps, double decay_rate, bool staircase = false, string? name = null) =>
        new ExponentialDecay(initial_learning_rate, decay_steps, decay_rate, staircase, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.InverseTimeDecay"/>
    public LearningRateSchedule InverseTimeDecay(double initial_learning_rate, double decay_steps, double decay_rate, bool staircase = false, string? name = null) =>
        new InverseTimeDecay(initial_learning_rate, decay_steps, decay_rate, staircase, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.PiecewiseConstantDecay"/>
    public LearningRateSchedule PiecewiseConstantDecay(double[] boundaries, double[] values, string? name = null) => new PiecewiseConstantDecay(boundaries, values, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.PolynomialDecay"/>
    public LearningRateSchedule PolynomialDecay(double initial_learning_rate, double decay_steps, double end_learning_rate = 0.0001, double power = 1, bool cycle = false,
        string? name = null) => new PolynomialDecay(initial_learning_rate, decay_steps, end_learning_rate, power, cycle, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.CosineDecay"/>
    public LearningRateSchedule CosineDecay(double initial_learning_rate, double decay_steps, double alpha = 0, string? name = null, double? warmup_target = null,
        int warmup_steps = 0) => new CosineDecay(initial_learning_rate, decay_steps, alpha, name, warmup_target, warmup_steps);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.CosineDecayRestarts"/>
    public LearningRateSchedule CosineDecayRestarts(double initial_learning_rate, double first_decay_steps, double t_mul = 2, double m_mul = 1, double alpha = 0,
        string? name = null) => new CosineDecayRestarts(initial_learning_rate, first_decay_steps, t_mul, m_mul, alpha, name);
}
