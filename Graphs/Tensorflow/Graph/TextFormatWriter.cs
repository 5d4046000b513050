using System.Collections;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Tensorflow;

/// <summary>Any message as text, laid out as Python's text_format does: one field a line, blocks indented by two blanks.</summary>
internal sealed class TextFormatWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    public static string Write(IMessage message)
    {
        var writer = new TextFormatWriter();
        writer.Fields(message);
        return writer._text.ToString();
    }

    private void Fields(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (field.IsMap) Map(field, (IDictionary)value);
            else if (field.IsRepeated) foreach (var item in (IList)value) Field(field, item!);
            else if (IsSet(field, message, value)) Field(field, value);
        }
    }

    private static bool IsSet(FieldDescriptor field, IMessage message, object? value)
    {
        if (field.HasPresence) return field.Accessor.HasValue(message);
        return value switch
        {
            null => false,
            string text => text.Length > 0,
            ByteString bytes => bytes.Length > 0,
            Enum number => Convert.ToInt32(number, CultureInfo.InvariantCulture) != 0,
            double number => BitConverter.DoubleToInt64Bits(number) != 0,
            float number => BitConverter.SingleToInt32Bits(number) != 0,
            _ => !value.Equals(Activator.CreateInstance(value.GetType())),
        };
    }

    private void Map(FieldDescriptor field, IDictionary entries)
    {
        var keyField = field.MessageType.FindFieldByNumber(1);
        var valueField = field.MessageType.FindFieldByNumber(2);
        foreach (var key in entries.Keys.Cast<object>().OrderBy(k => k as string, StringComparer.Ordinal).ThenBy(k => k is string ? null : k))
        {
            Open(field.Name);
            Field(keyField, key);
            Field(valueField, entries[key]!);
            Close();
        }
    }

    private void Field(FieldDescriptor field, object value)
    {
        if (value is IMessage message)
        {
            Open(field.Name);
            Fields(message);
            Close();
            return;
        }
        Indent().Append(field.Name).Append(": ").Append(Scalar(field, value)).Append('\n');
    }

    private void Open(string name)
    {
        Indent().Append(name).Append(" {\n");
        _indent++;
    }

    private void Close()
    {
        _indent--;
        Indent().Append("}\n");
    }

    private StringBuilder Indent() => _text.Append(' ', 2 * _indent);

    private static string Scalar(FieldDescriptor field, object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => Quoted(text),
        ByteString bytes => Quoted(bytes.Span),
        float number => Float(number.ToString("R", CultureInfo.InvariantCulture)),
        double number => Float(number.ToString("R", CultureInfo.InvariantCulture)),
        Enum number => EnumName(field, Convert.ToInt32(number, CultureInfo.InvariantCulture)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InternalError($"The field '{field.FullName}' holds a {value.GetType().Name}, which has no text form."),
    };

    private static string EnumName(FieldDescriptor field, int number) =>
        field.EnumType.FindValueByNumber(number)?.Name ?? number.ToString(CultureInfo.InvariantCulture);

    // Text stays readable beyond ASCII; bytes do not claim to be text.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c < 127) Escape(quoted, (byte)c);
            else quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }

    private static string Quoted(ReadOnlySpan<byte> bytes)
    {
        var quoted = new StringBuilder("\"");
        foreach (var b in bytes) Escape(quoted, b);
        return quoted.Append('"').ToString();
    }

    private static void Escape(StringBuilder to, byte b)
    {
        switch (b)
        {
            case (byte)'\n': to.Append("\\n"); break;
            case (byte)'\r': to.Append("\\r"); break;
            case (byte)'\t': to.Append("\\t"); break;
            case (byte)'"': to.Append("\\\""); break;
            case (byte)'\'': to.Append("\\'"); break;
            case (byte)'\\': to.Append("\\\\"); break;
            case < 32 or >= 127: to.Append('\\').Append(Convert.ToString(b, 8).PadLeft(3, '0')); break;
            default: to.Append((char)b); break;
        }
    }

    /// <summary>Lays the digits of a .NET number out as Python's repr: 1.0, 0.0001, 1e-05, 1e+16, inf, nan.</summary>
    private static string Float(string number)
    {
        if (number is "NaN") return "nan";
        if (number is "Infinity" or "-Infinity") return number.Replace("Infinity", "inf");
        var sign = number.StartsWith('-') ? "-" : "";
        var e = number.IndexOf('E');
        var mantissa = number[sign.Length..(e < 0 ? number.Length : e)];
        var exponent = e < 0 ? 0 : int.Parse(number[(e + 1)..], CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var all = whole + (point < 0 ? "" : mantissa[(point + 1)..]);
        var leading = all.Length - all.TrimStart('0').Length;
        var digits = all.Trim('0');
        if (digits.Length == 0) return sign + "0.0";
        // The number is 0.digits times ten to the power of place.
        var place = whole.Length - leading + exponent;
        if (place is <= -4 or > 16)
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(place > 0 ? '+' : '-')}{Math.Abs(place - 1):00}";
        if (place <= 0) return $"{sign}0.{new string('0', -place)}{digits}";
        if (digits.Length <= place) return $"{sign}{digits.PadRight(place, '0')}.0";
        return $"{sign}{digits[..place]}.{digits[place..]}";
    }
}
