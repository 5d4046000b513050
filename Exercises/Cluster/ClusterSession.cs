using Tensorflow;
using TfExercises.Lessons;
using static Tensorflow.Binding;

namespace TfExercises.Cluster;

/// <summary>
/// A worker's session on the cluster. When a parameter server is gone it waits until it is back, opens another session (the chief restores
/// the newest checkpoint first) and repeats what failed.
/// </summary>
public sealed class ClusterSession : IDisposable
{
    const double SecondsToBeReady = 2;
    const int LongestLine = 160;

    readonly Server server;
    readonly ClusterPlace place;
    readonly LessonContext lesson;
    readonly RefVariable globalStep;
    readonly Tensor stepAfterTraining;
    readonly Operation initializer;
    readonly Operation done;
    readonly Saver saver;
    readonly SessionManager manager;
    readonly ConfigProto config;
    Session? session;
    int seen;

    internal ClusterSession(Operation train, Server server, ClusterPlace place, LessonContext lesson)
    {
        (this.server, this.place, this.lesson) = (server, place, lesson);
        globalStep = tf.train.get_global_step() ?? throw new InvalidOperationException("The graph has no global step; make one by tf.train.get_or_create_global_step().");
        using (tf.control_dependencies([train]))
            stepAfterTraining = globalStep.read_value();
        saver = tf.train.Saver();
        initializer = tf.global_variables_initializer();
        var flags = DoneFlags.OfWorker(place);
        done = tf.group([.. flags.Select(flag => tf.assign(flag, 1))]);
        manager = tf.train.SessionManager(
            local_init_op: tf.variables_initializer(flags), ready_op: tf.report_uninitialized_variables(),
            ready_for_local_init_op: tf.report_uninitialized_variables(tf.global_variables()), recovery_wait_secs: 0.5);
        // Other workers come and go without disturbing this one.
        config = new ConfigProto { device_filters = [$"/job:{ClusterPlace.ParameterServers}", place.Device] };
        session = Open();
    }

    /// <summary>The steps that all workers have done together, as of this worker's last step.</summary>
    public int GlobalStep { get; private set; }

    /// <summary>Runs a training step of this worker.</summary>
    public void Train(params FeedItem[] feed_dict) => GlobalStep = (int)Run(sess => (long)sess.run(stepAfterTraining, feed_dict));

    /// <summary>Runs something on the session.</summary>
    public T Run<T>(Func<Session, T> run)
    {
        while (true)
        {
            try
            {
                return run(session ??= Open());
            }
            catch (Exception error) when (error is AbortedError or UnavailableError)
            {
                print($"接続が切れた / the connection was lost: {Beginning(error)}");
                session?.Dispose();
                session = null;
            }
        }
    }

    /// <summary>Whether the workers together have passed another multiple of <paramref name="interval"/> steps since this was last asked.</summary>
    public bool HasPassed(int interval)
    {
        var before = seen;
        seen = GlobalStep;
        return seen / interval > before / interval;
    }

    /// <summary>On the chief, saves a checkpoint.</summary>
    public void Save()
    {
        if (place.IsChief)
            Run(sess => saver.save(sess, Path.Combine(place.CheckpointDirectory, "model.ckpt"), global_step: GlobalStep));
    }

    /// <summary>Tells the parameter servers that this worker is done.</summary>
    public void Done() => Run(sess =>
    {
        sess.run(done);
        return true;
    });

    public void Dispose() => session?.Dispose();

    Session Open()
    {
        for (var told = false; ;)
        {
            Peers.WaitForParameterServers(place, lesson);
            try
            {
                var opened = place.IsChief ? Prepare() : manager.wait_for_session(server.target, config, SecondsToBeReady);
                seen = GlobalStep = Count(opened);
                if (GlobalStep > 0)
                    print($"全体で{GlobalStep}回の更新から続ける / goes on from global step {GlobalStep}");
                return opened;
            }
            catch (DeadlineExceededError)
            {
                if (!told)
                    print("主ワーカーの初期化を待つ / waiting for the chief, worker 0, to initialize the variables");
                told = true;
            }
            catch (Exception error) when (error is AbortedError or UnavailableError)
            {
                print($"接続できない / no connection: {Beginning(error)}");
            }
            lesson.Wait(TimeSpan.FromSeconds(0.5));
        }
    }

    Session Prepare()
    {
        Directory.CreateDirectory(place.CheckpointDirectory);
        try
        {
            return manager.prepare_session(server.target, initializer, saver, place.CheckpointDirectory, config: config);
        }
        catch (Exception error) when (error is InvalidArgumentError or NotFoundError or DataLossError)
        {
            throw new InvalidOperationException(
                $"The newest checkpoint in {place.CheckpointDirectory} does not fit, or is damaged. Give the settings that it was saved with, or another folder by --checkpoints. {InOneLine(error)}", error);
        }
    }

    static string InOneLine(Exception error) =>
        string.Join(' ', ((OpError)error).message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    static string Beginning(Exception error) => InOneLine(error) is var line && line.Length <= LongestLine ? line : line[..LongestLine] + "...";

    int Count(Session sess) => (int)tf.train.global_step(sess, globalStep);
}
