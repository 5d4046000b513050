namespace TfExercises.Output;

/// <summary>What was measured at one iteration.</summary>
public sealed record LogEntry(int Iteration, double? Loss, double? Accuracy);
