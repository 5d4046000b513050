using System.Globalization;
using Google.Protobuf;

namespace Tensorflow;

/// <summary>
/// A server of TensorFlow's runtime in this process: one task of a cluster. Sessions that are opened with its <see cref="target"/>,
/// here or in another process, run operations on the devices of all tasks. TensorFlow cannot stop a server that was started: it ends with
/// its process, and a server that is no longer referenced goes on.
/// </summary>
/// <remarks>
/// The server listens on the port of its task's address, on all network interfaces, and takes requests from anybody, unencrypted:
/// only use it in a network that you trust.
/// </remarks>
public sealed class Server
{
    private readonly ClusterServer _server;

    internal Server(ServerDef serverDef, bool start)
    {
        server_def = serverDef;
        try
        {
            _server = Engines.CreateServer(serverDef);
            if (start) this.start();
        }
        catch (UnknownError error)
        {
            throw new UnknownError($"{error.message}: the server of {Name} was to listen at {Address}. Does another process use this port? End that one (perhaps an earlier run of this task), or give the task another port in the cluster of all processes.", inner: error);
        }
    }

    /// <summary>A server that is the only task of its cluster, on a free port: to try out what a cluster does.</summary>
    /// <param name="config">Settings of sessions that give none.</param>
    /// <param name="start">Whether the server starts at once.</param>
    /// <exception cref="EngineUnavailableError">TensorFlow's library is not here.</exception>
    public static Server create_local_server(ConfigProto? config = null, bool start = true) =>
        new(Define(new Dictionary<string, string[]> { ["local"] = ["localhost:0"] }, null, null, null, config), start);

    /// <summary>The cluster, this server's place in it, and its settings.</summary>
    public ServerDef server_def { get; }

    /// <summary>What sessions take as target to connect to this server: <c>grpc://localhost:2222</c>.</summary>
    public string target => _server.Target;

    /// <summary>Starts the server, unless it runs already.</summary>
    public void start() => _server.Start();

    /// <summary>Blocks until the server has shut down, which a server that was started never does: until the process ends.</summary>
    public void join() => _server.Join();

    internal static ServerDef Define(ServerDef server, string? job_name, int? task_index, string? protocol, ConfigProto? config)
    {
        var def = server.Clone();
        if (job_name is not null) def.JobName = job_name;
        if (task_index is { } task) def.TaskIndex = task;
        if (protocol is not null) def.Protocol = protocol;
        if (config is not null) def.DefaultSessionConfig = ByteString.CopyFrom(SessionConfig.ToBytes(config));
        return def;
    }

    internal static ServerDef Define(ClusterSpec cluster, string? job_name, int? task_index, string? protocol, ConfigProto? config)
    {
        job_name ??= cluster.jobs.Count == 1 ? cluster.jobs[0] : throw new ValueError($"Must specify an explicit `job_name`: the cluster has the jobs {string.Join(", ", cluster.jobs)}.");
        task_index ??= cluster.num_tasks(job_name) == 1 ? cluster.task_indices(job_name)[0]
            : throw new ValueError($"Must specify an explicit `task_index`: the job '{job_name}' has {cluster.num_tasks(job_name)} tasks.");
        cluster.task_address(job_name, task_index.Value);
        return Define(new ServerDef { Cluster = cluster.as_cluster_def() }, job_name, task_index, protocol ?? "grpc", config);
    }

    private string Name => string.Create(CultureInfo.InvariantCulture, $"/job:{server_def.JobName}/task:{server_def.TaskIndex}");

    private string Address => server_def.Cluster?.Job.FirstOrDefault(job => job.Name == server_def.JobName)?.Tasks.GetValueOrDefault(server_def.TaskIndex) ?? "no address";
}

/// <summary>A server of an engine's runtime.</summary>
internal abstract class ClusterServer
{
    public abstract string Target { get; }

    public abstract void Start();

    public abstract void Join();
}
