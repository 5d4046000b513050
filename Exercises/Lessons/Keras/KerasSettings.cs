using TfExercises.Settings;

namespace TfExercises.Lessons;

/// <summary>Settings that the lessons on Keras share, called as the arguments of <c>fit</c>.</summary>
static class KerasSettings
{
    public static Setting<int> Epochs(int value) => Setting.Whole("epochs", value, 1, 1_000_000, "エポック数", "times that all data are learned");

    /// <summary>Keras' Adam: as TensorFlow's, but with an epsilon of 1e-7.</summary>
    public static OptimizerChoice Adam(double learningRate) => OptimizerChoice.Of("Adam", ("learning_rate", learningRate), ("epsilon", 1e-7));

    public static OptimizerChoice Sgd(double learningRate) => OptimizerChoice.Of("GradientDescent", ("learning_rate", learningRate));
}
