using TfExercises.Settings;

namespace TfExercises.Lessons;

/// <summary>
/// One program of the course. It reads like the notebook cell it recreates; what surrounds it (settings, measuring, files)
/// is offered by <see cref="LessonContext"/>. A lesson is listed in <see cref="LessonTable"/>.
/// </summary>
public abstract class Lesson
{
    /// <summary>The name on the command line: small letters and hyphens.</summary>
    public abstract string Id { get; }

    /// <summary>Chapter and section of the notes, such as "4-3".</summary>
    public abstract string Section { get; }

    public abstract Text Title { get; }

    /// <summary>What the lesson teaches, in a sentence or two.</summary>
    public abstract Text Teaches { get; }

    public virtual IReadOnlyList<Setting> Settings => [];

    /// <summary>The optimizer of the notes; null in a lesson that does not train.</summary>
    public virtual OptimizerChoice? Optimizer => null;

    /// <summary>The changes that the notes make, by name.</summary>
    public virtual IReadOnlyList<Try> Tries => [];

    /// <summary>Runs the lesson: prints what the notes print, and logs what they plot.</summary>
    public abstract void Run(LessonContext lesson);
}
