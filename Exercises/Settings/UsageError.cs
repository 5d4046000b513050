namespace TfExercises.Settings;

/// <summary>The user asked for something that is not there or not allowed: told before any training, exit code 2.</summary>
public sealed class UsageError(string message) : Exception(message);
