using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Tensorflow.Keras.Activations;
using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras;

/// <summary>
/// An activation function under its name in configurations. Written as a name (<c>"relu"</c>), as a member of
/// <c>keras.activations</c>, or as a function of one's own.
/// </summary>
public sealed class ActivationFunction(string name, Func<Tensor, Tensor> function)
{
    /// <summary>The name in configurations.</summary>
    public string name { get; } = name;

    /// <summary>The activations of a tensor, of the same shape.</summary>
    public Tensor Apply(Tensor x) => function(x);

    /// <summary>The activation of this name.</summary>
    /// <exception cref="ValueError">The name is unknown.</exception>
    public static ActivationFunction Get(string name) => ActivationsApi.ByName.GetValueOrDefault(name)
        ?? throw Registry<Layer>.Unknown("activation", name, ActivationsApi.ByName.Keys);

    internal static ActivationFunction Deserialize(JsonNode node) =>
        Get(node is JsonObject form ? form["config"] is JsonValue function ? function.GetValue<string>() : KerasSerializer.ClassName(form) : node.GetValue<string>());

    internal bool IsLinear => name == "linear";

    public override string ToString() => name;

    [return: NotNullIfNotNull(nameof(name))]
    public static implicit operator ActivationFunction?(string? name) => name is null ? null : Get(name);

    public static implicit operator ActivationFunction?(Func<Tensor, Tensor>? function) => function is null ? null : new(function.Method.Name, function);
}
