using Google.Protobuf;

namespace Tensorflow;

/// <summary>A graph as TensorFlow's GraphDef message.</summary>
internal static class GraphDefWriter
{
    public static GraphDef Write(Graph graph, bool addShapes)
    {
        var def = new GraphDef { Versions = new VersionDef { Producer = Graph.ProducerVersion } };
        foreach (var op in graph.get_operations())
        {
            var node = ToNodeDef(op);
            if (addShapes && op.outputs.Length > 0) node.Attr["_output_shapes"] = AttrCodec.ToProto(Array.ConvertAll(op.outputs, o => o.shape));
            def.Node.Add(node);
        }
        foreach (var function in graph.Functions.All) (def.Library ??= new FunctionDefLibrary()).Function.Add(function);
        return def;
    }

    public static NodeDef ToNodeDef(Operation op)
    {
        var node = new NodeDef { Name = op.name, Op = op.type, Device = op.device };
        foreach (var input in op.inputs) node.Input.Add(input.value_index == 0 ? input.op.name : input.name);
        foreach (var control in op.control_inputs) node.Input.Add("^" + control.name);
        foreach (var (name, value) in op.Attrs.All) node.Attr[name] = AttrCodec.ToProto(value);
        return node;
    }
}

public partial class Graph
{
    /// <summary>The graph as a GraphDef message: <c>.ToByteArray()</c> is TensorFlow's binary file.</summary>
    /// <param name="add_shapes">True to give each node its outputs' shapes as the attribute <c>_output_shapes</c>.</param>
    public GraphDef as_graph_def(bool add_shapes = false) => GraphDefWriter.Write(this, add_shapes);
}
