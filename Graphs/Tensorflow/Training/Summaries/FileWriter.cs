using Google.Protobuf;
using Tensorflow.Summaries;

namespace Tensorflow;

/// <summary>
/// Writes summaries and graphs into an event file of a folder, which TensorBoard shows. Close or dispose it when done;
/// until then events may wait in memory, for <c>flush_secs</c> seconds at most.
/// </summary>
public sealed class FileWriter : IDisposable
{
    private readonly string _logdir;
    private readonly string _suffix;
    private readonly TimeSpan _flushAfter;
    private readonly HashSet<string> _described = new(StringComparer.Ordinal);
    private EventFile? _file;
    private long _lastFlush = Environment.TickCount64;

    internal FileWriter(string logdir, Graph? graph, double flush_secs, string? filename_suffix)
    {
        _logdir = logdir;
        _suffix = filename_suffix ?? "";
        _flushAfter = TimeSpan.FromSeconds(flush_secs);
        _file = new EventFile(_logdir, _suffix);
        if (graph is null) return;
        add_graph(graph);
        add_meta_graph(Binding.tf.train.export_meta_graph(graph: graph));
    }

    /// <summary>The folder.</summary>
    public string get_logdir() => _logdir;

    /// <summary>Adds a summary, as <c>sess.run_summary</c> gives it, at a step. The description of a tag is written once only.</summary>
    public void add_summary(Summary summary, long? global_step = null)
    {
        var written = summary.Clone();
        foreach (var value in written.Value)
        {
            if (value.Metadata is not null && !_described.Add(value.Tag)) value.Metadata = null;
        }
        add_event(new Event { Summary = written, Step = global_step ?? 0 });
    }

    /// <summary>Adds a serialized summary at a step.</summary>
    public void add_summary(byte[] summary, long? global_step = null) => add_summary(Summary.Parser.ParseFrom(summary), global_step);

    /// <summary>Adds a graph, with the shapes of its tensors.</summary>
    public void add_graph(Graph graph, long? global_step = null) =>
        add_event(new Event { GraphDef = graph.as_graph_def(add_shapes: true).ToByteString(), Step = global_step ?? 0 });

    /// <summary>Adds a graph with its collections, such as <c>tf.train.export_meta_graph()</c>.</summary>
    public void add_meta_graph(MetaGraphDef meta_graph_def, long? global_step = null) =>
        add_event(new Event { MetaGraphDef = meta_graph_def.ToByteString(), Step = global_step ?? 0 });

    /// <summary>Adds that a session began, stopped or wrote a checkpoint.</summary>
    public void add_session_log(SessionLog session_log, long? global_step = null) => add_event(new Event { SessionLog = session_log, Step = global_step ?? 0 });

    /// <summary>Adds any event; its wall time is set to now.</summary>
    /// <exception cref="RuntimeError">The writer is closed.</exception>
    public void add_event(Event @event)
    {
        var file = _file ?? throw new RuntimeError($"The FileWriter of {_logdir} is closed. Call reopen() to go on in a new file.");
        file.Write(@event);
        if (Environment.TickCount64 - _lastFlush >= _flushAfter.TotalMilliseconds) flush();
    }

    /// <summary>Brings what waits in memory to the file.</summary>
    public void flush()
    {
        _file?.Flush();
        _lastFlush = Environment.TickCount64;
    }

    /// <summary>Flushes and closes the file.</summary>
    public void close()
    {
        _file?.Dispose();
        _file = null;
    }

    /// <summary>After <see cref="close"/>: goes on in a new file of the same folder.</summary>
    public void reopen()
    {
        if (_file is not null) return;
        _described.Clear();
        _file = new EventFile(_logdir, _suffix);
    }

    public void Dispose() => close();
}
