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
                    text.Append(JsonSerializer.Serialize(key)).Append(": ");
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
                text.Append(node.AsValue().TryGetValue<double>(out var number) && node.AsValue().GetValueKind() == JsonValueKind.Number && IsFloat(node) ? Float(number) : node.ToJsonString());
                break;
        }
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
            var digits = number.ToString("E16", CultureInfo.InvariantCulture);
            var exponent = int.Parse(digits[(digits.IndexOf('E') + 1)..], CultureInfo.InvariantCulture);
            var shortest = number.ToString("R", CultureInfo.InvariantCulture);
            var mark = shortest.IndexOf('E');
            var mantissa = mark >= 0 ? shortest[..mark] : (number / Math.Pow(10, exponent)).ToString("R", CultureInfo.InvariantCulture);
            return $"{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent):00}";
        }
        var plain = number.ToString("0.0###################", CultureInfo.InvariantCulture);
        return double.Parse(plain, CultureInfo.InvariantCulture) == number ? plain : number.ToString("R", CultureInfo.InvariantCulture);
    }
}
