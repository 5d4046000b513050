using System.Globalization;
using TfExercises.Lessons;

namespace TfExercises.Settings;

/// <summary>A value of a lesson that the user may change: its key, what it means, its default and its range.</summary>
public abstract class Setting(string key, string range, Text description)
{
    /// <summary>The key, in small letters and underscores as in the notes.</summary>
    public string Key { get; } = key;

    /// <summary>The values allowed, in words: "a whole number from 1 to 100".</summary>
    public string Range { get; } = range;

    public Text Description { get; } = description;

    public abstract object DefaultValue { get; }

    /// <summary>The value that <paramref name="text"/> stands for.</summary>
    /// <param name="source">Where the text comes from, for the error.</param>
    /// <exception cref="UsageError">The text is of another type or out of range.</exception>
    public abstract object Parse(string text, string source);

    public static Setting<int> Whole(string key, int defaultValue, int min, int max, string japanese, string english) =>
        new(key, defaultValue, $"a whole number from {min} to {max}", new(japanese, english),
            (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
            value => value >= min && value <= max);

    public static Setting<double> Real(string key, double defaultValue, double min, double max, string japanese, string english) =>
        new(key, defaultValue, $"a number from {Show(min)} to {Show(max)}", new(japanese, english),
            (string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value),
            value => value >= min && value <= max);

    public static Setting<bool> Flag(string key, bool defaultValue, string japanese, string english) =>
        new(key, defaultValue, "true or false", new(japanese, english), bool.TryParse, _ => true);

    /// <summary>One of some names, the first of which is the default; found in any case.</summary>
    public static Setting<string> Choice(string key, IReadOnlyList<string> names, string japanese, string english) =>
        new(key, names[0], $"one of {string.Join(", ", names)}", new(japanese, english),
            (string text, out string value) => (value = names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? "") != "",
            _ => true);

    /// <summary>A value as it is typed: small letters for flags, the shortest digits for numbers.</summary>
    public static string Show(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

/// <summary>Whether a text is of a setting's type, and its value.</summary>
public delegate bool TryParse<T>(string text, out T value);

/// <inheritdoc cref="Setting"/>
public sealed class Setting<T>(string key, T defaultValue, string range, Text description, TryParse<T> tryParse, Func<T, bool> isInRange)
    : Setting(key, range, description)
    where T : notnull
{
    public T Default { get; } = defaultValue;

    public override object DefaultValue => Default;

    public override object Parse(string text, string source)
    {
        if (!tryParse(text.Trim(), out var value))
            throw new UsageError($"{Key} = '{text}' ({source}) is not {Range}.");
        if (!isInRange(value))
            throw new UsageError($"{Key} = {Show(value)} ({source}) is out of range: {Range}.");
        return value;
    }
}
