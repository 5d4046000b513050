namespace TfExercises.Bench;

/// <summary>How long one step takes, in seconds.</summary>
/// <param name="Engine">What ran it; null for a step of the processor alone.</param>
/// <param name="Median">Of all samples.</param>
/// <param name="Best">The shortest sample.</param>
/// <param name="Spread">From the first to the third quartile: half of the samples lie in it.</param>
/// <param name="AllocatedBytes">What one step allocates on all threads in the steady state; null where another process does it.</param>
/// <param name="FlopsPerSecond">Of the shortest sample; null where operations are not counted.</param>
public sealed record StepTime(string Step, string? Engine, double Median, double Best, double Spread, int Samples, long? AllocatedBytes, double? FlopsPerSecond);
