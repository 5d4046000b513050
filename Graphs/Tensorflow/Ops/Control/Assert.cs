namespace Tensorflow.Ops;

/// <summary>Fails with the data when the condition is false.</summary>
internal sealed class Assert() : NotDifferentiableOp("Assert", "condition: bool, data: T -> ; T: list(type); summarize: int = 3")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c) => c.WithRank(0, 0);

    public override void Run(KernelContext k)
    {
        if (k.In<bool>(0)[0]) return;
        var summarize = k.Attrs.Int("summarize");
        var data = Enumerable.Range(1, k.Inputs.Length - 1).Select(i => Text(k.Input(i), summarize));
        throw new InvalidArgumentError($"assertion failed: {string.Join(" ", data.Select(d => $"[{d}]"))}");
    }

    private static string Text(TensorValue value, int summarize)
    {
        var shown = summarize < 0 ? value.Count : Math.Min(summarize, value.Count);
        var text = string.Join(" ", Enumerable.Range(0, shown).Select(i => Element(value, i)));
        return shown < value.Count ? $"{text}..." : text;
    }

    private static string Element(TensorValue value, int i)
    {
        if (value.IsObject) return value.Objects[i] is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : value.Objects[i]?.ToString() ?? "";
        if (value.DType == TF_DataType.TF_BOOL) return value.Span<bool>()[i] ? "1" : "0";
        return value.DType.is_floating()
            ? ((float)value.AsDouble(i)).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : value.AsLong(i).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
