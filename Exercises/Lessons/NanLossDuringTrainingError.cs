namespace TfExercises.Lessons;

/// <summary>A loss became NaN: training on would teach nothing more. TensorFlow's name for it.</summary>
public sealed class NanLossDuringTrainingError(string message) : Exception(message);
