using System.Globalization;
using System.Text.RegularExpressions;
using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras.Callbacks;

/// <summary>
/// Texts with places for numbers in the notation of Python's <c>str.format</c>: <c>{epoch:02d}</c>, <c>{val_loss:.2f}</c>,
/// <c>{loss}</c>; the types d, f, e and %, width, zeros before and precision.
/// </summary>
internal static partial class PythonFormat
{
    /// <exception cref="ValueError">A place names no value, or has a format that is not known.</exception>
    public static string Format(string template, IReadOnlyDictionary<string, double> values) => Place().Replace(template, match =>
    {
        if (match.Value is "{{" or "}}") return match.Value[..1];
        var name = match.Groups["name"].Value;
        if (!values.TryGetValue(name, out var value))
            throw new ValueError($"Failed to format this callback filepath: \"{template}\". There is no '{name}'; known are: {string.Join(", ", values.Keys)}.");
        var format = match.Groups["format"];
        return format.Success ? Number(value, format.Value, template) : IsWhole(value, name) ? ((long)value).ToString(CultureInfo.InvariantCulture) : PythonJson.Float(value);
    });

    // epoch and batch are integers in Python, all other figures floats.
    private static bool IsWhole(double value, string name) => name is "epoch" or "batch" && value == Math.Floor(value);

    private static string Number(double value, string format, string template)
    {
        var parts = Spec().Match(format);
        if (!parts.Success)
            throw new ValueError($"Failed to format this callback filepath: \"{template}\". The format '{format}' is not known; it is like 02d, .2f, 8.3f, .1e or .1%.");
        var digits = parts.Groups["precision"] is { Success: true, Value: var precision } ? int.Parse(precision, CultureInfo.InvariantCulture) : 6;
        var text = parts.Groups["type"].Value switch
        {
            "d" => ((long)value).ToString(CultureInfo.InvariantCulture),
            "e" => value.ToString($"{(digits == 0 ? "0" : "0." + new string('0', digits))}e+00", CultureInfo.InvariantCulture),
            "%" => (value * 100).ToString($"F{digits}", CultureInfo.InvariantCulture) + "%",
            _ => value.ToString($"F{digits}", CultureInfo.InvariantCulture),
        };
        var width = parts.Groups["width"] is { Success: true, Value: var w } ? int.Parse(w, CultureInfo.InvariantCulture) : 0;
        if (!parts.Groups["zero"].Success) return text.PadLeft(width);
        return text.StartsWith('-') ? "-" + text[1..].PadLeft(width - 1, '0') : text.PadLeft(width, '0');
    }

    [GeneratedRegex(@"\{\{|\}\}|\{(?<name>\w+)(:(?<format>[^{}]*))?\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"^(?<zero>0)?(?<width>\d+)?(\.(?<precision>\d+))?(?<type>[dfe%])$")]
    private static partial Regex Spec();
}
