using Google.Protobuf;

namespace Tensorflow.Ops;

/// <summary>An operation that gives a serialized <see cref="Summary"/> message as a scalar string.</summary>
internal abstract class SummaryOp(string name, string signature) : NotDifferentiableOp(name, signature)
{
    public override void Infer(InferContext c) => c.Scalar();

    public override void Run(KernelContext k) => k.Output().Objects[0] = Summarize(k).ToByteArray();

    protected abstract Summary Summarize(KernelContext k);
}

/// <summary>One number a tag.</summary>
internal sealed class ScalarSummary() : SummaryOp("ScalarSummary", "tags: string, values: T -> summary: string; T: real")
{
    protected override Summary Summarize(KernelContext k)
    {
        var tags = k.Input(0);
        var values = k.Input(1);
        if (!tags.Dims.AsSpan().SequenceEqual(values.Dims))
            throw new InvalidArgumentError($"tags and values are not the same shape: {tags.Shape} != {values.Shape}{(tags.Count == 1 ? $" (tag '{tags.Text()}')" : "")}");
        var summary = new Summary();
        for (var i = 0; i < values.Count; i++) summary.Value.Add(new Summary.Types.Value { Tag = tags.Text(i), SimpleValue = (float)values.AsDouble(i) });
        return summary;
    }
}

/// <summary>How often the values fall into each of TensorFlow's buckets.</summary>
internal sealed class HistogramSummary() : SummaryOp("HistogramSummary", "tag: string, values: T -> summary: string; T: real = float32")
{
    protected override Summary Summarize(KernelContext k)
    {
        var histogram = new Summaries.Histogram();
        var values = k.Input(1);
        for (var i = 0; i < values.Count; i++)
        {
            var value = values.AsDouble(i);
            if (!double.IsFinite(value))
                throw new InvalidArgumentError($"{(double.IsNaN(value) ? "Nan" : "Infinity")} in summary histogram for: {k.NodeName}");
            histogram.Add(value);
        }
        return new Summary { Value = { new Summary.Types.Value { Tag = k.Input(0).Text(), Histo = histogram.ToProto() } } };
    }
}

/// <summary>Any tensor, with a message that tells a plugin of TensorBoard what it is.</summary>
internal sealed class TensorSummaryV2() : SummaryOp("TensorSummaryV2", "tag: string, tensor: T, serialized_summary_metadata: string -> summary: string; T: type")
{
    protected override Summary Summarize(KernelContext k) => new()
    {
        Value =
        {
            new Summary.Types.Value
            {
                Tag = k.Input(0).Text(),
                Tensor = TensorProtoCodec.ToProto(k.Input(1)),
                Metadata = SummaryMetadata.Parser.ParseFrom((byte[])k.Input(2).Objects[0]!),
            },
        },
    };
}

/// <summary>All values of several summaries in one.</summary>
internal sealed class MergeSummary() : SummaryOp("MergeSummary", "inputs: N * string -> summary: string; N: int")
{
    protected override Summary Summarize(KernelContext k)
    {
        var merged = new Summary();
        var tags = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in k.Inputs)
        {
            foreach (var bytes in input.Objects)
            {
                foreach (var value in Summary.Parser.ParseFrom((byte[])bytes!).Value)
                {
                    if (value.Tag.Length > 0 && !tags.Add(value.Tag)) throw new InvalidArgumentError($"Duplicate tag {value.Tag} found in summary inputs");
                    merged.Value.Add(value);
                }
            }
        }
        return merged;
    }
}
