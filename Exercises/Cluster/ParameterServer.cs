using Tensorflow;
using TfExercises.Lessons;
using static Tensorflow.Binding;

namespace TfExercises.Cluster;

/// <summary>What a process of the job <c>ps</c> does: it holds variables until all workers are done.</summary>
static class ParameterServer
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.3);

    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public static void Serve(Server server, ClusterPlace place, LessonContext lesson)
    {
        var workers = place.Cluster.task_indices(ClusterPlace.Workers);
        var flags = workers.Select(worker => DoneFlags.Of(place.Task, worker)).ToArray();
        var (joined, done) = (tf.stack(flags.Select(tf.is_variable_initialized).ToArray()), flags.Select(flag => (object)flag).ToArray());
        using var sess = tf.Session(server.target, config: new ConfigProto { device_filters = [place.Device] });
        print($"パラメータサーバ{place.Task}: {place.Address} で待ち受け、ワーカー{workers.Count}個の終わりで終わる / "
            + $"parameter server {place.Task}: serves at {place.Address} until {workers.Count} workers are done (Ctrl+C ends it sooner)");
        var before = -1;
        while (before < workers.Count)
        {
            lesson.Wait(Pause);
            var isJoined = sess.run(joined).ToArray<bool>();
            var finished = isJoined.All(j => j) ? sess.run(done).Count(flag => (int)flag == 1) : 0;
            var count = isJoined.Count(j => j);
            if (finished == before)
                continue;
            if (before >= 0 || finished > 0)
                print($"終わったワーカー: {finished}/{workers.Count} / workers done: {finished} of {count} joined");
            before = finished;
        }
    }
}
