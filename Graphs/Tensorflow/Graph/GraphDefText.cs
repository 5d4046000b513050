namespace Tensorflow;

/// <summary>
/// GraphDef messages as text (files named <c>.pbtxt</c>), in the text format of Protocol Buffers as TensorFlow writes and reads it.
/// </summary>
/// <remarks>The format: https://protobuf.dev/reference/protobuf/textformat-spec.</remarks>
public static class GraphDefText
{
    /// <summary>
    /// The graph as text: fields in the order of their numbers, attributes in the order of their names, enums by name,
    /// bytes with C escapes, floats in the fewest digits that give the same number.
    /// </summary>
    public static string Write(GraphDef graph_def) => TextFormatWriter.Write(graph_def);

    /// <summary>
    /// Reads a graph from text. Comments (<c>#</c>), <c>&lt; &gt;</c> in place of braces, lists in brackets, and commas or
    /// semicolons between fields are accepted.
    /// </summary>
    /// <exception cref="ValueError">The text is no GraphDef; the message gives line and column.</exception>
    public static GraphDef Parse(string text)
    {
        var graph = new GraphDef();
        TextFormatReader.Read(text, graph);
        return graph;
    }
}
