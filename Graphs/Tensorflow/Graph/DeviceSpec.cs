using System.Globalization;

namespace Tensorflow;

/// <summary>
/// A device, or what is said of it: job, replica, task, type and index, each of which may be left open. As text
/// <c>/job:worker/replica:0/task:1/device:GPU:0</c>, also in the short forms <c>/cpu:0</c> and <c>/gpu:1</c>.
/// </summary>
/// <param name="job">The job, such as <c>ps</c>; null leaves it open.</param>
/// <param name="replica">The replica; null leaves it open.</param>
/// <param name="task">The task of the job; null leaves it open.</param>
/// <param name="device_type">The kind of device, such as <c>CPU</c>; null leaves it open.</param>
/// <param name="device_index">The index among the task's devices of this kind; null leaves it open.</param>
public sealed record DeviceSpec(string? job = null, int? replica = null, int? task = null, string? device_type = null, int? device_index = null)
{
    /// <summary>The kind of device, such as <c>CPU</c>; <c>cpu</c> and <c>gpu</c> are taken as their capitals.</summary>
    public string? device_type
    {
        get;
        init => field = Canonical(value);
    } = Canonical(device_type);

    /// <summary>The device that a text names; empty for none.</summary>
    /// <exception cref="ValueError">The text is no device name.</exception>
    public static DeviceSpec from_string(string spec)
    {
        var result = new DeviceSpec();
        foreach (var part in spec.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var pieces = part.Split(':');
            result = pieces switch
            {
                ["job", var name] when name.Length > 0 => result with { job = name },
                ["replica", var number] => result with { replica = Number(number, spec) },
                ["task", var number] => result with { task = Number(number, spec) },
                ["device", var type, var number] when type.Length > 0 => result.WithDevice(type, number, spec),
                [var type] when IsShort(type) => result.WithDevice(type, Any, spec),
                [var type, var number] when IsShort(type) => result.WithDevice(type, number, spec),
                _ => throw new ValueError($"Unknown attribute '{part}' is encountered while parsing the device spec: '{spec}'. Write for example /cpu:0, /device:GPU:0 or /job:worker/task:0."),
            };
        }
        return result;
    }

    /// <summary>The text of this device; empty where everything is left open.</summary>
    public string to_string() => string.Concat(
        job is null ? "" : $"/job:{job}", Part("replica", replica), Part("task", task),
        device_type is null ? "" : $"/device:{device_type}:{device_index?.ToString(CultureInfo.InvariantCulture) ?? Any}");

    /// <summary>What <paramref name="dev"/> says, completed by this where it leaves something open.</summary>
    public DeviceSpec make_merged_spec(DeviceSpec dev) =>
        new(dev.job ?? job, dev.replica ?? replica, dev.task ?? task, dev.device_type ?? device_type, dev.device_index ?? device_index);

    public override string ToString() => to_string();

    private const string Any = "*";

    private static bool IsShort(string type) => Canonical(type) is "CPU" or "GPU";

    private static string? Canonical(string? type) => type?.ToUpperInvariant() is "CPU" or "GPU" ? type.ToUpperInvariant() : type;

    private static string Part(string key, int? number) => number is { } n ? string.Create(CultureInfo.InvariantCulture, $"/{key}:{n}") : "";

    private DeviceSpec WithDevice(string type, string index, string spec)
    {
        if (device_type is not null) throw new ValueError($"Multiple device types are not allowed while parsing the device spec: '{spec}'.");
        return this with { device_type = type, device_index = index == Any ? null : Number(index, spec) };
    }

    private static int Number(string text, string spec) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ValueError($"'{text}' in the device spec '{spec}' is no number. Write for example /cpu:0, /device:GPU:0 or /job:worker/task:0.");
}
