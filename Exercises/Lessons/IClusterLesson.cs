using TfExercises.Cluster;

namespace TfExercises.Lessons;

/// <summary>A lesson that several processes can train together: <c>run --cluster</c> finds it by this interface.</summary>
public interface IClusterLesson
{
    /// <summary>Trains as one of the workers. The default graph is empty; the seeds are set, to others in each worker.</summary>
    void RunAsWorker(LessonContext lesson, Worker worker);
}
