using Google.Protobuf;
using Tensorflow.Ops;

namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>Summaries for TensorBoard.</summary>
    public SummaryApi summary { get; } = new();
}

/// <summary><c>tf.summary</c>: operations that describe values for TensorBoard, and the writer of its files.</summary>
public sealed class SummaryApi
{
    internal SummaryApi() { }

    /// <summary>A number to be plotted over the steps. The tag is the name in its scopes.</summary>
    /// <param name="name">The tag; made unique in the graph.</param>
    /// <param name="tensor">A real number (rank 0).</param>
    /// <param name="collections">Where the summary is listed; <c>merge_all</c> takes <c>GraphKeys.SUMMARIES</c>, the default.</param>
    /// <param name="family">A word before the tag; TensorBoard shows tags of one family together.</param>
    public Tensor scalar(string name, TensorLike tensor, string[]? collections = null, string? family = null) =>
        Add(name, family, collections, (tag, scope) => OpBuilder.Apply("ScalarSummary", scope, [tag, tensor]));

    /// <summary>The distribution of values of any shape. A run fails if one is not finite.</summary>
    public Tensor histogram(string name, TensorLike values, string[]? collections = null, string? family = null) =>
        Add(name, family, collections, (tag, scope) => OpBuilder.Apply("HistogramSummary", scope, [tag, values]));

    /// <summary>The first <paramref name="max_outputs"/> images of a batch (batch, height, width, 1, 3 or 4 channels): uint8, or numbers that are scaled to it.</summary>
    public Tensor image(string name, TensorLike tensor, int max_outputs = 3, string[]? collections = null, string? family = null) =>
        Add(name, family, collections, (tag, scope) => OpBuilder.Apply("ImageSummary", scope, [tag, tensor],
            ("max_images", max_outputs), ("bad_color", TensorValue.FromSpan<byte>([255, 0, 0, 255], [4]))));

    /// <summary>Strings, which TensorBoard reads as Markdown.</summary>
    public Tensor text(string name, TensorLike tensor, string[]? collections = null)
    {
        var strings = tensor.ToTensor("tensor");
        if (strings.dtype.as_base_dtype() != TF_DataType.TF_STRING) throw new ValueError($"Expected tensor {strings.name} to have dtype string, got {strings.dtype.as_numpy_name()}");
        var metadata = new SummaryMetadata { PluginData = new SummaryMetadata.Types.PluginData { PluginName = "text" } };
        return Add(name, null, collections, (tag, scope) => OpBuilder.Apply("TensorSummaryV2", scope, [tag, strings, metadata.ToByteString().ToStringUtf8()]));
    }

    /// <summary>All values of several summaries in one.</summary>
    public Tensor merge(IEnumerable<Tensor> inputs, string[]? collections = null, string? name = null)
    {
        Tensor[] summaries = [.. inputs];
        if (summaries.Length == 0) throw new ValueError("tf.summary.merge was given no summaries.");
        using var scope = DefaultGraph.Current.EnterScope(name ?? "Merge");
        return Collect(OpBuilder.Apply("MergeSummary", name, [summaries]), collections ?? []);
    }

    /// <summary>All summaries of the default graph in one; null if there are none.</summary>
    public Tensor? merge_all(string key = GraphKeys.SUMMARIES, string? name = null)
    {
        var summaries = DefaultGraph.Current.get_collection<Tensor>(key);
        return summaries.Count == 0 ? null : merge(summaries, name: name);
    }

    /// <inheritdoc cref="Tensorflow.FileWriter"/>
    /// <param name="logdir">The folder, made where it is missing.</param>
    /// <param name="graph">A graph to be added at the start, such as <c>sess.graph</c>.</param>
    /// <param name="flush_secs">After how many seconds what was added is brought to the file.</param>
    /// <param name="filename_suffix">The end of the file's name.</param>
    public FileWriter FileWriter(string logdir, Graph? graph = null, double flush_secs = 120, string? filename_suffix = null) =>
        new(logdir, graph, flush_secs, filename_suffix);

    private static Tensor Add(string name, string? family, string[]? collections, Func<string, string, Tensor> apply)
    {
        var clean = Clean(name);
        using var scope = DefaultGraph.Current.EnterScope(family is null ? clean : $"{Clean(family)}/{clean}");
        var inner = scope.scope_name.TrimEnd('/');
        return Collect(apply(family is null ? inner : $"{Clean(family)}/{inner}", scope.scope_name), collections ?? [GraphKeys.SUMMARIES]);
    }

    private static Tensor Collect(Tensor summary, string[] collections)
    {
        DefaultGraph.Current.add_to_collections(collections, summary);
        return summary;
    }

    // Characters that node names may not hold become underscores, as in TensorFlow.
    private static string Clean(string name)
    {
        var clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '_' or '.' ? c : '_')).TrimStart('/');
        return clean.Length > 0 ? clean : throw new ValueError($"'{name}' is no name for a summary: it needs a letter or digit.");
    }
}
