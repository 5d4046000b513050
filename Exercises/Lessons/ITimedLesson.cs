namespace TfExercises.Lessons;

/// <summary>A lesson that has a step to time: <c>bench</c> finds it by this interface.</summary>
public interface ITimedLesson
{
    /// <summary>Whether the step runs a graph; one that does not is the same on every engine. True unless a lesson says otherwise.</summary>
    bool HasGraph => true;

    /// <summary>
    /// Makes the training step of the lesson's own model, with the settings of <paramref name="lesson"/>, on a batch drawn once.
    /// The default graph is empty and the seeds are set.
    /// </summary>
    TimedStep CreateStep(LessonContext lesson);
}
