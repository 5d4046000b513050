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
        var finished = 0;
        while (finished < workers.Count)
        {
            lesson.Wait(Pause);
            // A worker that never joined has no flag yet.
            if (!sess.run(joined).ToArray<bool>().All(hasJoined => hasJoined))
                continue;
            var now = sess.run(done).Count(flag => (int)flag == 1);
            if (now == finished)
                continue;
            finished = now;
            print($"終わったワーカー: {finished}/{workers.Count} / workers done: {finished} of {workers.Count}");
        }
    }
}
