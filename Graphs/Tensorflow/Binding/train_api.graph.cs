using Google.Protobuf;

namespace Tensorflow;

public sealed partial class TrainApi
{
    /// <summary>Writes a graph to a file; the folder is made if it is not there.</summary>
    /// <param name="graph_or_graph_def">The graph.</param>
    /// <param name="logdir">The folder.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="as_text">True for the text form (.pbtxt), false for the binary one (.pb).</param>
    /// <returns>The path of the file.</returns>
    public string write_graph(Graph graph_or_graph_def, string logdir, string name, bool as_text = true) =>
        write_graph(graph_or_graph_def.as_graph_def(), logdir, name, as_text);

    /// <inheritdoc cref="write_graph(Graph, string, string, bool)"/>
    public string write_graph(GraphDef graph_or_graph_def, string logdir, string name, bool as_text = true)
    {
        Directory.CreateDirectory(logdir);
        var path = Path.Combine(logdir, name);
        if (as_text) File.WriteAllText(path, GraphDefText.Write(graph_or_graph_def));
        else File.WriteAllBytes(path, graph_or_graph_def.ToByteArray());
        return path;
    }
}
