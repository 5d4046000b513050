using System.Text.Json.Nodes;

namespace Tensorflow.Keras.Saving;

/// <summary>Values of configurations as JSON and back.</summary>
internal static class ConfigValues
{
    public static JsonNode? Write(object? value) => value switch
    {
        null => null,
        bool v => v,
        int v => v,
        long v => v,
        float v => (double)v,
        double v => v,
        string v => v,
        Shape v => WriteShape(v),
        int[] v => new JsonArray([.. v.Select(i => (JsonNode)i)]),
        double[] v => new JsonArray([.. v.Select(i => (JsonNode)i)]),
        TF_DataType v => v.as_numpy_name(),
        ActivationFunction v => v.name,
        JsonNode v => v.DeepClone(),
        LearningRate v => v.schedule is null ? v.value : KerasSerializer.Serialize(v.schedule),
        Layer v => v.Serialize(),
        KerasObject v => KerasSerializer.Serialize(v),
        System.Collections.IEnumerable v => new JsonArray([.. v.Cast<object?>().Select(Write)]),
        _ => throw new ValueError($"A value of type {value.GetType().Name} has no place in a configuration; override get_config."),
    };

    public static object? Read(JsonNode? node, Type type)
    {
        if (node is null) return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(bool)) return node.GetValue<bool>();
        if (type == typeof(int)) return (int)Number(node);
        if (type == typeof(long)) return (long)Number(node);
        if (type == typeof(float)) return (float)Number(node);
        if (type == typeof(double)) return Number(node);
        if (type == typeof(string)) return node.GetValue<string>();
        if (type == typeof(Shape)) return ReadShape(node);
        if (type == typeof(int[])) return Integers(node).ToArray();
        if (type == typeof(double[])) return ((JsonArray)node).Select(n => Number(n!)).ToArray();
        if (type == typeof(TF_DataType)) return DataTypes.from_numpy_name(node.GetValue<string>());
        if (type == typeof(ActivationFunction)) return ActivationFunction.Deserialize(node);
        if (type == typeof(Initializer)) return KerasSerializer.Deserialize(Initializer.Known, node);
        if (type == typeof(Regularizer)) return KerasSerializer.Deserialize(Regularizer.Known, node);
        if (type == typeof(Constraint)) return KerasSerializer.Deserialize(Constraint.Known, node);
        if (type == typeof(Loss)) return KerasSerializer.Deserialize(Loss.Known, node);
        if (type == typeof(Metric)) return KerasSerializer.Deserialize(Metric.Known, node);
        if (type == typeof(LearningRate)) return node is JsonObject ? new LearningRate(KerasSerializer.Deserialize(LearningRateSchedule.Known, node)) : new LearningRate(Number(node));
        if (typeof(Layer).IsAssignableFrom(type)) return Layer.Deserialize(node);
        if (type == typeof(Layer[])) return ((JsonArray)node).Select(n => Layer.Deserialize(n!)).ToArray();
        if (typeof(JsonNode).IsAssignableFrom(type)) return node.DeepClone();
        throw new ValueError($"A constructor's argument of type {type.Name} cannot be read from a configuration; use numbers, strings, shapes or Keras objects.");
    }

    // Pairs of pairs, such as paddings, are one list here.
    private static IEnumerable<int> Integers(JsonNode node) => node is JsonArray list ? list.SelectMany(n => Integers(n!)) : [(int)Number(node)];

    public static double Number(JsonNode node) => node.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number => node.AsValue().TryGetValue<double>(out var number) ? number : Convert.ToDouble(node.AsValue().GetValue<object>(), System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new FormatException($"{node.ToJsonString()} is no number"),
    };

    public static JsonNode? WriteShape(Shape? shape) => shape is null || !shape.HasRank ? null
        : new JsonArray([.. shape.dims.Select(d => d < 0 ? null : (JsonNode)d)]);

    public static Shape ReadShape(JsonNode node) => node is JsonArray list
        ? new Shape([.. list.Select(d => d is null ? -1L : (long)Number(d))])
        : new Shape((long)Number(node));
}
