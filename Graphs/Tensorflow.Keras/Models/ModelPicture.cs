using System.Globalization;
using System.Security;
using System.Text;
using Tensorflow.Keras.Engine;

namespace Tensorflow.Keras.Models;

/// <summary>A model as a picture: a box for each call of a layer, rows by distance from the inputs, arrows for tensors.</summary>
internal sealed class ModelPicture
{
    private const int LineHeight = 16, Padding = 8, Gap = 24, RowGap = 40, CharWidth = 8;

    private readonly List<Node> _nodes;
    private readonly Dictionary<Node, string[]> _texts;

    public ModelPicture(Model model, bool showShapes, bool showNames)
    {
        _nodes = [.. model.Graph!.Nodes];
        _texts = _nodes.ToDictionary(n => n, n => Text(n, showShapes, showNames));
    }

    public string ToDot()
    {
        var text = new StringBuilder("digraph model {\n  node [shape=box];\n");
        for (var i = 0; i < _nodes.Count; i++) text.Append($"  n{i} [label=\"{string.Join("\\n", _texts[_nodes[i]].Select(l => l.Replace("\"", "\\\"")))}\"];\n");
        foreach (var (from, to) in Arrows()) text.Append($"  n{_nodes.IndexOf(from)} -> n{_nodes.IndexOf(to)};\n");
        return text.Append("}\n").ToString();
    }

    public string ToSvg()
    {
        var rows = Rows();
        var places = new Dictionary<Node, (int X, int Y, int Width, int Height)>();
        var width = rows.Max(row => row.Sum(n => Width(n) + Gap) + Gap);
        var top = Gap;
        foreach (var row in rows)
        {
            var left = (width - row.Sum(n => Width(n) + Gap) + Gap) / 2;
            foreach (var node in row)
            {
                places[node] = (left, top, Width(node), Height(node));
                left += Width(node) + Gap;
            }
            top += row.Max(Height) + RowGap;
        }
        var height = top - RowGap + Gap;
        var svg = new StringBuilder($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.Append("<defs><marker id=\"arrow\" markerWidth=\"10\" markerHeight=\"8\" refX=\"9\" refY=\"4\" orient=\"auto\"><path d=\"M0,0 L10,4 L0,8 z\"/></marker></defs>\n");
        foreach (var (from, to) in Arrows())
        {
            var (a, b) = (places[from], places[to]);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{a.X + a.Width / 2}\" y1=\"{a.Y + a.Height}\" x2=\"{b.X + b.Width / 2}\" y2=\"{b.Y}\" stroke=\"black\" marker-end=\"url(#arrow)\"/>\n");
        }
        foreach (var node in _nodes)
        {
            var place = places[node];
            svg.Append($"<rect x=\"{place.X}\" y=\"{place.Y}\" width=\"{place.Width}\" height=\"{place.Height}\" fill=\"white\" stroke=\"black\"/>\n");
            var lines = _texts[node];
            for (var i = 0; i < lines.Length; i++)
                svg.Append($"<text x=\"{place.X + place.Width / 2}\" y=\"{place.Y + Padding + (i + 1) * LineHeight - 4}\" text-anchor=\"middle\">{SecurityElement.Escape(lines[i])}</text>\n");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private IEnumerable<(Node From, Node To)> Arrows() => _nodes.SelectMany(to => to.AllInputs.Select(t => TensorNote.Of(t)!.Node!).Distinct().Select(from => (from, to)));

    // A call stands one row below the lowest of those it takes from.
    private List<List<Node>> Rows()
    {
        var depth = new Dictionary<Node, int>();
        foreach (var node in _nodes) depth[node] = node.AllInputs.Select(t => depth[TensorNote.Of(t)!.Node!] + 1).DefaultIfEmpty(0).Max();
        return [.. _nodes.GroupBy(n => depth[n]).OrderBy(g => g.Key).Select(g => g.ToList())];
    }

    private int Width(Node node) => _texts[node].Max(l => l.Length) * CharWidth + 2 * Padding;

    private int Height(Node node) => _texts[node].Length * LineHeight + 2 * Padding;

    private static string[] Text(Node node, bool showShapes, bool showNames)
    {
        List<string> lines = [showNames ? $"{node.Layer.name} ({node.Layer.class_name})" : node.Layer.class_name];
        if (showShapes)
        {
            if (node.Inputs.Count > 0) lines.Add($"input: {Shapes(node.AllInputs)}");
            lines.Add($"output: {Shapes(node.Outputs)}");
        }
        return [.. lines];
    }

    private static string Shapes(IEnumerable<Tensor> tensors) => string.Join(", ", tensors.Select(t => t.shape.ToString().Replace("?", "None")));
}
