namespace Tensorflow.Keras;

/// <summary>A learning rate: a number, or a schedule that follows the steps.</summary>
public sealed class LearningRate
{
    public LearningRate(double value)
    {
        if (!(value >= 0)) throw new ValueError($"A learning rate must be 0 or more. Received: learning_rate={value}");
        this.value = value;
    }

    public LearningRate(LearningRateSchedule schedule) => this.schedule = schedule;

    /// <summary>The number; 0 where there is a schedule.</summary>
    public double value { get; }

    /// <summary>The schedule, null where the rate is a number.</summary>
    public LearningRateSchedule? schedule { get; }

    public static implicit operator LearningRate(double value) => new(value);

    public static implicit operator LearningRate(LearningRateSchedule schedule) => new(schedule);

    public static explicit operator double(LearningRate rate) => rate.value;

    public override string ToString() => schedule?.class_name ?? value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
