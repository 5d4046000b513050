using NumSharp;
using Tensorflow.Kernels;

namespace Tensorflow;

/// <summary>
/// Runs a graph: computes what is fetched, with the given feeds, and keeps the variables' values between runs.
/// Safe to use from several threads; runs of one session follow each other.
/// </summary>
public class Session : IDisposable
{
    [ThreadStatic] private static List<Session>? _defaults;

    private readonly Lock _gate = new();
    private readonly RunRequest _request = new();
    private readonly FetchMapper _mapper;
    private readonly Engine _engine;
    private readonly CallSite _openedAt = CallSite.Capture();
    private bool _closed;

    /// <summary>A session for <paramref name="graph"/>, or for the default graph.</summary>
    /// <param name="target">A cluster's server (<see cref="Server.target"/>), on TensorFlow's runtime; empty for this process.</param>
    /// <param name="graph">The graph; null for the default one.</param>
    /// <param name="config">Settings.</param>
    /// <param name="engine">One of <see cref="Engines.Names"/>; null leaves it to <paramref name="config"/>, then to the target, then to <see cref="Engines.Default"/>.</param>
    /// <exception cref="EngineUnavailableError">The engine cannot be used here.</exception>
    public Session(string target = "", Graph? graph = null, ConfigProto? config = null, string? engine = null)
    {
        this.graph = graph ?? DefaultGraph.Current;
        _mapper = new FetchMapper(this.graph);
        Config = config ?? new ConfigProto();
        _engine = Engines.Create(engine ?? Config.engine, this.graph, target, Config);
    }

    /// <summary>A session for this graph.</summary>
    public Session(Graph graph) : this("", graph) { }

    /// <summary>The graph that this session runs.</summary>
    public Graph graph { get; }

    /// <summary>The settings given at the start.</summary>
    public ConfigProto Config { get; }

    /// <summary>Runs an operation for its effects.</summary>
    public void run(Operation op, params ReadOnlySpan<FeedItem> feed_dict)
    {
        NDArray? nothing = null;
        Execute([op], feed_dict, ToArray, new(ref nothing));
    }

    /// <summary>Computes a tensor.</summary>
    public NDArray run(Tensor tensor, params ReadOnlySpan<FeedItem> feed_dict)
    {
        NDArray? array = null;
        Execute([tensor], feed_dict, ToArray, new(ref array));
        return array!;
    }

    /// <summary>Reads a variable.</summary>
    public NDArray run(RefVariable variable, params ReadOnlySpan<FeedItem> feed_dict) => run(variable.Snapshot, feed_dict);

    /// <summary>Computes what a name says: a tensor (<c>y:0</c>), or runs an operation, which gives null.</summary>
    public NDArray? run(string name, params ReadOnlySpan<FeedItem> feed_dict) => Execute([name], feed_dict, ToArray)[0];

    /// <summary>Computes two things in one run. Elements are tensors, variables, operations (null in the result) or names.</summary>
    public (NDArray, NDArray) run((object, object) fetches, params ReadOnlySpan<FeedItem> feed_dict)
    {
        Span<NDArray?> r = [null, null];
        Execute([fetches.Item1, fetches.Item2], feed_dict, ToArray, r);
        return (r[0]!, r[1]!);
    }

    /// <summary>Computes three things in one run.</summary>
    public (NDArray, NDArray, NDArray) run((object, object, object) fetches, params ReadOnlySpan<FeedItem> feed_dict)
    {
        Span<NDArray?> r = [null, null, null];
        Execute([fetches.Item1, fetches.Item2, fetches.Item3], feed_dict, ToArray, r);
        return (r[0]!, r[1]!, r[2]!);
    }

    /// <summary>Computes four things in one run.</summary>
    public (NDArray, NDArray, NDArray, NDArray) run((object, object, object, object) fetches, params ReadOnlySpan<FeedItem> feed_dict)
    {
        Span<NDArray?> r = [null, null, null, null];
        Execute([fetches.Item1, fetches.Item2, fetches.Item3, fetches.Item4], feed_dict, ToArray, r);
        return (r[0]!, r[1]!, r[2]!, r[3]!);
    }

    /// <summary>Computes five things in one run.</summary>
    public (NDArray, NDArray, NDArray, NDArray, NDArray) run((object, object, object, object, object) fetches, params ReadOnlySpan<FeedItem> feed_dict)
    {
        Span<NDArray?> r = [null, null, null, null, null];
        Execute([fetches.Item1, fetches.Item2, fetches.Item3, fetches.Item4, fetches.Item5], feed_dict, ToArray, r);
        return (r[0]!, r[1]!, r[2]!, r[3]!, r[4]!);
    }

    /// <summary>Computes a list of things (tensors, variables, operations, names) in one run; operations give null.</summary>
    public NDArray[] run(IEnumerable<object> fetches, params ReadOnlySpan<FeedItem> feed_dict) => Execute([.. fetches], feed_dict, ToArray)!;

    /// <summary>Computes a tensor of strings, in row-major order.</summary>
    public string[] run_strings(Tensor tensor, params ReadOnlySpan<FeedItem> feed_dict) =>
        Execute([tensor], feed_dict, value => value.Texts())[0]!;

    /// <summary>Computes a summary (of <c>tf.summary</c>).</summary>
    public Summary run_summary(Tensor summary, params ReadOnlySpan<FeedItem> feed_dict) => run_summary(summary, [], feed_dict).Summary;

    /// <summary>Computes a summary and a list of other things in one run; operations give null.</summary>
    public (Summary Summary, NDArray?[] Others) run_summary(Tensor summary, IEnumerable<object> fetches, params ReadOnlySpan<FeedItem> feed_dict)
    {
        var r = Execute<object>([summary, .. fetches], feed_dict, value => value is { IsObject: true, Rank: 0 } ? value.Objects[0]! : ToArray(value));
        if (r[0] is not byte[] bytes) throw new TypeError($"{summary.name} is no summary but {summary.dtype.as_numpy_name()}{summary.shape}. Summaries are made by tf.summary.scalar and the like.");
        return (Summary.Parser.ParseFrom(bytes), Array.ConvertAll(r[1..], other => other switch
        {
            null => null,
            NDArray array => array,
            _ => throw new TypeError("One summary is fetched in a run; join several by tf.summary.merge or merge_all."),
        }));
    }

    /// <summary>Makes this the session that <c>tensor.eval()</c> and <c>op.run()</c> use, until it is disposed.</summary>
    public Session as_default()
    {
        (_defaults ??= []).Add(this);
        graph.as_default();
        return this;
    }

    /// <summary>Frees the variables and plans; later runs are errors.</summary>
    public void close()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            _engine.Dispose();
        }
    }

    /// <summary>Closes the session; it stops being the default one.</summary>
    public void Dispose()
    {
        if (_defaults?.Remove(this) == true) graph.Dispose();
        close();
        GC.SuppressFinalize(this);
    }

    /// <summary>What runs the graph.</summary>
    internal Engine Engine => _engine;

    /// <summary>The session made default on this thread, null if none.</summary>
    internal static Session? Default => _defaults is { Count: > 0 } stack ? stack[^1] : null;

    internal static Session RequireDefault(string purpose) => Default ??
        throw new ValueError($"Cannot {purpose}: no default session is registered. Use `using var sess = tf.Session().as_default()` or give the session.");

    /// <summary>Runs the fetches and gives for each what <paramref name="take"/> makes of its value, null for operations.</summary>
    internal TResult?[] Execute<TResult>(ReadOnlySpan<object> fetches, ReadOnlySpan<FeedItem> feeds, Func<TensorValue, TResult> take) where TResult : class
    {
        var results = new TResult?[fetches.Length];
        Execute(fetches, feeds, take, results);
        return results;
    }

    /// <summary>As the other overload, into the caller's <paramref name="results"/>, one for each fetch.</summary>
    internal void Execute<TResult>(ReadOnlySpan<object> fetches, ReadOnlySpan<FeedItem> feeds, Func<TensorValue, TResult> take, Span<TResult?> results) where TResult : class
    {
        if (fetches.Length == 0) throw new ValueError("sess.run was given nothing to fetch; name at least one tensor or operation.");
        lock (_gate)
        {
            if (_closed) throw new RuntimeError($"Attempted to use a closed Session. It was opened at {_openedAt}; its variables went with it. Open another by tf.Session() and initialize them there.");
            var limitBefore = WorkerPool.Limit;
            try
            {
                WorkerPool.Limit = Math.Max(0, Config.intra_op_parallelism_threads);
                _mapper.Map(fetches, feeds, _request);
                _engine.Run(_request, take, results);
            }
            finally
            {
                WorkerPool.Limit = limitBefore;
                _request.Clear();
            }
        }
    }

    private static readonly Func<TensorValue, NDArray> ToArray = NDArrayBridge.ToArray;
}

/// <summary>A session that is the default one from its start, for use in a prompt or a notebook.</summary>
public sealed class InteractiveSession : Session
{
    public InteractiveSession(Graph? graph = null, ConfigProto? config = null, string? engine = null) : this("", graph, config, engine) { }

    /// <inheritdoc cref="Session(string, Graph?, ConfigProto?, string?)"/>
    public InteractiveSession(string target, Graph? graph = null, ConfigProto? config = null, string? engine = null) : base(target, graph, config, engine) => as_default();
}
