using TfExercises.Lessons;

namespace TfExercises.Commands;

/// <summary>What the runner is given from outside.</summary>
/// <param name="Interactive">Whether a person watches: progress bars are drawn.</param>
/// <param name="Environment">The environment's variables.</param>
/// <param name="Cancellation">Cancelled when the user asks to stop (Ctrl+C).</param>
sealed record Host(
    LessonTable Lessons,
    TextWriter Output,
    TextWriter Error,
    bool Interactive,
    IReadOnlyList<(string Name, string Value)> Environment,
    CancellationToken Cancellation);
