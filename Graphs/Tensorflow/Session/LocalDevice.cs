namespace Tensorflow;

/// <summary>The one device of the managed engine.</summary>
internal static class LocalDevice
{
    private static readonly DeviceSpec Name = new("localhost", 0, 0, "CPU", 0);

    /// <exception cref="InvalidArgumentError">The operation asks for another device; with <paramref name="allowSoftPlacement"/>, for another process.</exception>
    public static void Require(Operation op, bool allowSoftPlacement)
    {
        if (op.device.Length == 0) return;
        var asked = DeviceSpec.from_string(op.device);
        var isHere = Name.make_merged_spec(asked with { device_type = null, device_index = null }) == Name;
        if (isHere && (allowSoftPlacement || Name.make_merged_spec(asked) == Name)) return;
        var advice = isHere
            ? "Give the session allow_soft_placement (tf.ConfigProto) to run such operations on the CPU, or use the engine 'tensorflow' where it has this device."
            : "The managed engine runs in one process. Jobs and tasks are those of a cluster on TensorFlow's runtime: start a tf.train.Server in each process and open the session with its target, tf.Session(server.target).";
        throw new InvalidArgumentError($"Cannot assign a device for operation {op.name}: Operation was explicitly assigned to {op.device} but available devices are [ {Name} ]. {advice}", op);
    }
}
