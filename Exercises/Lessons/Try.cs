namespace TfExercises.Lessons;

/// <summary>A named set of settings: a change that the notes make to a lesson.</summary>
public sealed record Try(string Name, Text Description, IReadOnlyList<(string Key, string Value)> Values)
{
    public Try(string name, string japanese, string english, params (string key, string value)[] values)
        : this(name, new Text(japanese, english), values)
    {
    }
}
