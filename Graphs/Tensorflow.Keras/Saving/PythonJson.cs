using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tensorflow.Keras.Saving;

/// <summary>JSON as Python's json module writes it: <c>", "</c> between items, floats with a point (<c>0.0</c>, <c>1e-07</c>).</summary>
internal static class PythonJson
{
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject item:
                text.Append('{');
                var isFirst = true;
                foreach (var (key, value) in item)
                {
                    if (!isFirst) text.Append(", ");
                    isFirst = false;
                    AppendString(text, key);
                    text.Append(": ");
                    Append(text, value);
                }
                text.Append('}');
                break;
            case JsonArray list:
                text.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    if (i > 0) text.Append(", ");
                    Append(text, list[i]);
                }
                text.Append(']');
                break;
            default:
                if (node.GetValueKind() == JsonValueKind.String)
                {
                    AppendString(text, node.GetValue<string>());
                    break;
                }
                text.Append(node.AsValue().TryGetValue<double>(out var number) && node.AsValue().GetValueKind() == JsonValueKind.Number && IsFloat(node) ? Float(number) : node.ToJsonString());
                break;
        }
    }

    // Python escapes what is not ASCII, and of the rest only quotes, backslashes and control characters.
    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\b' => @"\b",
                '\f' => @"\f",
                < ' ' or > '~' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }
        text.Append('"');
    }

    private static bool IsFloat(JsonNode node) => node.AsValue().GetValue<object>() is double or float
        || node.AsValue().GetValue<object>() is JsonElement element && element.GetRawText().AsSpan().IndexOfAny(".eE") >= 0;

    /// <summary>Python's repr: the shortest digits, an exponent below 1e-4 and from 1e16.</summary>
    internal static string Float(double number)
    {
        if (double.IsNaN(number)) return "NaN";
        if (double.IsInfinity(number)) return number > 0 ? "Infinity" : "-Infinity";
        var size = Math.Abs(number);
        if (size != 0 && (size < 1e-4 || size >= 1e16))
        {
            var (mantissa, exponent) = Parts(number);
            return $"{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent):00}";
        }
        var plain = number.ToString("0.0###################", CultureInfo.InvariantCulture);
        if (double.Parse(plain, CultureInfo.InvariantCulture) == number) return plain;
        var exact = number.ToString("R", CultureInfo.InvariantCulture);
        return exact.Contains('.') ? exact : exact + ".0";
    }

    // The shortest digits, which .NET writes with an exponent (1.5E-07) or, up to 1e20 or so, without (15000000000000000).
    private static (string Mantissa, int Exponent) Parts(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E');
        if (mark >= 0) return (text[..mark], int.Parse(text[(mark + 1)..], CultureInfo.InvariantCulture));
        var sign = text.StartsWith('-') ? "-" : "";
        var digits = text[sign.Length..];
        var significant = digits.TrimEnd('0');
        return ($"{sign}{significant[0]}{(significant.Length > 1 ? "." : "")}{significant[1..]}", digits.Length - 1);
    }
}
