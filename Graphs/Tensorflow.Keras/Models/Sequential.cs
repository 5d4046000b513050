using System.Text.Json.Nodes;
using Tensorflow.Keras.Engine;
using Tensorflow.Keras.Layers;
using Tensorflow.Keras.Models;
using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras;

/// <summary>Layers one after another. It is built when its first layer says its input_shape, else when it meets data.</summary>
public sealed class Sequential : Model
{
    private readonly List<Layer> _layers = [];
    private Network? _network;

    public Sequential(IEnumerable<Layer>? layers = null, string? name = null) : base(name)
    {
        supports_masking = true;
        foreach (var layer in layers ?? []) add(layer);
    }

    /// <summary>The layers, without the input.</summary>
    public override IReadOnlyList<Layer> layers => [.. _layers.Where(l => l is not InputLayer)];

    internal override Network? Graph => _network;

    protected internal override IEnumerable<Layer> Sublayers => _layers;

    /// <summary>Adds a layer at the end.</summary>
    /// <exception cref="ValueError">The name is taken, or the layer does not fit what comes before.</exception>
    public void add(Layer layer)
    {
        if (_layers.Exists(l => l.name == layer.name))
            throw new ValueError($"All layers added to a Sequential model should have unique names. Name \"{layer.name}\" is already the name of a layer in this model. Update the `name` argument to pass a unique name.");
        if (_layers.Count == 0 && layer is not InputLayer && FirstShape(layer) is { } shape)
            _layers.Add(new InputLayer(batch_input_shape: shape, dtype: FirstType(layer), name: layer.name + "_input"));
        _layers.Add(layer);
        if (_layers[0] is InputLayer) Connect();
    }

    /// <summary>Adds a tensor of <c>keras.Input</c> as the beginning.</summary>
    public void add(Tensor input) => add(TensorNote.Of(input)?.Node?.Layer as InputLayer
        ?? throw new ValueError($"Only layers and tensors of keras.Input can be added to a Sequential. Received: {input}"));

    /// <summary>Takes the last layer away.</summary>
    public void pop()
    {
        if (layers.Count == 0) throw new ValueError("There are no layers in the model.");
        _layers.RemoveAt(_layers.Count - 1);
        _network = null;
        ForgetGraphs();
        if (_layers is [InputLayer, _, ..]) Connect();
    }

    /// <summary>Builds the model for batches of this shape, -1 where unknown.</summary>
    public void build(Shape input_shape)
    {
        if (_network is not null) return;
        if (_layers.Count == 0) throw new ValueError($"The Sequential model '{name}' has no layers; add some first.");
        _layers.Insert(0, new InputLayer(batch_input_shape: input_shape, dtype: FirstType(_layers[0]), name: _layers[0].name + "_input"));
        Connect();
    }

    public override void build(Shape[] input_shapes) => build(input_shapes[0]);

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        foreach (var layer in layers) inputs = layer.Apply(inputs);
        return inputs;
    }

    protected override Tensor?[] compute_mask(Tensors inputs, Tensors outputs, CallOptions options) => [.. outputs.Select(TensorNote.MaskOf)];

    public override JsonObject get_config() => new()
    {
        ["name"] = name,
        ["layers"] = new JsonArray([.. _layers.Select(l => (JsonNode)l.Serialize())]),
    };

    internal static Sequential FromConfig(JsonObject config)
    {
        var model = new Sequential(name: config["name"]?.GetValue<string>());
        foreach (var layer in config["layers"] as JsonArray ?? throw new ValueError("The configuration of a Sequential has no list 'layers'.")) model.add(Layer.Deserialize(layer!));
        if (model._network is null && config["build_input_shape"] is JsonArray shape) model.build(ConfigValues.ReadShape(shape));
        return model;
    }

    private static Shape? FirstShape(Layer layer) => layer.batch_input_shape ?? (layer is Model { Graph: { } inner } ? inner.Inputs[0].shape : null);

    private static TF_DataType FirstType(Layer layer) => layer is Model { Graph: { } inner } ? inner.Inputs[0].dtype : layer.InputType;

    private void Connect()
    {
        ForgetGraphs();
        var input = (InputLayer)_layers[0];
        Tensors tensors = input.InboundNodes[0].Outputs;
        if (_layers.Count == 1)
        {
            _network = null;
            return;
        }
        if (_network is not null) tensors = _layers[^1].Apply(_network.Outputs);
        else foreach (var layer in _layers.Skip(1)) tensors = layer.Apply(tensors);
        _network = new Network(input.InboundNodes[0].Outputs, tensors, name);
        built = true;
    }
}
