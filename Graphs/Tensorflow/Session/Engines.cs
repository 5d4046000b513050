namespace Tensorflow;

/// <summary>
/// The engines that run graphs: <see cref="Managed"/>, in C#, and <see cref="TensorFlow"/>, over TensorFlow's own runtime. A session
/// takes the engine that it is given, else its configuration's, else <see cref="Default"/>.
/// </summary>
public static class Engines
{
    /// <summary>The engine in C#: everywhere, with no native files.</summary>
    public const string Managed = "managed";

    /// <summary>TensorFlow's own runtime, for programs that reference Tensorflow.Native and have its library.</summary>
    public const string TensorFlow = "tensorflow";

    /// <summary>The environment variable that names the default engine.</summary>
    public const string Variable = "TFEX_ENGINE";

    // By name, so that this assembly needs no reference to the one that stands on it.
    private const string NativeFactory = "Tensorflow.Native.TensorflowEngineFactory, TfExercises.Tensorflow.Native";

    private static string? s_default;

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Managed, TensorFlow];

    /// <summary>The engine of sessions that name none: at the start what TFEX_ENGINE says, else the managed one.</summary>
    /// <exception cref="ValueError">There is no engine of this name.</exception>
    public static string Default
    {
        get => s_default ??= FromEnvironment();
        set => s_default = Require(value, "Engines.Default");
    }

    /// <summary>The version, origin and devices of an engine.</summary>
    /// <exception cref="EngineUnavailableError">It cannot be used here; the message says what it needs.</exception>
    /// <exception cref="ValueError">There is no engine of this name.</exception>
    public static EngineDescription Describe(string name) => Factory(Require(name, "Engines.Describe")).Describe();

    // A target is a server of TensorFlow's runtime, whatever engine runs local graphs.
    internal static Engine Create(string? name, Graph graph, string target, ConfigProto config) =>
        Factory(name is null ? target.Length > 0 ? TensorFlow : Default : Require(name, "The session's engine")).Create(graph, target, config);

    internal static ClusterServer CreateServer(ServerDef server) => Factory(TensorFlow).CreateServer(server);

    private static string FromEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name ? Require(name, Variable) : Managed;

    private static string Require(string name, string source) =>
        Names.Contains(name) ? name : throw new ValueError($"{source} is '{name}': there is no such engine; expected {string.Join(" or ", Names)}.");

    private static EngineFactory Factory(string name)
    {
        if (name == Managed) return new ManagedEngineFactory();
        var type = Type.GetType(NativeFactory, throwOnError: false) ??
            throw new EngineUnavailableError($"The engine '{TensorFlow}' is not part of this program: reference the project Graphs/Tensorflow.Native/Tensorflow.Native.csproj beside Tensorflow.csproj.");
        return (EngineFactory)Activator.CreateInstance(type)!;
    }
}

/// <summary>What an engine is.</summary>
/// <param name="Version">Its name and version.</param>
/// <param name="Origin">The file that it comes from.</param>
/// <param name="Devices">The devices that operations run on.</param>
public sealed record EngineDescription(string Version, string Origin, IReadOnlyList<string> Devices);

/// <summary>Makes the engine of a session.</summary>
internal abstract class EngineFactory
{
    /// <summary>An engine for this graph. <paramref name="target"/> names a cluster's server, empty for this process.</summary>
    public abstract Engine Create(Graph graph, string target, ConfigProto config);

    /// <summary>A server of a cluster, for the engines whose sessions take a target.</summary>
    public virtual ClusterServer CreateServer(ServerDef server) => throw new UnimplementedError("This engine runs in one process and has no servers.");

    public abstract EngineDescription Describe();
}
