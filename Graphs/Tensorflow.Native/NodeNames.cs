using System.Globalization;
using System.Text.RegularExpressions;

namespace Tensorflow.Native;

/// <summary>The names of operations where TensorFlow's differ: of those that were sent anew, and of those inside of functions.</summary>
internal static partial class NodeNames
{
    /// <summary>TensorFlow's name of an operation that is sent anew for the <paramref name="time"/>th time.</summary>
    public static string Anew(string name, int time) => string.Create(CultureInfo.InvariantCulture, $"{name}/.{time}");

    /// <summary>
    /// The operation that TensorFlow calls <paramref name="node"/>, null if there is none. The operations of functions are parts of the
    /// graph when it runs, called <c>loop/body/_12/MatMul</c> or <c>call/MatMul</c>; where a function is not taken apart, they keep their names.
    /// </summary>
    public static Operation? Find(Graph graph, string node, string function = "")
    {
        if (function.Length > 0 && graph.Functions.Find(function) is { } called) return Find(called, node);
        node = Mark().Replace(node, "");
        if (graph.FindOperation(node) is { } found) return found;
        for (var at = node.IndexOf('/'); at >= 0; at = node.IndexOf('/', at + 1))
        {
            if (graph.FindOperation(node[..at]) is not { } caller) continue;
            var part = Part().Match(node, at);
            if (NameOf(caller.Attrs, part) is { } name && graph.Functions.Find(name.Name) is { } inner) return Find(inner, node[(at + Math.Max(1, part.Length))..]);
        }
        return null;
    }

    private static FunctionName? NameOf(NodeAttrs attrs, Match part)
    {
        if (!part.Success) return attrs.TryGet<FunctionName>("f", out var called) ? called : null;
        if (part.Groups["index"].Success) return attrs.TryGet<FunctionName[]>("branches", out var branches) ? branches[int.Parse(part.Groups["index"].ValueSpan, CultureInfo.InvariantCulture)] : null;
        var role = part.Groups["role"].Value;
        return attrs.TryGet<FunctionName>(role is "then" or "else" ? role + "_branch" : role, out var function) ? function : null;
    }

    [GeneratedRegex(@"/\.\d+")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\G/((?<role>cond|body|then|else)|branch(?<index>\d+))/_\d+/")]
    private static partial Regex Part();
}
