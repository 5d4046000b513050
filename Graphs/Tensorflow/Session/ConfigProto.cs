namespace Tensorflow;

/// <summary>Settings of a session.</summary>
public sealed class ConfigProto(string? engine = null)
{
    /// <summary>One of <see cref="Engines.Names"/>; null leaves the choice to <see cref="Engines.Default"/>.</summary>
    public string? engine { get; set; } = engine;

    /// <summary>
    /// The most threads for one operation; 0 (the default) means as many as there are processors, which is also the most that the managed
    /// engine takes. Its results do not depend on it.
    /// </summary>
    public int intra_op_parallelism_threads { get; set; }

    /// <summary>Operations at once, on the engine tensorflow; 0 leaves it to TensorFlow. The managed engine runs one at a time.</summary>
    public int inter_op_parallelism_threads { get; set; }

    /// <summary>
    /// Whether an operation may run on the CPU where the kind or index of its device is missing: a program that says <c>/gpu:0</c> then runs
    /// without one, also on the managed engine. Job and task must be there in any case. False by default, as in TensorFlow.
    /// </summary>
    public bool allow_soft_placement { get; set; }

    /// <summary>
    /// In a cluster, the devices that the session sees, by prefixes: <c>["/job:ps", "/job:worker/task:1"]</c>. It then neither waits for the
    /// other tasks nor fails with them. Empty (the default) for all.
    /// </summary>
    public IList<string> device_filters { get; init; } = [];

    /// <summary>Whether the engine tensorflow says where it places each operation.</summary>
    public bool log_device_placement { get; set; }
}
