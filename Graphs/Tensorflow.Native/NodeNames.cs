using System.Globalization;
using System.Text.RegularExpressions;

namespace Tensorflow.Native;

/// <summary>The names of operations where TensorFlow's differ: of those that were sent anew, and of those inside of functions.</summary>
internal static partial class NodeNames
{
    /// <summary>TensorFlow's name of an operation that is sent anew for the <paramref name="time"/>th time.</summary>
    public static string Anew(string name, int time) => string.Create(CultureInfo.InvariantCulture, $"{name}/.{time}");

    /// <summary>
    /// The operation that TensorFlow calls <paramref name="node"/>, null if there is none. The operations of loops and branches are
    /// parts of the graph when it runs, called <c>loop/body/_12/MatMul</c>; where a function is called, they keep their names.
    /// </summary>
    public static Operation? Find(Graph graph, string node, string function = "")
    {
        if (function.Length > 0 && graph.Functions.Find(function) is { } called) return Find(called, node);
        node = Mark().Replace(node, "");
        if (graph.FindOperation(node) is { } found) return found;
        foreach (Match step in Step().Matches(node))
        {
            if (graph.FindOperation(node[..step.Index])?.Attrs is not { } attrs) continue;
            var attribute = step.Groups["function"].Value is "then" or "else" ? step.Groups["function"].Value + "_branch" : step.Groups["function"].Value;
            if (attrs.TryGet<FunctionName>(attribute, out var name) && graph.Functions.Find(name.Name) is { } inner) return Find(inner, node[(step.Index + step.Length)..]);
        }
        return null;
    }

    [GeneratedRegex(@"/\.\d+")]
    private static partial Regex Mark();

    [GeneratedRegex(@"/(?<function>cond|body|then|else)/_\d+/")]
    private static partial Regex Step();
}
