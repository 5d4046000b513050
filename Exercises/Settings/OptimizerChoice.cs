namespace TfExercises.Settings;

/// <summary>An optimizer and the values of those of its settings that differ from its defaults, or of all of them once resolved.</summary>
public sealed record OptimizerChoice(OptimizerKind Kind, IReadOnlyDictionary<string, object> Values)
{
    /// <summary>The key that names the optimizer.</summary>
    public const string Key = "optimizer";

    /// <summary>A lesson's own choice: the optimizer by name, and the values in which it differs from the optimizer's defaults.</summary>
    public static OptimizerChoice Of(string name, params (string key, object value)[] values) =>
        new(OptimizerKind.Find(name, "the lesson"), values.ToDictionary(v => v.key, v => v.value));

    public double Number(string key) => (double)Values[key];

    public bool Flag(string key) => (bool)Values[key];
}
