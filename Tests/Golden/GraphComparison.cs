using NUnit.Framework;
using Tensorflow;

namespace TfExercises.Tests.Golden;

/// <summary>Compares GraphDefs node for node, in order: name, operation, device, inputs, attributes; tensors by their values.</summary>
static class GraphComparison
{
    const string GradientScope = "gradients/";

    public static void AssertSame(GraphDef got, GraphDef want) => Assert.That(Lines(got.Node), Is.EqualTo(Lines(want.Node)));

    /// <summary>The same, but leaves out what stands inside the scope <c>gradients</c>, whose composition may be another.</summary>
    public static void AssertSameOutsideGradients(GraphDef got, GraphDef want) => Assert.That(Lines(Outside(got)), Is.EqualTo(Lines(Outside(want))));

    static IEnumerable<NodeDef> Outside(GraphDef graph)
    {
        foreach (var node in graph.Node.Where(n => !n.Name.StartsWith(GradientScope, StringComparison.Ordinal)))
        {
            var copy = node.Clone();
            for (var i = 0; i < copy.Input.Count; i++)
            {
                if (copy.Input[i].TrimStart('^').StartsWith(GradientScope, StringComparison.Ordinal)) copy.Input[i] = GradientScope;
            }
            yield return copy;
        }
    }

    static List<string> Lines(IEnumerable<NodeDef> nodes) => [.. nodes.Select(Line)];

    static string Line(NodeDef node) =>
        $"{node.Name} = {node.Op}({string.Join(", ", node.Input)}) {node.Device} {string.Join(' ', node.Attr.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={Text(a.Value)}"))}";

    static string Text(AttrValue value) => value.ValueCase == AttrValue.ValueOneofCase.Tensor ? Text(value.Tensor) : value.ToString();

    static string Text(TensorProto proto)
    {
        var value = TensorProtoCodec.FromProto(proto);
        var elements = value.IsObject
            ? value.Objects.Select(o => Convert.ToHexString((byte[])o!))
            : Enumerable.Range(0, value.Count).Select(i => value.AsDouble(i).ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        return $"{value.DType.as_numpy_name()}{value.Shape}[{string.Join(' ', elements)}]";
    }
}
