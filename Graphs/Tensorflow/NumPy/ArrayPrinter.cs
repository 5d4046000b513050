using System.Globalization;

namespace Tensorflow.NumPy;

/// <summary>Arrays as NumPy's <c>print</c> writes them.</summary>
public static class ArrayPrinter
{
    /// <summary>
    /// The text of <c>print(array)</c> in NumPy: shortest digits that identify the value, precision 8, lines of
    /// 75 characters, more than 1000 elements summarised with 3 at each edge; a scalar as <c>str(scalar)</c>.
    /// </summary>
    /// <remarks>NumSharp follows NumPy here except for scalars of 32 and 16 bits, which it writes as array elements.</remarks>
    public static string Format(NumSharp.NDArray array) => (array.ndim, array.typecode) switch
    {
        (0, NumSharp.NPTypeCode.Single) => Scalar((float)array, ((float)array).ToString("R", CultureInfo.InvariantCulture)),
        (0, NumSharp.NPTypeCode.Half) => Scalar((float)(Half)array, ((Half)array).ToString("R", CultureInfo.InvariantCulture)),
        _ => array.ToString(),
    };

    /// <summary>Lays out shortest digits with a decimal point between 1e-4 and 1e16, with an exponent elsewhere.</summary>
    private static string Scalar(float value, string shortest)
    {
        if (float.IsNaN(value)) return "nan";
        if (float.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        var sign = shortest.StartsWith('-') ? "-" : "";
        var (digits, exponent) = Digits(shortest.TrimStart('-'));
        if (value == 0) return sign + "0.0";
        if (MathF.Abs(value) is < 1e-4f or >= 1e16f)
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        if (exponent < 0) return sign + "0." + new string('0', -exponent - 1) + digits;
        var padded = digits.PadRight(exponent + 2, '0');
        return sign + padded[..(exponent + 1)] + "." + padded[(exponent + 1)..];
    }

    /// <summary>The significant digits, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) Digits(string text)
    {
        var parts = text.Split('E');
        var exponent = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var whole = parts[0].Split('.')[0];
        var all = parts[0].Replace(".", "");
        var leading = all.Length - all.TrimStart('0').Length;
        var digits = all.Trim('0');
        return (digits.Length == 0 ? "0" : digits, exponent + whole.Length - 1 - leading);
    }
}
