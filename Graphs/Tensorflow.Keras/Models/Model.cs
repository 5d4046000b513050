using System.Text.Json.Nodes;
using Tensorflow.Keras.Engine;
using Tensorflow.Keras.Models;
using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras;

/// <summary>
/// A model: layers that are trained together. Made by <c>keras.Sequential</c>, by <c>keras.Model(inputs, outputs)</c>, or by
/// deriving this class: layers in fields, <see cref="Layer.call"/> gives the outputs.
/// </summary>
public abstract partial class Model : Layer
{
    protected Model(string? name = null) : base(name) { }

    /// <summary>The layers, in the order of the configuration and of the weights.</summary>
    public virtual IReadOnlyList<Layer> layers => [.. Sublayers];

    /// <summary>The calls between inputs and outputs; null where the model is code.</summary>
    internal virtual Network? Graph => null;

    /// <summary>The tensors that data are fed to.</summary>
    public Tensors inputs => Graph?.Inputs ?? _dataInputs ?? throw NotBuilt("inputs");

    /// <summary>The tensors that the model gives.</summary>
    public Tensors outputs => Graph?.Outputs ?? throw NotBuilt("outputs");

    public override List<RefVariable> weights => [.. layers.SelectMany(l => l.weights).Concat(base.weights).Distinct()];

    /// <summary>The layer of this name, or at this place.</summary>
    /// <exception cref="ValueError">There is none.</exception>
    public Layer get_layer(string? name = null, int? index = null)
    {
        if (index is { } place)
            return place < layers.Count ? layers[place] : throw new ValueError($"Was asked to retrieve layer at index {place} but model only has {layers.Count} layers.");
        return layers.FirstOrDefault(l => l.name == name)
            ?? throw new ValueError($"No such layer: {name}.{(NearestName.Find(name ?? "", layers.Select(l => l.name)) is { } near ? $" Did you mean '{near}'?" : "")} Existing layers are: {string.Join(", ", layers.Select(l => l.name))}.");
    }

    /// <summary>Sets the states of all stateful layers to zeros.</summary>
    public void reset_states()
    {
        foreach (var layer in AllLayers(this).OfType<Layers.RNN>().Where(l => l.stateful && l.built)) layer.reset_states();
    }

    private static IEnumerable<Layer> AllLayers(Layer layer) => layer.Sublayers.SelectMany(l => AllLayers(l).Prepend(l)).Distinct();

    public override long count_params() => Graph is not null || built ? weights.Sum(w => w.shape.size)
        : throw new ValueError($"You tried to call `count_params` on the model '{this.name}', but it isn't built. Build it first by calling it on data, or give the first layer an input_shape.");

    /// <summary>Prints the layers with their output shapes and numbers of parameters, as Keras does.</summary>
    /// <param name="line_length">The width of the table; 65, or 98 for models that branch.</param>
    /// <param name="positions">Where the columns end: shares of the width, or places.</param>
    /// <param name="print_fn">What prints a line; the console unless given.</param>
    /// <exception cref="ValueError">The model is not built yet.</exception>
    public void summary(int? line_length = null, double[]? positions = null, Action<string>? print_fn = null)
    {
        if (Graph is null && !built)
            throw new ValueError("This model has not yet been built. Build the model first by calling `build()` or by fitting it to data.");
        new ModelSummary(this, line_length, positions, print_fn ?? Console.WriteLine).Print();
    }

    private ValueError NotBuilt(string what) =>
        new($"The model '{name}' has no {what} yet: it was not built. Give the first layer an input_shape, call build(input_shape), or fit it to data.");

    /// <summary>The model as JSON text, without its weights; <c>keras.models.model_from_json</c> reads it, Python's Keras too.</summary>
    /// <exception cref="ValueError">The model is code, which JSON cannot hold.</exception>
    public string to_json()
    {
        if (Graph is null && this is not Sequential)
            throw new ValueError($"The model \"{name}\" is code ({class_name} derives Model), which a configuration cannot hold. Save its weights, and make the model by its class.");
        return PythonJson.Write(new JsonObject
        {
            ["class_name"] = class_name,
            ["config"] = get_config(),
            ["keras_version"] = KerasVersion,
            ["backend"] = "tensorflow",
        });
    }

    /// <summary>The version of Keras whose formats this library writes.</summary>
    internal const string KerasVersion = "2.21.0";

    internal static bool IsModel(string className) => className is "Sequential" or "Functional" or "Model";

    /// <summary>A model from the object of its JSON.</summary>
    internal static Model FromForm(JsonObject form) => KerasSerializer.ClassName(form) switch
    {
        "Sequential" => Sequential.FromConfig(KerasSerializer.Config(form)),
        "Functional" or "Model" => Functional.FromConfig(KerasSerializer.Config(form)),
        var other => throw new ValueError($"The class '{other}' is no model that a configuration describes; known are Sequential and Functional."),
    };

    /// <summary>A model from the text of <see cref="to_json"/>, with new weights.</summary>
    /// <exception cref="ValueError">The text describes no model.</exception>
    internal static Model FromJson(string json)
    {
        try
        {
            return FromForm(JsonNode.Parse(json) as JsonObject ?? throw new ValueError("The JSON of a model is an object."));
        }
        catch (System.Text.Json.JsonException error)
        {
            throw new ValueError($"The text is no JSON of a model: {error.Message}", error);
        }
    }

    /// <summary>What the model gives for its inputs, in the graph of training or of evaluation.</summary>
    internal ForwardPass Forward(bool training)
    {
        using var graph = inputs[0].graph.as_default();
        if (!training && Graph is { } network)
            return new ForwardPass(network.Outputs, [.. network.Nodes.SelectMany(n => n.Losses)], [.. network.Nodes.SelectMany(n => n.Updates)]);
        using var scope = DefaultGraph.Current.EnterScope(training ? "training" : "evaluation");
        using var context = new CallContext(training);
        var outputs = Graph is { } again ? again.Run(inputs) : Apply(inputs);
        return new ForwardPass(outputs, context.Losses, context.Updates);
    }
}

/// <summary>The graph of a model's call.</summary>
/// <param name="Outputs">The outputs.</param>
/// <param name="Losses">Losses that layers added.</param>
/// <param name="Updates">Operations that layers want to be run too.</param>
internal sealed record ForwardPass(Tensors Outputs, IReadOnlyList<Tensor> Losses, IReadOnlyList<Operation> Updates);
