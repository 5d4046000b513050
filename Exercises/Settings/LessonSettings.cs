namespace TfExercises.Settings;

/// <summary>The values a lesson runs with: every setting of its own, and its optimizer with every setting of that.</summary>
public sealed class LessonSettings
{
    readonly Dictionary<string, object> values = [];

    internal LessonSettings(IEnumerable<(Setting setting, object value)> own, OptimizerChoice? optimizer)
    {
        foreach (var (setting, value) in own)
            values.Add(setting.Key, value);
        Optimizer = optimizer;
        if (optimizer is null)
            return;
        values.Add(OptimizerChoice.Key, optimizer.Kind.Name);
        foreach (var setting in optimizer.Kind.Settings)
            values.Add(setting.Key, optimizer.Values[setting.Key]);
    }

    /// <summary>All values by key, in the order in which <c>show</c> lists them.</summary>
    public IReadOnlyDictionary<string, object> All => values;

    /// <summary>The optimizer with all its values; null in a lesson that does not train.</summary>
    public OptimizerChoice? Optimizer { get; }

    public T Get<T>(Setting<T> setting)
        where T : notnull =>
        (T)values[setting.Key];
}
