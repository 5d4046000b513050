using Google.Protobuf;

namespace Tensorflow.Checkpoints;

/// <summary>
/// The objects that a checkpoint of TensorFlow 2 was saved from, as <c>tf.train.Checkpoint</c> and Keras write it: each has children under
/// names, and a variable tells under which key its value stands. Node 0 is the object that was saved.
/// </summary>
/// <remarks>The format: tensorflow/core/protobuf/trackable_object_graph.proto.</remarks>
internal sealed class ObjectGraph
{
    /// <summary>The name of the tensor that holds the graph.</summary>
    public const string Key = "_CHECKPOINTABLE_OBJECT_GRAPH";

    /// <summary>What the value of a variable is called among its attributes.</summary>
    public const string Value = "VARIABLE_VALUE";

    private readonly TrackableObjectGraph _graph;

    private ObjectGraph(TrackableObjectGraph graph) => _graph = graph;

    /// <summary>The objects of a checkpoint; null for one that knows names only.</summary>
    /// <exception cref="DataLossError">The graph is damaged.</exception>
    public static ObjectGraph? Of(StoredTensors tensors)
    {
        if (tensors.Find(Key) is not { DType: TF_DataType.TF_STRING, Dims.Length: 0 }) return null;
        try
        {
            var graph = TrackableObjectGraph.Parser.ParseFrom((byte[])tensors.Read(Key).Objects[0]!);
            var ids = graph.Nodes.SelectMany(n => n.Children.Select(c => c.NodeId).Concat(n.SlotVariables.SelectMany(s => new[] { s.OriginalVariableNodeId, s.SlotVariableNodeId })));
            if (graph.Nodes.Count > 0 && ids.All(id => id >= 0 && id < graph.Nodes.Count)) return new ObjectGraph(graph);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new DataLossError($"{tensors.Prefix}: the graph of the objects ({Key}) is damaged. Restore another checkpoint.", null, error);
        }
        throw new DataLossError($"{tensors.Prefix}: the graph of the objects ({Key}) names objects that it does not have. Restore another checkpoint.");
    }

    /// <summary>The key of an object's value: names down from the root, then the attribute.</summary>
    public static string KeyOf(string path) => $"{path}/.ATTRIBUTES/{Value}";

    /// <summary>A name as it stands in a key.</summary>
    public static string Escape(string name) => name.Replace(".", "..", StringComparison.Ordinal).Replace("/", ".S", StringComparison.Ordinal);

    /// <summary>The child of this name; null if there is none.</summary>
    public int? Child(int node, string name) => _graph.Nodes[node].Children.FirstOrDefault(c => c.LocalName == name)?.NodeId;

    /// <summary>Names and numbers of an object's children.</summary>
    public IEnumerable<(string Name, int Node)> Children(int node) => _graph.Nodes[node].Children.Select(c => (c.LocalName, c.NodeId));

    /// <summary>The key of a variable's value; null for another object.</summary>
    public string? ValueKey(int node) => _graph.Nodes[node].Attributes.FirstOrDefault(a => a.Name == Value)?.CheckpointKey;

    /// <summary>The keys of what an optimizer keeps of each variable, by the variable's node and the name of the slot.</summary>
    public Dictionary<(int Variable, string Slot), string> SlotKeys(int optimizer) => _graph.Nodes[optimizer].SlotVariables
        .Where(s => ValueKey(s.SlotVariableNodeId) is not null)
        .GroupBy(s => (s.OriginalVariableNodeId, s.SlotName)).ToDictionary(g => g.Key, g => ValueKey(g.First().SlotVariableNodeId)!);

    /// <summary>The keys of the variables by the names under which <c>tf.train.Saver</c> would have saved them.</summary>
    public Dictionary<string, string> KeysByFullName()
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in _graph.Nodes.SelectMany(n => n.Attributes)) keys[attribute.FullName] = attribute.CheckpointKey;
        return keys;
    }
}
