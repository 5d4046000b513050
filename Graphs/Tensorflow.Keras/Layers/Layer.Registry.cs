using System.Text.Json.Nodes;
using Tensorflow.Keras.Layers;
using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras;

/// <summary>Layers by their class names.</summary>
public abstract partial class Layer
{
    internal static Registry<Layer> Known { get; } = LayerTable.Register(new Registry<Layer>("layer", "keras.layers"));

    /// <summary>The layer in Keras' form, with the shapes it was built for.</summary>
    internal virtual JsonObject Serialize()
    {
        var form = KerasSerializer.Serialize(this);
        if (BuildShapes is { } shapes) form["build_config"] = BuildConfig(shapes);
        return form;
    }

    private protected static JsonObject BuildConfig(Shape[] shapes) =>
        new() { ["input_shape"] = shapes.Length == 1 ? ConfigValues.WriteShape(shapes[0]) : new JsonArray([.. shapes.Select(ConfigValues.WriteShape)]) };

    /// <summary>A layer from Keras' form, not built yet.</summary>
    internal static Layer Deserialize(JsonNode node)
    {
        var form = node.AsObject();
        var className = KerasSerializer.ClassName(form);
        var config = KerasSerializer.Config(form);
        if (Model.IsModel(className)) return Model.FromForm(form);
        var layer = (Layer)ConfigBinder.Create(Known.TypeOf(className), config);
        if (config["name"] is JsonValue name) layer.name = name.GetValue<string>();
        if (config["trainable"] is JsonValue trainable && !trainable.GetValue<bool>()) layer.trainable = false;
        if (config["dtype"] is JsonValue dtype) layer.dtype = DataTypes.from_numpy_name(dtype.GetValue<string>());
        if (config["batch_input_shape"] is JsonArray shape) layer.batch_input_shape = ConfigValues.ReadShape(shape);
        return layer;
    }
}
