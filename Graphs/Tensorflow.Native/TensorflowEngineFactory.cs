namespace Tensorflow.Native;

/// <summary>Makes engines over TensorFlow's runtime; <see cref="Engines"/> finds it by its name when the engine <c>tensorflow</c> is asked for.</summary>
internal sealed class TensorflowEngineFactory : EngineFactory
{
    public override Engine Create(Graph graph, string target, ConfigProto config) => new TensorflowEngine(graph, target, config);

    public override ClusterServer CreateServer(ServerDef server)
    {
        TensorflowLibrary.Load();
        return new NativeServer(server);
    }

    public override EngineDescription Describe()
    {
        var library = TensorflowLibrary.Load();
        using var graph = new Graph();
        using var engine = new TensorflowEngine(graph, "", new ConfigProto());
        return new EngineDescription($"TensorFlow {library.Version}", library.Path, engine.Devices());
    }
}
