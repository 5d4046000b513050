using System.Text.Json.Nodes;

namespace Tensorflow.Keras.Saving;

/// <summary>Objects as <c>{"module", "class_name", "config", "registered_name"}</c>, Keras' form, and back.</summary>
internal static class KerasSerializer
{
    public static JsonObject Serialize(KerasObject item)
    {
        var module = Registry.ModuleOf(item.GetType());
        return new JsonObject
        {
            ["module"] = module,
            ["class_name"] = item.class_name,
            ["config"] = item.get_config(),
            ["registered_name"] = module is null ? $"Custom>{item.class_name}" : null,
        };
    }

    /// <summary>An object from its form, or from its name alone.</summary>
    public static T Deserialize<T>(Registry<T> registry, JsonNode node) where T : KerasObject
    {
        if (node is JsonValue name) return registry.Create(name.GetValue<string>());
        var form = node.AsObject();
        var type = registry.TypeOf(ClassName(form));
        return (T)ConfigBinder.Create(type, Config(form));
    }

    public static string ClassName(JsonObject form) => form["class_name"]?.GetValue<string>()
        ?? throw new ValueError($"A configuration needs a 'class_name'; this one has: {string.Join(", ", form.Select(p => p.Key))}.");

    public static JsonObject Config(JsonObject form) => form["config"] as JsonObject
        ?? throw new ValueError($"The configuration of '{ClassName(form)}' has no object 'config'.");
}
