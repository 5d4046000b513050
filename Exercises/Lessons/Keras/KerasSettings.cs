using TfExercises.Settings;

namespace TfExercises.Lessons;

/// <summary>Settings that the lessons on Keras share, called as the arguments of <c>fit</c>.</summary>
static class KerasSettings
{
    /// <param name="value">The default.</param>
    /// <param name="least">0 in a lesson that can measure what <c>--load</c> loaded without training; 1 where it tells of the epochs.</param>
    public static Setting<int> Epochs(int value, int least = 1) => Setting.Whole("epochs", value, least, 1_000_000, "エポック数", "times that all data are learned");

    /// <summary>Keras' Adam: as TensorFlow's, but with an epsilon of 1e-7.</summary>
    public static OptimizerChoice Adam(double learningRate) => OptimizerChoice.Of("Adam", ("learning_rate", learningRate), ("epsilon", 1e-7));

    public static OptimizerChoice Sgd(double learningRate) => OptimizerChoice.Of("GradientDescent", ("learning_rate", learningRate));
}
