namespace TfExercises.Settings;

/// <summary>Settings from one place, as text by key; keys in any case.</summary>
/// <param name="Source">The place, as an error names it.</param>
sealed record SettingLayer(string Source, IReadOnlyDictionary<string, string> Values)
{
    const string AnyPrefix = "TFEX_";
    const string KeyMark = "__";

    public static SettingLayer Of(string source, IEnumerable<(string key, string value)> values)
    {
        var byKey = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in values)
            byKey[key.Trim()] = value;
        return new(source, byKey);
    }

    /// <summary>The layer of <c>--set key=value</c> options; the last of a key counts.</summary>
    /// <exception cref="UsageError">An option is not of that form.</exception>
    public static SettingLayer FromOptions(IEnumerable<string> options) =>
        Of("--set", options.Select(option =>
        {
            var equals = option.IndexOf('=');
            return equals > 0
                ? (option[..equals], option[(equals + 1)..])
                : throw new UsageError($"--set {option} is not of the form key=value, such as --set iterations=100.");
        }));

    /// <summary>Refuses variables <c>TFEX_{LESSON}__{KEY}</c> that name no lesson.</summary>
    /// <exception cref="UsageError">There is such a variable.</exception>
    public static void RequireLessons(IEnumerable<(string name, string value)> variables, IEnumerable<string> lessonIds)
    {
        var known = lessonIds.Select(Prefix).ToList();
        foreach (var (name, _) in variables)
        {
            if (name.StartsWith(AnyPrefix, StringComparison.OrdinalIgnoreCase) && name.Contains(KeyMark, StringComparison.Ordinal)
                && !known.Exists(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                throw new UsageError($"{name} of the environment names no lesson. Nearest: {Nearest.Of(name[..(name.IndexOf(KeyMark, StringComparison.Ordinal) + KeyMark.Length)], known)}KEY.");
        }
    }

    /// <summary>The layer of the environment's variables <c>TFEX_{LESSON}__{KEY}</c>; a hyphen in the lesson's id is an underscore there.</summary>
    public static SettingLayer FromEnvironment(string lessonId, IEnumerable<(string name, string value)> variables)
    {
        var prefix = Prefix(lessonId);
        return Of($"{prefix}* of the environment", variables
            .Where(v => v.name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(v => (v.name[prefix.Length..].ToLowerInvariant(), v.value)));
    }

    static string Prefix(string lessonId) => $"{AnyPrefix}{lessonId.Replace('-', '_').ToUpperInvariant()}{KeyMark}";
}
