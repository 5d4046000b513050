using System.Globalization;

namespace Tensorflow;

/// <summary>
/// Opens sessions whose variables have values: the chief initializes or restores them (<see cref="prepare_session"/>), other processes
/// wait until it has (<see cref="wait_for_session"/>). A process that lost its session, since a server was gone, asks for another.
/// </summary>
public sealed class SessionManager
{
    private readonly Operation? _localInit;
    private readonly Tensor? _ready;
    private readonly Tensor? _readyForLocalInit;
    private readonly Graph _graph;
    private readonly TimeSpan _wait;
    private readonly FeedItem[] _localInitFeeds;

    /// <param name="local_init_op">Run in each new session, as soon as <paramref name="ready_for_local_init_op"/> gives nothing.</param>
    /// <param name="ready_op">Names what is missing, such as <c>tf.report_uninitialized_variables()</c>; null to check nothing.</param>
    /// <param name="ready_for_local_init_op">The same for what <paramref name="local_init_op"/> needs.</param>
    /// <param name="graph">The graph of the sessions; the default one unless given.</param>
    /// <param name="recovery_wait_secs">Seconds from one check to the next.</param>
    /// <param name="local_init_feed_dict">Feeds of <paramref name="local_init_op"/>.</param>
    /// <exception cref="ValueError"><paramref name="ready_for_local_init_op"/> is given without <paramref name="local_init_op"/>.</exception>
    internal SessionManager(Operation? local_init_op, Tensor? ready_op, Tensor? ready_for_local_init_op, Graph? graph, double recovery_wait_secs, IEnumerable<FeedItem>? local_init_feed_dict)
    {
        if (ready_for_local_init_op is not null && local_init_op is null)
            throw new ValueError($"If you pass a ready_for_local_init_op you must also pass a local_init_op, ready_for_local_init_op [{ready_for_local_init_op}]");
        _localInit = local_init_op;
        _ready = ready_op;
        _readyForLocalInit = ready_for_local_init_op;
        _graph = graph ?? DefaultGraph.Current;
        _wait = TimeSpan.FromSeconds(recovery_wait_secs);
        _localInitFeeds = [.. local_init_feed_dict ?? []];
    }

    /// <summary>A session whose variables are restored from the newest checkpoint, or else initialized.</summary>
    /// <param name="master">The server's target; empty for this process.</param>
    /// <param name="init_op">Initializes the variables where there is no checkpoint.</param>
    /// <param name="saver">Restores them.</param>
    /// <param name="checkpoint_dir">The folder whose newest checkpoint is taken.</param>
    /// <param name="checkpoint_filename_with_path">A checkpoint to take, in place of a folder.</param>
    /// <param name="wait_for_checkpoint">Whether to wait for the first checkpoint.</param>
    /// <param name="max_wait_secs">How long, in seconds.</param>
    /// <param name="config">Settings of the session.</param>
    /// <param name="init_feed_dict">Feeds of <paramref name="init_op"/>.</param>
    /// <param name="init_fn">Called after <paramref name="init_op"/>.</param>
    /// <exception cref="RuntimeError">There is neither a checkpoint nor anything to initialize with, or variables have no value after it.</exception>
    public Session prepare_session(string master, Operation? init_op = null, Saver? saver = null, string? checkpoint_dir = null, string? checkpoint_filename_with_path = null,
        bool wait_for_checkpoint = false, double max_wait_secs = 7200, ConfigProto? config = null, IEnumerable<FeedItem>? init_feed_dict = null, Action<Session>? init_fn = null) =>
        Opened(master, config, sess =>
        {
            if (!Restore(sess, saver, checkpoint_dir, checkpoint_filename_with_path, wait_for_checkpoint, max_wait_secs))
            {
                if (init_op is null && init_fn is null && _localInit is null) throw new RuntimeError("Model is not initialized and no init_op or init_fn or local_init_op was given");
                if (init_op is not null) sess.run(init_op, [.. init_feed_dict ?? []]);
                init_fn?.Invoke(sess);
            }
            if ((RunLocalInit(sess) ?? Missing(_ready, sess)) is { } missing)
                throw new RuntimeError($"Init operations did not make model ready. Init op: {init_op?.name ?? "None"}, local_init_op: {_localInit?.name ?? "None"}, error: {missing}");
            return true;
        }).Session;

    /// <summary>A session whose variables are restored from the newest checkpoint, and whether they could be and nothing is missing.</summary>
    /// <inheritdoc cref="prepare_session"/>
    public (Session Session, bool IsInitialized) recover_session(string master, Saver? saver = null, string? checkpoint_dir = null, string? checkpoint_filename_with_path = null,
        bool wait_for_checkpoint = false, double max_wait_secs = 7200, ConfigProto? config = null) =>
        Opened(master, config, sess =>
        {
            var restored = Restore(sess, saver, checkpoint_dir, checkpoint_filename_with_path, wait_for_checkpoint, max_wait_secs);
            var missing = RunLocalInit(sess);
            return restored && missing is null && Missing(_ready, sess) is null;
        });

    /// <summary>A session, as soon as another process has initialized or restored the variables.</summary>
    /// <param name="master">The server's target; empty for this process.</param>
    /// <param name="config">Settings of the session.</param>
    /// <param name="max_wait_secs">The longest time to wait, in seconds.</param>
    /// <exception cref="DeadlineExceededError">They had none after this time.</exception>
    public Session wait_for_session(string master, ConfigProto? config = null, double max_wait_secs = double.PositiveInfinity)
    {
        var begin = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            string? missing = null;
            var (session, isReady) = Opened(master, config, sess => (missing = RunLocalInit(sess) ?? Missing(_ready, sess)) is null);
            if (isReady) return session;
            session.Dispose();
            if (System.Diagnostics.Stopwatch.GetElapsedTime(begin) + _wait > Limit(max_wait_secs))
                throw new DeadlineExceededError(string.Create(CultureInfo.InvariantCulture, $"Session was not ready after waiting {max_wait_secs} secs. {missing}"));
            Thread.Sleep(_wait);
        }
    }

    private static TimeSpan Limit(double seconds) => seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;

    // A session that cannot be made ready is closed.
    private (Session Session, T Result) Opened<T>(string master, ConfigProto? config, Func<Session, T> prepare)
    {
        var session = new Session(master, _graph, config);
        try
        {
            return (session, prepare(session));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private bool Restore(Session sess, Saver? saver, string? folder, string? file, bool wait, double seconds)
    {
        if (folder is not null && file is not null) throw new ValueError("Can not provide both checkpoint_dir and checkpoint_filename_with_path.");
        if (saver is null || folder is null && file is null) return false;
        if (file is not null)
        {
            saver.restore(sess, file);
            return true;
        }
        var begin = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            if (Binding.tf.train.get_checkpoint_state(folder!) is { ModelCheckpointPath.Length: > 0 } state)
            {
                saver.restore(sess, state.ModelCheckpointPath);
                saver.recover_last_checkpoints(state.AllModelCheckpointPaths);
                return true;
            }
            if (!wait || System.Diagnostics.Stopwatch.GetElapsedTime(begin) >= Limit(seconds)) return false;
            Thread.Sleep(_wait);
        }
    }

    // Null when it was run or there is none, else why it could not be.
    private string? RunLocalInit(Session sess)
    {
        if (_localInit is null) return null;
        if (Missing(_readyForLocalInit, sess) is { } missing) return missing;
        sess.run(_localInit, _localInitFeeds);
        return null;
    }

    private static string? Missing(Tensor? ready, Session sess)
    {
        if (ready is null) return null;
        try
        {
            var names = sess.run_strings(ready);
            return names.Length == 0 ? null : $"Variables not initialized: {string.Join(", ", names)}";
        }
        catch (FailedPreconditionError error) when (error.message.Contains("uninitialized", StringComparison.Ordinal))
        {
            return error.message;
        }
    }
}
