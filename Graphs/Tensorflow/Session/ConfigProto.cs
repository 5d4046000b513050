namespace Tensorflow;

/// <summary>Settings of a session.</summary>
public sealed class ConfigProto
{
    /// <summary>Threads for one operation; 0 means as many as there are processors. Results do not depend on it.</summary>
    public int intra_op_parallelism_threads { get; set; }

    /// <summary>Accepted for compatibility: the managed engine runs one operation at a time.</summary>
    public int inter_op_parallelism_threads { get; set; }

    /// <summary>Accepted for compatibility: devices are text to the managed engine.</summary>
    public bool allow_soft_placement { get; set; } = true;

    /// <summary>Accepted for compatibility: devices are text to the managed engine.</summary>
    public bool log_device_placement { get; set; }
}
