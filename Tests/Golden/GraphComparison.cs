using NUnit.Framework;
using Tensorflow;

namespace TfExercises.Tests.Golden;

/// <summary>Compares GraphDefs node for node, in order: name, operation, device, inputs, attributes; tensors by their values.</summary>
static class GraphComparison
{
    const string GradientScope = "gradients/";

    // A mark of Python's own bookkeeping; no engine reads it.
    const string BookkeepingAttr = "_has_manual_control_dependencies";

    public static void AssertSame(GraphDef got, GraphDef want) => Compare([.. got.Node.Select(Line)], [.. want.Node.Select(Line)]);

    /// <summary>The same, but leaves out what stands inside the scope <c>gradients</c>, whose composition may be another.</summary>
    public static void AssertSameOutsideGradients(GraphDef got, GraphDef want) =>
        Compare([.. Outside(got).Select(Line)], [.. Outside(want).Select(Line)]);

    static IEnumerable<NodeDef> Outside(GraphDef graph)
    {
        foreach (var node in graph.Node.Where(n => !n.Name.StartsWith(GradientScope, StringComparison.Ordinal)))
        {
            var copy = node.Clone();
            for (var i = 0; i < copy.Input.Count; i++)
            {
                if (copy.Input[i].TrimStart('^').StartsWith(GradientScope, StringComparison.Ordinal)) copy.Input[i] = GradientScope;
            }
            copy.Attr.Remove(BookkeepingAttr);
            yield return copy;
        }
    }

    static void Compare(string[] got, string[] want)
    {
        var i = 0;
        while (i < got.Length && i < want.Length && got[i] == want[i]) i++;
        if (i == got.Length && i == want.Length) return;
        throw new AssertionException($"Node {i} of {want.Length}: got {At(got, i)}\nwant {At(want, i)}\nThere are {got.Length} nodes.");
    }

    static string At(string[] lines, int i) => i < lines.Length ? lines[i] : "nothing";

    static string Line(NodeDef node) =>
        $"{node.Name} = {node.Op}({string.Join(", ", node.Input)}) {node.Device} {string.Join(' ', node.Attr.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={Text(a.Value)}"))}";

    static string Text(AttrValue value) => value.ValueCase == AttrValue.ValueOneofCase.Tensor ? Text(value.Tensor) : value.ToString();

    static string Text(TensorProto proto)
    {
        var value = TensorProtoCodec.FromProto(proto);
        string[] elements = value.IsObject
            ? [.. value.Objects.Select(o => Convert.ToHexString((byte[])o!))]
            : [.. Enumerable.Range(0, value.Count).Select(i => value.AsDouble(i).ToString("R", System.Globalization.CultureInfo.InvariantCulture))];
        var content = elements.Length > 0 && Array.TrueForAll(elements, e => e == elements[0]) ? elements[0] : string.Join(' ', elements);
        return $"{value.DType.as_numpy_name()}{value.Shape}[{content}]";
    }
}
