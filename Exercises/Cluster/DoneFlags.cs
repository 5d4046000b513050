using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Cluster;

/// <summary>
/// How a parameter server learns that it may end: each worker has a variable on each parameter server, 0 while it trains, 1 when it is
/// done. A worker that is started again sets it back.
/// </summary>
static class DoneFlags
{
    /// <summary>The variable of a worker on a parameter server: the same for all sessions, since it has the same name in each graph.</summary>
    public static RefVariable Of(int server, int worker)
    {
        using (tf.device(null))
        using (tf.device(ClusterPlace.DeviceOf(ClusterPlace.ParameterServers, server)))
            return tf.Variable(0, trainable: false, name: $"done/ps_{server}/worker_{worker}", collections: [tf.GraphKeys.LOCAL_VARIABLES]);
    }

    /// <summary>The variables of a worker on all parameter servers.</summary>
    public static IReadOnlyList<RefVariable> OfWorker(ClusterPlace place) =>
        [.. place.Cluster.task_indices(ClusterPlace.ParameterServers).Select(server => Of(server, place.Task))];
}
