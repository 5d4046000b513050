using TfExercises.Lessons;

namespace TfExercises.Settings;

/// <summary>
/// Finds a lesson's settings from layers, the first of which counts most.
/// A layer that names another optimizer than the one in force loses the settings of that optimizer with it.
/// </summary>
static class SettingsResolver
{
    /// <exception cref="UsageError">A key is unknown, a value of the wrong type or out of range.</exception>
    public static LessonSettings Resolve(Lesson lesson, params IReadOnlyList<SettingLayer> layers)
    {
        var naming = layers.FirstOrDefault(layer => lesson.Optimizer is not null && layer.Values.ContainsKey(OptimizerChoice.Key));
        var kind = naming is null ? lesson.Optimizer?.Kind : KindNamed(naming);
        foreach (var layer in layers)
            foreach (var key in layer.Values.Keys)
                RequireKnown(lesson, kind, key, layer);

        var own = lesson.Settings.Select(setting => (setting, Find(setting, layers) ?? setting.DefaultValue));
        return new LessonSettings(own, kind is null ? null : Choose(lesson.Optimizer!, kind, layers));
    }

    /// <summary>Whether the lesson has such a setting, of its own or of an optimizer that it could be given.</summary>
    public static bool Knows(Lesson lesson, string key) =>
        Has(lesson.Settings, key) || lesson.Optimizer is not null && IsOptimizerKey(key);

    static OptimizerChoice Choose(OptimizerChoice lessonsOwn, OptimizerKind kind, IReadOnlyList<SettingLayer> layers)
    {
        var fitting = layers.Where(layer => Fits(layer, kind)).ToList();
        object Default(Setting setting) =>
            kind == lessonsOwn.Kind && lessonsOwn.Values.TryGetValue(setting.Key, out var value) ? value : setting.DefaultValue;
        return new(kind, kind.Settings.ToDictionary(setting => setting.Key, setting => Find(setting, fitting) ?? Default(setting)));
    }

    static object? Find(Setting setting, IReadOnlyList<SettingLayer> layers)
    {
        foreach (var layer in layers)
            if (layer.Values.TryGetValue(setting.Key, out var text))
                return setting.Parse(text, layer.Source);
        return null;
    }

    static void RequireKnown(Lesson lesson, OptimizerKind? kind, string key, SettingLayer layer)
    {
        if (Has(lesson.Settings, key))
            return;
        if (kind is not null && (Same(key, OptimizerChoice.Key) || Has(kind.Settings, key)))
            return;
        if (kind is not null && IsOptimizerKey(key))
        {
            if (!Fits(layer, kind))
                return;
            var owners = OptimizerKind.All.Where(other => Has(other.Settings, key)).Select(other => other.Name);
            throw new UsageError(
                $"{kind.Name} has no setting '{key}' ({layer.Source}): its settings are {string.Join(", ", kind.Settings.Select(s => s.Key))}. "
                + $"'{key}' is a setting of {string.Join(", ", owners)}; choose one by {OptimizerChoice.Key}.");
        }

        Setting[] known = [.. lesson.Settings, .. kind?.Settings ?? []];
        var keys = known.Select(setting => setting.Key).Concat(kind is null ? [] : [OptimizerChoice.Key]).ToList();
        if (keys.Count == 0)
            throw new UsageError($"{lesson.Id} has no setting '{key}' ({layer.Source}): it has no settings.");
        var nearest = Nearest.Of(key, keys);
        var setting = known.FirstOrDefault(setting => setting.Key == nearest);
        var range = setting is null
            ? $"one of {OptimizerKind.Names}"
            : $"{setting.Range} (default {Setting.Show(setting.DefaultValue)})";
        throw new UsageError($"{lesson.Id} has no setting '{key}' ({layer.Source}). Nearest: '{nearest}', {range}.");
    }

    static bool Fits(SettingLayer layer, OptimizerKind kind) => KindNamed(layer) is not { } named || named == kind;

    static OptimizerKind? KindNamed(SettingLayer layer) =>
        layer.Values.TryGetValue(OptimizerChoice.Key, out var name) ? OptimizerKind.Find(name, layer.Source) : null;

    static bool IsOptimizerKey(string key) =>
        Same(key, OptimizerChoice.Key) || OptimizerKind.All.Any(kind => Has(kind.Settings, key));

    static bool Has(IEnumerable<Setting> settings, string key) => settings.Any(setting => Same(setting.Key, key));

    static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
