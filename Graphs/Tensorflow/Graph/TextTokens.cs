using System.Globalization;
using System.Text;

namespace Tensorflow;

/// <summary>Cuts text of Protocol Buffers' text format into words, numbers, strings and signs, and knows where each stands.</summary>
internal sealed class TextTokens
{
    private readonly string _text;
    private int _at;
    private int _start;

    public TextTokens(string text)
    {
        _text = text;
        Next();
    }

    /// <summary>The current token: a word or number, a quote that begins a string, or one sign; empty at the end.</summary>
    public string Current { get; private set; } = "";

    public bool AtEnd => Current.Length == 0;

    public bool IsString => Current is "\"" or "'";

    public bool IsWord => Current.Length > 0 && IsWordPart(Current[0]);

    public bool Take(string token)
    {
        if (Current != token || IsString) return false;
        Next();
        return true;
    }

    public void Expect(string token)
    {
        if (!Take(token)) throw Error($"expected '{token}', but found {Found}.");
    }

    public string TakeWord(string what)
    {
        if (!IsWord) throw Error($"expected {what}, but found {Found}.");
        var word = Current;
        Next();
        return word;
    }

    /// <summary>A string, or several in a row, which are one.</summary>
    public byte[] TakeString()
    {
        if (!IsString) throw Error($"expected a string in quotes, but found {Found}.");
        var bytes = new List<byte>();
        while (IsString)
        {
            ReadString(bytes, Current[0]);
            Next();
        }
        return [.. bytes];
    }

    public string Found => AtEnd ? "the end of the text" : $"'{Current}'";

    /// <summary>Where the current token begins.</summary>
    public int Position => _start;

    /// <summary>An error about the current token, or about the one at <paramref name="position"/>.</summary>
    public ValueError Error(string problem, int? position = null)
    {
        var at = position ?? _start;
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < at; i++)
        {
            if (_text[i] != '\n') continue;
            line++;
            lineStart = i + 1;
        }
        return new ValueError($"The text is no protocol buffer message: line {line}, column {at - lineStart + 1}: {problem}");
    }

    private void Next()
    {
        SkipBlanks();
        _start = _at;
        if (_at == _text.Length)
        {
            Current = "";
            return;
        }
        if (IsWordPart(_text[_at]))
        {
            while (_at < _text.Length && (IsWordPart(_text[_at]) || IsExponentSign())) _at++;
        }
        else
        {
            _at++;
        }
        Current = _text[_start.._at];
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (_text[_at] == '#') while (_at < _text.Length && _text[_at] != '\n') _at++;
            else if (char.IsWhiteSpace(_text[_at])) _at++;
            else break;
        }
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.';

    // The sign in 1e-5 belongs to the number.
    private bool IsExponentSign() =>
        _text[_at] is '+' or '-' && _text[_at - 1] is 'e' or 'E' && (char.IsAsciiDigit(_text[_start]) || _text[_start] == '.') && !_text.AsSpan(_start).StartsWith("0x");

    private void ReadString(List<byte> bytes, char quote)
    {
        while (true)
        {
            if (_at == _text.Length || _text[_at] == '\n') throw Error("a string begins here, but its closing quote is missing on the line.");
            if (_text[_at] == quote) break;
            if (_text[_at] == '\\')
            {
                _at++;
                ReadEscape(bytes);
                continue;
            }
            Rune.DecodeFromUtf16(_text.AsSpan(_at), out var rune, out var length);
            _at += length;
            AddRune(bytes, rune);
        }
        _at++;
    }

    private void ReadEscape(List<byte> bytes)
    {
        var c = _at < _text.Length ? _text[_at++] : '\0';
        switch (c)
        {
            case 'n': bytes.Add((byte)'\n'); break;
            case 'r': bytes.Add((byte)'\r'); break;
            case 't': bytes.Add((byte)'\t'); break;
            case 'a': bytes.Add(7); break;
            case 'b': bytes.Add(8); break;
            case 'f': bytes.Add(12); break;
            case 'v': bytes.Add(11); break;
            case '"' or '\'' or '\\' or '?': bytes.Add((byte)c); break;
            case 'x' or 'X': bytes.Add((byte)Number(16, 1, 2)); break;
            case 'u': AddRune(bytes, Code(Number(16, 4, 4))); break;
            case 'U': AddRune(bytes, Code(Number(16, 8, 8))); break;
            case >= '0' and <= '7':
                _at--;
                bytes.Add((byte)Number(8, 1, 3));
                break;
            default: throw Error($"the string has the unknown escape '\\{c}'.");
        }
    }

    private long Number(int radix, int least, int most)
    {
        var value = 0L;
        var count = 0;
        for (; count < most && _at < _text.Length && Digit(_text[_at]) is var digit && digit < radix; count++, _at++) value = value * radix + digit;
        if (count < least) throw Error($"the string has an escape that needs {least} digits or more of base {radix}.");
        return value;
    }

    private static int Digit(char c) => char.IsAsciiHexDigit(c) ? int.Parse([c], NumberStyles.HexNumber, CultureInfo.InvariantCulture) : int.MaxValue;

    private Rune Code(long value) => value <= 0x10FFFF && Rune.TryCreate((int)value, out var rune) ? rune : throw Error($"the string has the escape U+{value:X}, which is no character.");

    private static void AddRune(List<byte> bytes, Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
    }
}
