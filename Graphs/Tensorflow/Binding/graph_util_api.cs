using Tensorflow.Ops;

namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>Changes of GraphDefs.</summary>
    public GraphUtilApi graph_util { get; } = new();
}

/// <summary><c>tf.graph_util</c>: functions of GraphDefs, to make small ones for prediction.</summary>
public sealed class GraphUtilApi
{
    internal GraphUtilApi() { }

    /// <summary>A frozen graph: what the outputs need, with the variables' values of a session as constants in place of the variables.</summary>
    /// <param name="sess">The session that holds the values.</param>
    /// <param name="input_graph_def">The graph: <c>sess.graph.as_graph_def()</c>.</param>
    /// <param name="output_node_names">The nodes to compute, without index.</param>
    /// <param name="variable_names_whitelist">The variables to replace; null for all.</param>
    /// <param name="variable_names_blacklist">Variables to keep.</param>
    /// <exception cref="ValueError">An output is not in the graph.</exception>
    /// <exception cref="FailedPreconditionError">A variable has no value.</exception>
    /// <example><code>
    /// var frozen = tf.graph_util.convert_variables_to_constants(sess, sess.graph.as_graph_def(), ["softmax"]);
    /// tf.train.write_graph(frozen, "export", "frozen.pb", as_text: false);
    /// </code></example>
    public GraphDef convert_variables_to_constants(Session sess, GraphDef input_graph_def, string[] output_node_names, IEnumerable<string>? variable_names_whitelist = null,
        IEnumerable<string>? variable_names_blacklist = null)
    {
        var wanted = variable_names_whitelist?.ToHashSet(StringComparer.Ordinal);
        var unwanted = variable_names_blacklist?.ToHashSet(StringComparer.Ordinal) ?? [];
        return GraphFreezer.Freeze(sess, input_graph_def, output_node_names, name => wanted?.Contains(name) != false && !unwanted.Contains(name));
    }

    /// <summary>The nodes that <paramref name="dest_nodes"/> need, with them, in their order.</summary>
    /// <exception cref="ValueError">One is not in the graph.</exception>
    public GraphDef extract_sub_graph(GraphDef graph_def, string[] dest_nodes) => SubGraph.Of(graph_def, dest_nodes);

    /// <summary>The graph without Identity and CheckNumerics, but for those that take part in control dependencies and the <paramref name="protected_nodes"/> (the outputs).</summary>
    public GraphDef remove_training_nodes(GraphDef input_graph, IEnumerable<string>? protected_nodes = null) => TrainingNodes.Remove(input_graph, protected_nodes ?? []);

    /// <summary>True for a node that runs on the processor only: of strings, or with <paramref name="pin_variables_on_cpu"/> a variable or what initializes one.</summary>
    public bool must_run_on_cpu(NodeDef node, bool pin_variables_on_cpu = false)
    {
        var def = MetaGraphs.OpDefs.Of(OpTable.Get(node.Op));
        if (pin_variables_on_cpu && (node.Op is "VariableV2" or "Variable" or "VarHandleOp" || def.InputArg.Any(arg => arg.IsRef))) return true;
        return def.InputArg.Concat(def.OutputArg).Any(arg => arg.Type == DataType.DtString)
            || node.Attr.TryGetValue("dtype", out var dtype) && dtype.Type == DataType.DtString;
    }

    /// <summary>The shape of the first tensor of a node.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input_name">The node's name, or an input of another node: <c>^name</c> and <c>name:0</c> mean the node too.</param>
    public Shape tensor_shape_from_node_def_name(Graph graph, string input_name) => graph.get_operation_by_name(TensorName.OwnerOf(input_name)).output.shape;
}
