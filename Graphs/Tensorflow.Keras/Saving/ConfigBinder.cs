using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Tensorflow.Keras.Saving;

/// <summary>
/// Writes an object's constructor arguments as a configuration and makes objects from configurations: argument
/// <c>units</c> stands in the property <c>units</c> and under the key <c>units</c>.
/// </summary>
internal static class ConfigBinder
{
    /// <summary>Arguments that <see cref="Layer"/> writes and reads itself.</summary>
    private static readonly HashSet<string> s_ofLayers = new(StringComparer.Ordinal) { "name", "input_shape", "batch_input_shape", "dtype", "trainable" };

    private static readonly ConcurrentDictionary<Type, Binding> s_bindings = new();

    /// <summary>The constructor's arguments by their names.</summary>
    public static JsonObject Write(object item)
    {
        var config = new JsonObject();
        var binding = BindingOf(item.GetType());
        foreach (var (parameter, property) in binding.Arguments)
        {
            if (item is Layer && s_ofLayers.Contains(parameter.Name!)) continue;
            if (property is null)
                throw new ValueError($"{item.GetType().Name} has no property '{parameter.Name}' for the argument '{parameter.Name}' of its constructor. Add it, or override get_config.");
            config[parameter.Name!] = ConfigValues.Write(property.GetValue(item));
        }
        return config;
    }

    /// <summary>An object of this type from its configuration; keys that the constructor does not know are left to the caller.</summary>
    /// <exception cref="ValueError">A value is missing or of the wrong kind.</exception>
    public static object Create(Type type, JsonObject config)
    {
        var binding = BindingOf(type);
        var values = new object?[binding.Arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = binding.Arguments[i].Parameter;
            if (config.TryGetPropertyValue(parameter.Name!, out var node) && !(node is null && !AllowsNull(parameter))) values[i] = Read(type, parameter, node);
            else if (parameter.HasDefaultValue) values[i] = parameter.DefaultValue is null && parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : parameter.DefaultValue;
            else throw new ValueError($"The configuration of {type.Name} has no '{parameter.Name}'. It has: {string.Join(", ", config.Select(c => c.Key))}.");
        }
        try
        {
            return binding.Constructor.Invoke(values);
        }
        catch (TargetInvocationException error) when (error.InnerException is TensorflowException inner)
        {
            throw new ValueError($"{type.Name} cannot be made from its configuration: {inner.Message}", inner);
        }
    }

    private static bool AllowsNull(ParameterInfo parameter) => !parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null;

    private static object? Read(Type type, ParameterInfo parameter, JsonNode? node)
    {
        try
        {
            return ConfigValues.Read(node, parameter.ParameterType);
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException)
        {
            throw new ValueError($"The configuration of {type.Name} says {parameter.Name} = {node?.ToJsonString()}, which is no {parameter.ParameterType.Name}.", error);
        }
    }

    private static Binding BindingOf(Type type) => s_bindings.GetOrAdd(type, t =>
    {
        var constructor = t.GetConstructors().MaxBy(c => c.GetParameters().Length)
            ?? throw new ValueError($"{t.Name} has no public constructor, so it cannot be made from a configuration.");
        return new Binding(constructor, [.. constructor.GetParameters().Select(p => (p, t.GetProperty(p.Name!)))]);
    });

    private sealed record Binding(ConstructorInfo Constructor, (ParameterInfo Parameter, PropertyInfo? Property)[] Arguments);
}
