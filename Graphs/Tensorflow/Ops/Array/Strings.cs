using System.Globalization;
using System.Text;

namespace Tensorflow.Ops;

/// <summary>Joins strings element by element; scalars go with every element.</summary>
internal sealed class StringJoin() : NotDifferentiableOp("StringJoin", "inputs: N * string -> output: string; N: int; separator: string = ''")
{
    public override void Infer(InferContext c)
    {
        var result = Shape.Scalar;
        for (var i = 0; i < c.InputCount; i++)
        {
            if (c.Input(i).ndim == 0) continue;
            result = result.ndim == 0 ? c.Input(i) : c.Merge(result, c.Input(i));
        }
        c.Set(0, result);
    }

    public override void Run(KernelContext k)
    {
        var separator = k.Attrs.String("separator");
        for (var i = 0; i < k.Output().Count; i++)
        {
            var at = i;
            var parts = k.Inputs.Select(input => input.Text(input.Rank == 0 ? 0 : at));
            k.Output().Objects[i] = Encoding.UTF8.GetBytes(string.Join(separator, parts));
        }
    }
}

/// <summary>Each element as text, as C's printf writes it.</summary>
internal sealed class AsString() : NotDifferentiableOp("AsString",
    "input: T -> output: string; T: type; precision: int = -1; scientific: bool = false; shortest: bool = false; width: int = -1; fill: string = ''")
{
    public override void Infer(InferContext c) => c.Same();

    public override void Run(KernelContext k)
    {
        for (var i = 0; i < k.Output().Count; i++) k.Output().Objects[i] = Encoding.UTF8.GetBytes(Text(k, i));
    }

    private static string Text(KernelContext k, int i)
    {
        var input = k.Input(0);
        var text = input.DType switch
        {
            TF_DataType.TF_BOOL => input.Span<bool>()[i] ? "true" : "false",
            TF_DataType.TF_STRING => TensorText.Element(input, i),
            _ when !input.DType.is_floating() => input.AsLong(i).ToString(CultureInfo.InvariantCulture),
            _ when k.Attrs.Bool("shortest") => TensorText.Element(input, i),
            _ => Floating(input.AsDouble(i), k.Attrs.Int("precision"), k.Attrs.Bool("scientific")),
        };
        var fill = k.Attrs.String("fill");
        var width = k.Attrs.Int("width");
        return width <= 0 ? text : fill == "-" ? text.PadRight(width) : text.PadLeft(width, fill.Length > 0 ? fill[0] : ' ');
    }

    private static string Floating(double value, int precision, bool scientific)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        var digits = precision < 0 ? 6 : precision;
        return scientific
            ? value.ToString($"{(digits == 0 ? "0" : "0." + new string('0', digits))}e+00", CultureInfo.InvariantCulture)
            : value.ToString($"F{digits}", CultureInfo.InvariantCulture);
    }
}
