using Tensorflow.Keras.Optimizers;
using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras;

/// <summary>A learning rate that follows the number of steps taken.</summary>
public abstract class LearningRateSchedule : KerasObject
{
    /// <summary>The rate at a step.</summary>
    /// <param name="step">The number of steps taken, a float32 number.</param>
    public abstract Tensor Apply(Tensor step);

    internal static Registry<LearningRateSchedule> Known { get; } = new Registry<LearningRateSchedule>("learning rate schedule", "keras.optimizers.schedules")
        .Add<ExponentialDecay>().Add<InverseTimeDecay>().Add<PiecewiseConstantDecay>().Add<PolynomialDecay>().Add<CosineDecay>().Add<CosineDecayRestarts>();
}
