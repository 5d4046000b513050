using System.Globalization;
using System.Text;

namespace Tensorflow.Ops;

/// <summary>The same tensor; each run writes the message and the first elements of the data to standard error.</summary>
internal sealed class Print() : OpType("Print",
    "input: T, data: U -> output: T; T: type; U: list(type); message: string = ''; first_n: int = -1; summarize: int = 3")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c) => c.Same();

    public override Tensor?[] Gradient(GradContext g)
    {
        var gradients = new Tensor?[g.Op.inputs.Count];
        gradients[0] = g.DyOrNull();
        return gradients;
    }

    public override void Run(KernelContext k)
    {
        var most = k.Attrs.Long("first_n");
        var printed = k.State.Value as long? ?? 0;
        if (most < 0 || printed < most)
        {
            k.State.Value = printed + 1;
            var text = new StringBuilder(k.Attrs.String("message"));
            for (var i = 1; i < k.Inputs.Length; i++) text.Append('[').Append(TensorText.Summary(k.Input(i), k.Attrs.Int("summarize"))).Append(']');
            Console.Error.WriteLine(text);
        }
        k.Input(0).CopyTo(k.Output());
    }
}

/// <summary>Writes a line of text to standard output or standard error.</summary>
internal sealed class PrintV2() : NotDifferentiableOp("PrintV2", "input: string ->; output_stream: string = 'stderr'; end: string = '\n'")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c) => c.WithRank(0, 0);

    public override void Run(KernelContext k)
    {
        var stream = k.Attrs.String("output_stream");
        var text = k.Input(0).Text() + k.Attrs.String("end");
        if (stream == "stdout") Console.Out.Write(text);
        else if (stream.StartsWith("file://", StringComparison.Ordinal)) File.AppendAllText(stream["file://".Length..], text);
        else Console.Error.Write(text);
    }
}

/// <summary>A template whose placeholders are replaced by the tensors' elements.</summary>
internal sealed class StringFormat() : NotDifferentiableOp("StringFormat",
    "inputs: T -> output: string; T: list(type); template: string = '%s'; placeholder: string = '%s'; summarize: int = 3")
{
    public override void Infer(InferContext c) => c.Scalar();

    public override void Run(KernelContext k)
    {
        var pieces = k.Attrs.String("template").Split(k.Attrs.String("placeholder"));
        if (pieces.Length != k.Inputs.Length + 1)
            throw new InvalidArgumentError($"num placeholders in template and num inputs must match: {pieces.Length - 1} vs. {k.Inputs.Length}");
        var text = new StringBuilder(pieces[0]);
        for (var i = 0; i < k.Inputs.Length; i++) text.Append(TensorText.Nested(k.Input(i), k.Attrs.Int("summarize"))).Append(pieces[i + 1]);
        k.Output().Objects[0] = Encoding.UTF8.GetBytes(text.ToString());
    }
}

/// <summary>Tensors as text, as TensorFlow's printing operations write them.</summary>
internal static class TensorText
{
    /// <summary>The first elements in one line: <c>1 2 3...</c>; rows of matrices in brackets.</summary>
    public static string Summary(TensorValue value, int most)
    {
        var text = new StringBuilder();
        var at = 0;
        if (value.Count > 0) AppendFlat(text, value, 0, ref at, most < 0 ? value.Count : most);
        if (at < value.Count) text.Append("...");
        return text.ToString();
    }

    private static void AppendFlat(StringBuilder text, TensorValue value, int axis, ref int at, int most)
    {
        if (axis >= value.Rank - 1)
        {
            var count = value.Rank == 0 ? 1 : value.Dims[axis];
            for (var i = 0; i < count && at < most; i++) text.Append(i > 0 ? " " : "").Append(Element(value, at++));
            return;
        }
        for (var i = 0; i < value.Dims[axis] && at < most; i++)
        {
            text.Append('[');
            AppendFlat(text, value, axis + 1, ref at, most);
            text.Append(']');
        }
    }

    /// <summary>All dimensions in brackets, the middle of long ones left out: <c>[[1 2 ... 8 9]\n [...]]</c>.</summary>
    public static string Nested(TensorValue value, int edge)
    {
        var text = new StringBuilder();
        AppendNested(text, value, 0, 0, edge);
        return text.ToString();
    }

    private static void AppendNested(StringBuilder text, TensorValue value, int axis, int start, int edge)
    {
        if (axis == value.Rank)
        {
            text.Append(value.IsObject ? $"\"{Escaped(Element(value, start))}\"" : Element(value, start));
            return;
        }
        var count = value.Dims[axis];
        var size = IntTensor.Product(value.Dims.AsSpan(axis + 1));
        var between = axis == value.Rank - 1 ? " " : new string('\n', value.Rank - 1 - axis) + new string(' ', axis + 1);
        var isLong = edge >= 0 && count > 2 * edge;
        text.Append('[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0) text.Append(between);
            if (isLong && i == edge)
            {
                text.Append("...");
                i = count - edge - 1;
            }
            else AppendNested(text, value, axis + 1, start + i * size, edge);
        }
        text.Append(']');
    }

    // As in C, where what is no ASCII stays.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '"' or '\'' or '\\' => $"\\{c}",
                < ' ' or '\x7f' => "\\" + Convert.ToString(c, 8).PadLeft(3, '0'),
                _ => c.ToString(),
            });
        }
        return escaped.ToString();
    }

    public static string Element(TensorValue value, int index) => value.DType switch
    {
        TF_DataType.TF_BOOL => value.Span<bool>()[index] ? "1" : "0",
        TF_DataType.TF_STRING => value.Text(index),
        TF_DataType.TF_FLOAT => Number(value.Span<float>()[index].ToString("R", CultureInfo.InvariantCulture)),
        _ when value.DType.is_floating() => Number(value.AsDouble(index).ToString("R", CultureInfo.InvariantCulture)),
        _ when value.DType.is_integer() => value.AsLong(index).ToString(CultureInfo.InvariantCulture),
        _ => $"<{value.DType.as_numpy_name()}>",
    };

    private static string Number(string text) => text switch
    {
        "NaN" => "nan",
        "Infinity" => "inf",
        "-Infinity" => "-inf",
        _ => text.Replace("E", "e", StringComparison.Ordinal),
    };
}
