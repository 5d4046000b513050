using System.Text.Json.Nodes;
using Tensorflow.Keras.Engine;
using Tensorflow.Keras.Models;
using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras;

/// <summary>A model given by its inputs and outputs: all calls of layers between them.</summary>
public sealed class Functional : Model
{
    private readonly Network _network;

    /// <param name="inputs">Tensors of <c>keras.Input</c>.</param>
    /// <param name="outputs">Tensors that layers made of them.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ValueError">The outputs do not follow from the inputs by layers.</exception>
    public Functional(Tensors inputs, Tensors outputs, string? name = null) : base(name ?? GraphState.Of(inputs[0].graph).UniqueName("Model"))
    {
        _network = new Network(inputs, outputs, this.name);
        built = true;
        supports_masking = true;
    }

    public override IReadOnlyList<Layer> layers => _network.Layers;

    internal override Network Graph => _network;

    protected internal override IEnumerable<Layer> Sublayers => _network.Layers;

    public override Tensors call(Tensors inputs, CallOptions options) => _network.Run(inputs);

    protected override Tensor?[] compute_mask(Tensors inputs, Tensors outputs, CallOptions options) => [.. outputs.Select(TensorNote.MaskOf)];

    public override JsonObject get_config() => FunctionalConfig.Write(this);

    internal static Functional FromConfig(JsonObject config) => FunctionalConfig.Read(config);
}
