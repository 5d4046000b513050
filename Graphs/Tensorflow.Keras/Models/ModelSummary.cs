using System.Globalization;
using Tensorflow.Keras.Engine;

namespace Tensorflow.Keras.Models;

/// <summary>A model's layers as a table, as Keras 2 prints it.</summary>
internal sealed class ModelSummary
{
    private static readonly string[] s_breaks = ["),", "},", "],", "',"];

    private readonly Model _model;
    private readonly Action<string> _print;
    private readonly bool _isChain;
    private readonly int _length;
    private readonly int[] _ends;

    public ModelSummary(Model model, int? lineLength, double[]? positions, Action<string> print)
    {
        _model = model;
        _print = print;
        _isChain = IsChain(model);
        _length = lineLength ?? (_isChain ? 65 : 98);
        double[] shares = positions ?? (_isChain ? [0.45, 0.85, 1.0] : [0.3, 0.6, 0.70, 1.0]);
        _ends = [.. shares.Select(p => shares[^1] <= 1 ? (int)(_length * p) : (int)p)];
    }

    public void Print()
    {
        _print($"Model: \"{_model.name}\"");
        _print(new string('_', _length));
        Row(_isChain ? ["Layer (type)", "Output Shape", "Param #"] : ["Layer (type)", "Output Shape", "Param #", "Connected to"]);
        _print(new string('=', _length));
        foreach (var layer in _model.layers)
        {
            string[] fields = [$"{layer.name} ({layer.class_name})", OutputShape(layer), layer.built ? layer.count_params().ToString(CultureInfo.InvariantCulture) : "0 (unused)"];
            Row(_isChain ? fields : [.. fields, Connections(layer)]);
            _print(new string(' ', _length));
        }
        _print(new string('=', _length));
        Total("Total params", _model.weights);
        Total("Trainable params", _model.trainable_weights);
        Total("Non-trainable params", _model.non_trainable_weights);
        _print(new string('_', _length));
    }

    private void Total(string what, List<RefVariable> weights) =>
        _print($"{what}: {weights.Sum(w => w.shape.size).ToString(CultureInfo.InvariantCulture)} ({Memory(weights.Sum(w => w.shape.size * w.dtype.as_base_dtype().size()))})");

    private static string Memory(double bytes)
    {
        foreach (var unit in new[] { "Byte", "KB", "MB", "GB", "TB" })
        {
            if (bytes < 1024) return $"{bytes.ToString("0.00", CultureInfo.InvariantCulture)} {unit}";
            bytes /= 1024;
        }
        return $"{bytes.ToString("0.00", CultureInfo.InvariantCulture)} PB";
    }

    private static string OutputShape(Layer layer)
    {
        if (layer.InboundNodes.Count == 0) return "?";
        Shape[][] shapes = [.. layer.InboundNodes.Select(n => n.Outputs.Select(o => o.shape).ToArray())];
        var first = shapes[0];
        if (shapes.Any(s => !s.SequenceEqual(first))) return "multiple";
        return first.Length == 1 && layer is not Layers.InputLayer ? Text(first[0]) : $"[{string.Join(", ", first.Select(Text))}]";
    }

    private static string Text(Shape shape) => shape.HasRank ? shape.ToString().Replace("?", "None") : "None";

    private string Connections(Layer layer)
    {
        var places = layer.InboundNodes.Where(n => _model.Graph!.Nodes.Contains(n)).SelectMany(n => n.AllInputs).Select(input =>
        {
            var note = TensorNote.Of(input)!;
            return $"'{note.Node!.Layer.name}[{note.Node.Layer.InboundNodes.IndexOf(note.Node)}][{note.Index}]'";
        });
        return $"[{string.Join(", ", places)}]";
    }

    // One call after another, each of one tensor, and no layer twice.
    private static bool IsChain(Model model)
    {
        if (model is Sequential || model.Graph is not { } network) return true;
        return network.Nodes.All(n => n.AllInputs.Count() <= 1)
            && network.Nodes.SelectMany(n => n.AllInputs).Select(t => TensorNote.Of(t)!.Node).GroupBy(n => n).All(g => g.Count() == 1)
            && network.Inputs.Count == 1
            && network.Nodes.GroupBy(n => n.Layer).All(g => g.Count() == 1);
    }

    private void Row(string[] fields)
    {
        var left = (string[])fields.Clone();
        while (left.Any(f => f.Length > 0))
        {
            var line = "";
            for (var column = 0; column < left.Length; column++)
            {
                var start = column > 0 ? _ends[column - 1] : 0;
                var space = column < _ends.Length - 1 ? 2 : 0;
                var cutoff = Math.Max(1, _ends[column] - start - space);
                var part = left[column].Length > cutoff ? left[column][..cutoff] : left[column];
                int[] breaks = [.. s_breaks.Where(part.Contains).Select(b => part.IndexOf(b, StringComparison.Ordinal) + b.Length)];
                if (breaks.Length > 0)
                {
                    cutoff = breaks.Min();
                    part = part[..cutoff];
                }
                if (column == 0) line += " ";
                line = (line + part + new string(' ', space)).PadRight(_ends[column]);
                left[column] = left[column].Length > cutoff ? left[column][cutoff..] : "";
            }
            _print(line);
        }
    }
}
