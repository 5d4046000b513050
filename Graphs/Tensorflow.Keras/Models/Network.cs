using Tensorflow.Keras.Engine;
using InputLayer = Tensorflow.Keras.Layers.InputLayer;

namespace Tensorflow.Keras.Models;

/// <summary>
/// The calls of layers between inputs and outputs, in an order in which they can be repeated on other inputs. Layers and
/// calls are sorted as Keras sorts them (by their distance from the outputs), since weights and configurations follow.
/// </summary>
internal sealed class Network
{
    private readonly Dictionary<Layer, int> _firstSeen = [];
    private readonly List<Node> _found = [];

    public Network(Tensors inputs, Tensors outputs, string model)
    {
        Inputs = inputs;
        Outputs = outputs;
        foreach (var input in inputs)
        {
            if (TensorNote.Of(input)?.Node is not { Layer: InputLayer })
                throw new ValueError($"Input tensors to the model \"{model}\" must come from `keras.Input`. Received: {input}");
        }
        if (inputs.Distinct().Count() < inputs.Count) throw new ValueError($"The list of inputs passed to the model \"{model}\" contains the same input multiple times. All inputs should only appear once. Received: {inputs}");
        foreach (var output in outputs)
        {
            if (TensorNote.Of(output)?.Node is null)
                throw new ValueError($"Output tensors of the model \"{model}\" must be the output of a Keras layer. Received: {output} (made at {output.op.DefinedAt}). Operations between layers go into a Lambda layer.");
            Visit(output, [], []);
        }
        (Nodes, Layers) = Sort();
        foreach (var node in Nodes)
        {
            if (node.Layer is InputLayer && !inputs.Contains(node.Outputs[0]))
                throw new ValueError($"Graph disconnected: cannot obtain value for tensor {node.Outputs[0]} (the input \"{node.Layer.name}\") of the model \"{model}\". Name it among the model's inputs.");
        }
        var twice = Layers.GroupBy(l => l.name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new ValueError($"The name \"{twice.Key}\" is used {twice.Count()} times in the model \"{model}\". All layer names should be unique.");
    }

    public Tensors Inputs { get; }

    public Tensors Outputs { get; }

    /// <summary>The calls, each after those whose outputs it takes.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>The layers in Keras' order.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Repeats the calls on other inputs, in the call that is going on.</summary>
    public Tensors Run(Tensors inputs)
    {
        if (inputs.Count != Inputs.Count) throw new ValueError($"The model takes {Inputs.Count} input(s), but was called on {inputs.Count}: {inputs}");
        var values = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < inputs.Count; i++)
        {
            if (!inputs[i].shape.is_compatible_with(Inputs[i].shape))
                throw new ValueError($"Input {i} of the model is incompatible: expected shape={Inputs[i].shape}, found shape={inputs[i].shape}");
            values[Inputs[i]] = inputs[i];
        }
        Tensors Of(Tensors tensors) => new([.. tensors.Select(t => values[t])]);
        foreach (var node in Nodes)
        {
            if (node.Layer is InputLayer) continue;
            var named = node.Named.Count == 0 ? node.Named : node.Named.ToDictionary(n => n.Key, n => Of(n.Value));
            var outputs = node.Layer.Apply(Of(node.Inputs), named, training: node.Training);
            for (var i = 0; i < outputs.Count; i++) values[node.Outputs[i]] = outputs[i];
        }
        return Of(Outputs);
    }

    private void Visit(Tensor tensor, HashSet<Node> finished, HashSet<Node> open)
    {
        var node = TensorNote.Of(tensor)!.Node!;
        if (finished.Contains(node)) return;
        if (!open.Add(node)) throw new ValueError($"Tensor {tensor} from layer \"{node.Layer.name}\" is part of a cycle.");
        _firstSeen.TryAdd(node.Layer, _firstSeen.Count);
        foreach (var input in node.AllInputs) Visit(input, finished, open);
        finished.Add(node);
        open.Remove(node);
        _found.Add(node);
    }

    private (List<Node>, List<Layer>) Sort()
    {
        var nodeDepths = new Dictionary<Node, int>();
        var layerDepths = new Dictionary<Layer, int>();
        for (var i = _found.Count - 1; i >= 0; i--)
        {
            var node = _found[i];
            var depth = Math.Max(nodeDepths.GetValueOrDefault(node), layerDepths.GetValueOrDefault(node.Layer));
            layerDepths[node.Layer] = nodeDepths[node] = depth;
            foreach (var parent in node.AllInputs.Select(t => TensorNote.Of(t)!.Node!))
                nodeDepths[parent] = Math.Max(depth + 1, nodeDepths.GetValueOrDefault(parent));
        }
        foreach (var input in Inputs)
        {
            var node = TensorNote.Of(input)!.Node!;
            if (!layerDepths.TryAdd(node.Layer, 0)) continue;
            _firstSeen[node.Layer] = -1;
            nodeDepths[node] = 0;
            _found.Insert(0, node);
        }
        return ([.. _found.OrderByDescending(n => nodeDepths[n])],
            [.. layerDepths.Keys.OrderByDescending(l => layerDepths[l]).ThenBy(l => _firstSeen[l])]);
    }
}
