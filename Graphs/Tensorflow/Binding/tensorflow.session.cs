namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>A session for the default graph.</summary>
    public Session Session() => new();

    /// <summary>A session on a server of a cluster (<see cref="Server.target"/>), on TensorFlow's runtime; an empty target means this process.</summary>
    public Session Session(string target, Graph? graph = null, ConfigProto? config = null, string? engine = null) => new(target, graph, config, engine);

    /// <summary>A session for a graph.</summary>
    public Session Session(Graph? graph, ConfigProto? config = null, string? engine = null) => new("", graph, config, engine);

    /// <summary>A session with settings.</summary>
    public Session Session(ConfigProto config) => new("", null, config);

    /// <summary>The session that <c>tensor.eval()</c> and <c>op.run()</c> use on this thread; null if none.</summary>
    public Session? get_default_session() => Tensorflow.Session.Default;

    /// <summary>A session that is the default one from its start.</summary>
    public InteractiveSession InteractiveSession(Graph? graph = null, ConfigProto? config = null, string? engine = null) => new(graph, config, engine);

    /// <summary>A session on a server of a cluster that is the default one from its start.</summary>
    public InteractiveSession InteractiveSession(string target, Graph? graph = null, ConfigProto? config = null, string? engine = null) => new(target, graph, config, engine);

    /// <summary>Settings of a session, with the name of its engine (<see cref="Engines.Names"/>) or null for the default one.</summary>
    public ConfigProto ConfigProto(string? engine = null) => new(engine);
}
