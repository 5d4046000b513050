namespace Tensorflow;

/// <summary>Training in several processes.</summary>
public sealed partial class TrainApi
{
    /// <inheritdoc cref="Tensorflow.ClusterSpec"/>
    public ClusterSpec ClusterSpec(IReadOnlyDictionary<string, string[]> cluster) => new(cluster);

    /// <inheritdoc cref="Tensorflow.ClusterSpec"/>
    public ClusterSpec ClusterSpec(IReadOnlyDictionary<string, IReadOnlyDictionary<int, string>> cluster) => new(cluster);

    /// <inheritdoc cref="Tensorflow.ClusterSpec"/>
    public ClusterSpec ClusterSpec(ClusterDef cluster) => new(cluster);

    /// <summary>Makes this process a task of a cluster, by a server of TensorFlow's runtime (see <see cref="Tensorflow.Server"/>).</summary>
    /// <param name="server_or_cluster_def">The cluster, the same in every process: a ClusterSpec, a ClusterDef or a dictionary of addresses.</param>
    /// <param name="job_name">The job of this process; may be left out where there is only one.</param>
    /// <param name="task_index">The task of this process; may be left out where the job has only one.</param>
    /// <param name="protocol">The protocol; "grpc" unless given.</param>
    /// <param name="config">Settings of sessions that give none.</param>
    /// <param name="start">Whether the server starts at once.</param>
    /// <exception cref="EngineUnavailableError">TensorFlow's library is not here.</exception>
    /// <exception cref="UnknownError">The port is in use.</exception>
    /// <exception cref="ValueError">The cluster has no such job or task.</exception>
    public Server Server(ClusterSpec server_or_cluster_def, string? job_name = null, int? task_index = null, string? protocol = null, ConfigProto? config = null, bool start = true) =>
        new(Tensorflow.Server.Define(server_or_cluster_def, job_name, task_index, protocol, config), start);

    /// <summary>Makes this process a task of a cluster; what is given besides goes before what the message says.</summary>
    /// <inheritdoc cref="Server(Tensorflow.ClusterSpec, string?, int?, string?, ConfigProto?, bool)"/>
    public Server Server(ServerDef server_or_cluster_def, string? job_name = null, int? task_index = null, string? protocol = null, ConfigProto? config = null, bool start = true) =>
        new(Tensorflow.Server.Define(server_or_cluster_def, job_name, task_index, protocol, config), start);

    /// <inheritdoc cref="Server.create_local_server"/>
    public Server create_local_server(ConfigProto? config = null, bool start = true) => Tensorflow.Server.create_local_server(config, start);

    /// <summary>
    /// A device function for <c>tf.device</c> that puts variables on the parameter servers, one after the other, and everything else on the
    /// worker. Null where there is no parameter server, which <c>tf.device</c> takes as none.
    /// </summary>
    /// <param name="ps_tasks">How many parameter servers there are; <paramref name="cluster"/> knows it too.</param>
    /// <param name="ps_device">The device of the variables without the task.</param>
    /// <param name="worker_device">The device of everything else, such as <c>/job:worker/task:1</c>.</param>
    /// <param name="merge_devices">Whether a device that an operation asks for is completed; else it is taken as it is.</param>
    /// <param name="cluster">The cluster, to count the parameter servers.</param>
    /// <param name="ps_ops">The types of the operations that go to the parameter servers; those that hold state unless given.</param>
    /// <param name="ps_strategy">The parameter server for an operation; one after the other unless given.</param>
    public Func<Operation, string?>? replica_device_setter(int ps_tasks = 0, string ps_device = "/job:ps", string worker_device = "/job:worker", bool merge_devices = true,
        ClusterSpec? cluster = null, IEnumerable<string>? ps_ops = null, Func<Operation, int>? ps_strategy = null)
    {
        var ps = DeviceSpec.from_string(ps_device);
        if (cluster is not null) ps_tasks = ps.job is { } job && cluster.jobs.Contains(job) ? cluster.num_tasks(job) : 0;
        if (ps_tasks == 0) return null;
        var ops = ps_ops?.ToHashSet(StringComparer.Ordinal) ?? ReplicaDeviceSetter.StandardPsOps;
        return new ReplicaDeviceSetter(ps, DeviceSpec.from_string(worker_device), merge_devices, ops, ps_strategy ?? ReplicaDeviceSetter.RoundRobin(ps_tasks)).Device;
    }

    /// <inheritdoc cref="Tensorflow.SessionManager"/>
    /// <inheritdoc cref="Tensorflow.SessionManager(Operation?, Tensor?, Tensor?, Graph?, double, IEnumerable{FeedItem}?)" path="/param|/exception"/>
    public SessionManager SessionManager(Operation? local_init_op = null, Tensor? ready_op = null, Tensor? ready_for_local_init_op = null, Graph? graph = null,
        double recovery_wait_secs = 30, IEnumerable<FeedItem>? local_init_feed_dict = null) =>
        new(local_init_op, ready_op, ready_for_local_init_op, graph, recovery_wait_secs, local_init_feed_dict);
}
