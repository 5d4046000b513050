namespace Tensorflow;

/// <summary>Device names such as <c>/job:worker/replica:0/task:1/device:CPU:0</c>, also in the short forms <c>/cpu:0</c>, <c>/gpu:1</c>.</summary>
internal static class DeviceName
{
    private static readonly string[] Order = ["job", "replica", "task", "device"];

    /// <summary>The inner name, completed by the parts of the outer one that it leaves open.</summary>
    public static string Merge(string outer, string inner)
    {
        var parts = Parse(outer);
        foreach (var (key, value) in Parse(inner)) parts[key] = value;
        return string.Concat(Order.Where(parts.ContainsKey).Select(key => $"/{key}:{parts[key]}"));
    }

    private static Dictionary<string, string> Parse(string name)
    {
        var parts = new Dictionary<string, string>();
        foreach (var part in name.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var pieces = part.Split(':');
            switch (pieces[0].ToLowerInvariant())
            {
                case "job" or "replica" or "task" when pieces.Length == 2:
                    parts[pieces[0].ToLowerInvariant()] = pieces[1];
                    break;
                case "cpu" or "gpu" when pieces.Length == 2:
                    parts["device"] = $"{pieces[0].ToUpperInvariant()}:{pieces[1]}";
                    break;
                case "device" when pieces.Length == 3:
                    parts["device"] = $"{pieces[1].ToUpperInvariant()}:{pieces[2]}";
                    break;
                default:
                    throw new ValueError($"'{name}' is no device name; write for example /cpu:0, /device:GPU:0 or /job:worker/task:0.");
            }
        }
        return parts;
    }
}
