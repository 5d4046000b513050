using Google.Protobuf;
using Tensorflow.Files;
using Tensorflow.Ops;

namespace Tensorflow.MetaGraphs;

/// <summary>A graph with its collections as TensorFlow's MetaGraphDef message.</summary>
internal static class MetaGraphWriter
{
    /// <summary>The version of TensorFlow whose API and messages these are.</summary>
    public const string TensorflowVersion = "1.15.0";

    /// <summary>The message.</summary>
    /// <param name="graph">The graph, for its collections.</param>
    /// <param name="graphDef">Its operations.</param>
    /// <param name="saver">What saves its variables.</param>
    /// <param name="info">What is said of it; completed by versions and definitions of operations.</param>
    /// <param name="collections">The collections to write, all where null.</param>
    /// <param name="stripDefaults">True to leave attributes out that have their default.</param>
    public static MetaGraphDef Write(Graph graph, GraphDef graphDef, SaverDef? saver, MetaGraphDef.Types.MetaInfoDef? info, IEnumerable<string>? collections, bool stripDefaults)
    {
        var meta = new MetaGraphDef { GraphDef = graphDef, SaverDef = saver, MetaInfoDef = info?.Clone() ?? new MetaGraphDef.Types.MetaInfoDef() };
        meta.MetaInfoDef.TensorflowVersion = TensorflowVersion;
        meta.MetaInfoDef.TensorflowGitVersion = "unknown";
        meta.MetaInfoDef.StrippedOpList ??= OpDefs.Of(graphDef);
        if (stripDefaults) StripDefaults(graphDef);
        meta.MetaInfoDef.StrippedDefaultAttrs = stripDefaults;
        foreach (var key in collections ?? graph.get_all_collection_keys())
        {
            if (CollectionCodec.ToProto(graph.get_collection(key)) is { } collection) meta.CollectionDef[key] = collection;
        }
        return meta;
    }

    /// <summary>Writes the message to a file, as text or binary; the file is the old or the whole new one.</summary>
    public static void ToFile(MetaGraphDef meta, string path, bool asText) => AtomicFile.Write(path, stream =>
    {
        if (asText) stream.Write(System.Text.Encoding.UTF8.GetBytes(TextFormatWriter.Write(meta)));
        else meta.WriteTo(stream);
    });

    /// <summary>Reads what <see cref="ToFile"/> or TensorFlow wrote.</summary>
    /// <exception cref="NotFoundError">There is no such file.</exception>
    /// <exception cref="DataLossError">It holds no MetaGraphDef.</exception>
    public static MetaGraphDef FromFile(string path)
    {
        if (!File.Exists(path)) throw new NotFoundError($"File {path} does not exist. A MetaGraphDef is what saver.save wrote beside the checkpoint, with the ending .meta.");
        var bytes = File.ReadAllBytes(path);
        try
        {
            return MetaGraphDef.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            // Then it is one as text.
        }
        try
        {
            var meta = new MetaGraphDef();
            TextFormatReader.Read(System.Text.Encoding.UTF8.GetString(bytes), meta);
            return meta;
        }
        catch (ValueError error)
        {
            throw new DataLossError($"Cannot parse file {path}: it holds no MetaGraphDef, neither binary nor as text ({error.Message}).", null, error);
        }
    }

    private static void StripDefaults(GraphDef graph)
    {
        foreach (var node in graph.Node.Concat(graph.Library?.Function.SelectMany(f => f.NodeDef) ?? []))
        {
            foreach (var attr in OpTable.Get(node.Op).Signature.Attrs)
            {
                if (attr.Default is not null && node.Attr.TryGetValue(attr.Name, out var value) && value.Equals(AttrCodec.ToProto(attr.Default))) node.Attr.Remove(attr.Name);
            }
        }
    }
}
