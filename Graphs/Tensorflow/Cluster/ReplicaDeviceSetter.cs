namespace Tensorflow;

/// <summary>The device function of <c>tf.train.replica_device_setter</c>: variables go to the parameter servers, everything else to the worker.</summary>
internal sealed class ReplicaDeviceSetter(DeviceSpec ps, DeviceSpec worker, bool mergeDevices, IReadOnlySet<string> psOps, Func<Operation, int> psStrategy)
{
    /// <summary>The operations that hold values from run to run.</summary>
    public static readonly IReadOnlySet<string> StandardPsOps = new HashSet<string>(StringComparer.Ordinal)
    {
        "Variable", "VariableV2", "AutoReloadVariable", "MutableHashTable", "MutableHashTableV2", "MutableHashTableOfTensors", "MutableHashTableOfTensorsV2",
        "MutableDenseHashTable", "MutableDenseHashTableV2", "VarHandleOp", "BoostedTreesEnsembleResourceHandleOp", "BoostedTreesQuantileStreamResourceHandleOp",
        "ResourceConditionalAccumulator", "DecisionTreeResource",
    };

    /// <summary>The tasks one after the other.</summary>
    public static Func<Operation, int> RoundRobin(int tasks)
    {
        var next = 0;
        return _ =>
        {
            var task = next;
            next = (next + 1) % tasks;
            return task;
        };
    }

    public string Device(Operation op)
    {
        if (!mergeDevices && op.device.Length > 0) return op.device;
        var current = DeviceSpec.from_string(op.device);
        return (psOps.Contains(op.type) ? ServerOf(op, current) : worker).make_merged_spec(current).to_string();
    }

    // A task is only chosen where the operation does not name another job itself.
    private DeviceSpec ServerOf(Operation op, DeviceSpec current) =>
        ps.job is { } job && (current.job is null || current.job == job) ? ps with { task = psStrategy(op) } : ps;
}
