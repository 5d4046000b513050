using Tensorflow;
using TfExercises.Lessons;

namespace TfExercises.Cluster;

/// <summary>The process of a worker: what a lesson needs to place its graph and to train.</summary>
public sealed class Worker
{
    readonly Server server;
    readonly ClusterPlace place;
    readonly LessonContext lesson;

    internal Worker(Server server, ClusterPlace place, LessonContext lesson) => (this.server, this.place, this.lesson) = (server, place, lesson);

    /// <summary>All processes.</summary>
    public ClusterSpec Cluster => place.Cluster;

    /// <summary>This process as a device: <c>/job:worker/task:0</c>.</summary>
    public string Device => place.Device;

    /// <summary>
    /// Opens a session for the default graph, which must be complete and have a global step. The chief restores the newest checkpoint or
    /// initializes the variables; other workers wait until it has.
    /// </summary>
    /// <param name="train">The training step, which counts the global step.</param>
    /// <exception cref="OperationCanceledException">The user stopped the lesson while it waited.</exception>
    public ClusterSession Session(Operation train) => new(train, server, place, lesson);
}
