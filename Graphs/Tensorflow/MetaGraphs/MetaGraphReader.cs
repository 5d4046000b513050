using Google.Protobuf;

namespace Tensorflow.MetaGraphs;

/// <summary>Adds the graph and the collections of a MetaGraphDef to a graph.</summary>
internal static class MetaGraphReader
{
    /// <summary>Adds all of it under the scope <paramref name="importScope"/> (none where null or empty) and gives the scope that it is in.</summary>
    public static string Import(Graph graph, MetaGraphDef meta, bool clearDevices, string? importScope, IReadOnlyDictionary<string, Tensor>? inputMap = null)
    {
        var scope = graph.NameStack;
        if (!string.IsNullOrEmpty(importScope))
        {
            using var entered = graph.EnterScope(importScope);
            scope = entered.scope_name[..^1];
        }
        var nodes = meta.GraphDef.Clone();
        foreach (var node in nodes.Node)
        {
            // Shapes follow from the operations, but for those of calls.
            if (node.Op is not ("PartitionedCall" or "StatefulPartitionedCall")) node.Attr.Remove("_output_shapes");
            if (clearDevices) node.Device = "";
        }
        GraphImporter.Import(graph, nodes, scope, inputMap);
        var variables = new Dictionary<ByteString, RefVariable>();
        foreach (var (key, def) in meta.CollectionDef.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            foreach (var item in CollectionCodec.FromProto(graph, key, def, scope, variables)) graph.add_to_collection(key, item);
        }
        return scope;
    }
}
