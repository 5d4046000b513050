namespace Tensorflow;

/// <summary>Devices: what an operation asks for when it is added.</summary>
public partial class Graph
{
    private DeviceScope? _devices;
    private string _colocatedDevice = "";

    /// <inheritdoc cref="tensorflow.device(string?)"/>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(1)]
    public IDisposable device(string? device_name_or_function)
    {
        if (device_name_or_function is null) return EnterDevices(null);
        var spec = DeviceSpec.from_string(device_name_or_function);
        return spec == new DeviceSpec() ? EnterDevices(_devices) : EnterDevices(new DeviceScope(op => Complete(op.device, spec), _devices));
    }

    /// <inheritdoc cref="tensorflow.device(Func{Operation, string?}?)"/>
    public IDisposable device(Func<Operation, string?>? device_name_or_function) =>
        EnterDevices(device_name_or_function is null ? null : new DeviceScope(device_name_or_function, _devices));

    // Beside an operation that asks for a device only that counts; tf.device around does not.
    private ScopeEnd EnterDeviceOf(Operation op)
    {
        var (devices, colocated) = (_devices, _colocatedDevice);
        _devices = null;
        if (op.device.Length > 0) _colocatedDevice = op.device;
        return new ScopeEnd(() => (_devices, _colocatedDevice) = (devices, colocated));
    }

    private ScopeEnd EnterNoDeviceOf()
    {
        var outer = _colocatedDevice;
        _colocatedDevice = "";
        return new ScopeEnd(() => _colocatedDevice = outer);
    }

    private ScopeEnd EnterDevices(DeviceScope? devices)
    {
        var outer = _devices;
        _devices = devices;
        return new ScopeEnd(() => _devices = outer);
    }

    // The innermost scope is asked first; each sees what those within it have said.
    private void Place(Operation op)
    {
        for (var scope = _devices; scope is not null; scope = scope.Outer) op.device = scope.Function(op) ?? "";
        if (_colocatedDevice.Length > 0) op.device = _colocatedDevice;
    }

    private static string Complete(string device, DeviceSpec outer) => outer.make_merged_spec(DeviceSpec.from_string(device)).to_string();

    private sealed record DeviceScope(Func<Operation, string?> Function, DeviceScope? Outer);
}
