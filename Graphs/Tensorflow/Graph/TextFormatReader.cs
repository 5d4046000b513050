using System.Collections;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Tensorflow;

/// <summary>Fills a message from its text form.</summary>
internal sealed class TextFormatReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // As deep as Google.Protobuf reads binary messages.
    private const int MaxDepth = 100;

    private readonly TextTokens _tokens;
    private int _depth;

    private TextFormatReader(string text) => _tokens = new TextTokens(text);

    /// <exception cref="ValueError">The text does not fit the message; with line and column.</exception>
    public static void Read(string text, IMessage message)
    {
        var reader = new TextFormatReader(text);
        while (!reader._tokens.AtEnd) reader.Field(message);
    }

    private void Field(IMessage message)
    {
        var field = FieldNamed(message.Descriptor);
        if (field.IsMap) Each(field, () => MapEntry(field, (IDictionary)field.Accessor.GetValue(message)));
        else if (field.IsRepeated) Each(field, () => ((IList)field.Accessor.GetValue(message)).Add(Value(field)));
        else Single(field, message);
        if (!_tokens.Take(",")) _tokens.Take(";");
    }

    private FieldDescriptor FieldNamed(MessageDescriptor descriptor)
    {
        if (!_tokens.IsWord) throw _tokens.Error($"expected the name of a field of {descriptor.Name}, but found {_tokens.Found}.");
        if (descriptor.FindFieldByName(_tokens.Current) is not { } field)
        {
            var near = NearestName.Find(_tokens.Current, descriptor.Fields.InDeclarationOrder().Select(f => f.Name));
            throw _tokens.Error($"{descriptor.Name} has no field '{_tokens.Current}'.{(near is null ? "" : $" Did you mean '{near}'?")}");
        }
        _tokens.TakeWord("a field");
        return field;
    }

    private void Single(FieldDescriptor field, IMessage message)
    {
        var isSet = field.RealContainingOneof is { } oneof ? oneof.Accessor.GetCaseFieldDescriptor(message) is not null
            : field.HasPresence && field.Accessor.HasValue(message);
        if (isSet) throw _tokens.Error($"the field '{field.Name}' of {field.ContainingType.Name} is given twice, or stands beside another that excludes it.");
        Colon(field);
        field.Accessor.SetValue(message, Value(field));
    }

    // A repeated field stands several times, or once with a list in brackets.
    private void Each(FieldDescriptor field, Action one)
    {
        Colon(field);
        if (!_tokens.Take("["))
        {
            one();
            return;
        }
        if (_tokens.Take("]")) return;
        do one(); while (_tokens.Take(","));
        _tokens.Expect("]");
    }

    private void Colon(FieldDescriptor field)
    {
        if (field.FieldType is FieldType.Message or FieldType.Group) _tokens.Take(":");
        else _tokens.Expect(":");
    }

    private void MapEntry(FieldDescriptor field, IDictionary entries)
    {
        object? key = null;
        object? value = null;
        Block(() =>
        {
            var part = FieldNamed(field.MessageType);
            Colon(part);
            if (part.FieldNumber == 1) key = Value(part);
            else value = Value(part);
            if (!_tokens.Take(",")) _tokens.Take(";");
        });
        if (key is null) throw _tokens.Error($"an entry of '{field.Name}' ends here without a key.");
        entries[key] = value ?? New(field.MessageType.FindFieldByNumber(2).MessageType);
    }

    private object Value(FieldDescriptor field)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                var message = New(field.MessageType);
                Block(() => Field(message));
                return message;
            case FieldType.String: return Utf8(field);
            case FieldType.Bytes: return ByteString.CopyFrom(_tokens.TakeString());
            case FieldType.Bool: return Bool(field);
            case FieldType.Enum: return EnumNumber(field);
            case FieldType.Float: return Number(field, ParseFloat);
            case FieldType.Double: return Number(field, ParseDouble);
            case FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32: return Number(field, t => checked((int)ParseLong(t)));
            case FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64: return Number(field, ParseLong);
            case FieldType.UInt32 or FieldType.Fixed32: return Number(field, t => checked((uint)ParseUnsigned(t)));
            case FieldType.UInt64 or FieldType.Fixed64: return Number(field, ParseUnsigned);
            default: throw _tokens.Error($"the field '{field.Name}' is of the kind {field.FieldType}, which cannot be read.");
        }
    }

    private void Block(Action field)
    {
        var close = _tokens.Take("<") ? ">" : "}";
        if (close == "}") _tokens.Expect("{");
        if (++_depth > MaxDepth) throw _tokens.Error($"blocks stand deeper than {MaxDepth} levels in each other.");
        while (!_tokens.Take(close))
        {
            if (_tokens.AtEnd) throw _tokens.Error($"expected '{close}', but found the end of the text.");
            field();
        }
        _depth--;
    }

    private static IMessage New(MessageDescriptor descriptor) => descriptor.Parser.ParseFrom(ByteString.Empty);

    private string Utf8(FieldDescriptor field)
    {
        var position = _tokens.Position;
        try
        {
            return StrictUtf8.GetString(_tokens.TakeString());
        }
        catch (DecoderFallbackException)
        {
            throw _tokens.Error($"the string of the field '{field.Name}' is not UTF-8.", position);
        }
    }

    private bool Bool(FieldDescriptor field)
    {
        bool? value = _tokens.Current switch
        {
            "true" or "True" or "t" or "1" => true,
            "false" or "False" or "f" or "0" => false,
            _ => null,
        };
        if (value is null) throw Unfit(field);
        _tokens.TakeWord("true or false");
        return value.Value;
    }

    private object EnumNumber(FieldDescriptor field)
    {
        if (field.EnumType.FindValueByName(_tokens.Current) is not { } named) return Number(field, t => Enum.ToObject(field.EnumType.ClrType, checked((int)ParseLong(t))));
        _tokens.TakeWord("an enum value");
        return Enum.ToObject(field.EnumType.ClrType, named.Number);
    }

    private object Number<T>(FieldDescriptor field, Func<string, T> parse) where T : notnull
    {
        var sign = _tokens.Take("-") ? "-" : "";
        if (!_tokens.IsWord) throw Unfit(field);
        try
        {
            var value = parse(sign + _tokens.Current);
            _tokens.TakeWord("a number");
            return value;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw Unfit(field);
        }
    }

    private ValueError Unfit(FieldDescriptor field) =>
        _tokens.Error($"the field '{field.Name}' of {field.ContainingType.Name} needs a value of the kind {(field.FieldType == FieldType.Enum ? field.EnumType.Name : field.FieldType.ToString().ToLowerInvariant())}, but found {_tokens.Found}.");

    private static float ParseFloat(string text) => (float)ParseFraction(text, t => float.Parse(t, NumberStyles.Float, CultureInfo.InvariantCulture));

    private static double ParseDouble(string text) => ParseFraction(text, t => double.Parse(t, NumberStyles.Float, CultureInfo.InvariantCulture));

    private static double ParseFraction(string text, Func<string, double> parse)
    {
        var size = text.TrimStart('-').ToLowerInvariant();
        if (size is "inf" or "infinity" or "inff" or "infinityf") return text.StartsWith('-') ? double.NegativeInfinity : double.PositiveInfinity;
        if (size is "nan") return double.NaN;
        return parse(size.EndsWith('f') ? text[..^1] : text);
    }

    private static long ParseLong(string text)
    {
        var negative = text.StartsWith('-');
        var size = ParseUnsigned(negative ? text[1..] : text);
        return negative ? size == 1UL << 63 ? long.MinValue : -checked((long)size) : checked((long)size);
    }

    private static ulong ParseUnsigned(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return ulong.Parse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (text.Length > 1 && text[0] == '0' && text.All(char.IsAsciiDigit)) return Convert.ToUInt64(text, 8);
        return ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
