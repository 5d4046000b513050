using System.Text.Json.Nodes;
using Tensorflow.Keras.Engine;
using Tensorflow.Keras.Losses;
using Tensorflow.Keras.Metrics;

namespace Tensorflow.Keras.Saving;

/// <summary>What a model was compiled with, as given to <c>compile</c>.</summary>
internal sealed record CompileSettings(Optimizer Optimizer, LossList? Loss, double[]? LossWeights, MetricList? Metrics, MetricList? WeightedMetrics);

/// <summary>The settings of <c>compile</c> as JSON: <c>compile_config</c> in .keras files, <c>training_config</c> in .h5 files.</summary>
internal static class CompileConfig
{
    private static readonly string[] s_dependent = ["accuracy", "acc", "crossentropy", "ce"];

    /// <summary>The form in .keras files.</summary>
    public static JsonObject Write(CompileSettings settings) => new()
    {
        ["optimizer"] = KerasSerializer.Serialize(settings.Optimizer),
        ["loss"] = WriteLosses(settings.Loss),
        ["metrics"] = WriteMetrics(settings.Metrics),
        ["loss_weights"] = ConfigValues.Write(settings.LossWeights),
        ["weighted_metrics"] = WriteMetrics(settings.WeightedMetrics),
        ["run_eagerly"] = null,
        ["steps_per_execution"] = null,
        ["jit_compile"] = null,
    };

    /// <summary>The form in .h5 files, where metrics stand in a list for each output.</summary>
    public static JsonObject WriteTraining(CompileSettings settings, IReadOnlyList<string> outputs) => new()
    {
        ["loss"] = WriteLosses(settings.Loss),
        ["metrics"] = WriteMetrics(settings.Metrics, outputs),
        ["weighted_metrics"] = WriteMetrics(settings.WeightedMetrics, outputs),
        ["loss_weights"] = ConfigValues.Write(settings.LossWeights),
        ["optimizer_config"] = new JsonObject { ["class_name"] = $"Custom>{settings.Optimizer.class_name}", ["config"] = settings.Optimizer.get_config() },
    };

    /// <summary>The settings from either form.</summary>
    /// <param name="config">The JSON.</param>
    /// <param name="outputs">The names of the model's outputs.</param>
    /// <exception cref="ValueError">Something in it is unknown.</exception>
    public static CompileSettings Read(JsonObject config, IReadOnlyList<string> outputs)
    {
        var optimizer = (config["optimizer"] ?? config["optimizer_config"]) is { } node
            ? KerasSerializer.Deserialize(Optimizer.Known, node)
            : throw new ValueError("The training configuration names no optimizer.");
        return new CompileSettings(optimizer, ReadLosses(config["loss"]), ReadLossWeights(config["loss_weights"], outputs), ReadMetrics(config["metrics"], outputs),
            ReadMetrics(config["weighted_metrics"], outputs));
    }

    private static bool IsEmpty(MetricList metrics) => metrics.ByName is { } byName ? byName.Count == 0 : !metrics.Any();

    private static JsonNode? WriteLosses(LossList? losses) => losses switch
    {
        null => null,
        { ByName: { } byName } => ByOutput(byName, loss => WriteLoss(loss)!),
        { Items: [var one] } => WriteLoss(one),
        _ => new JsonArray([.. losses.Items.Select(WriteLoss)]),
    };

    private static JsonObject ByOutput<T>(IReadOnlyDictionary<string, T> items, Func<T, JsonNode> write) =>
        new(items.Select(i => KeyValuePair.Create(i.Key, (JsonNode?)write(i.Value))));

    // A loss that is as its name alone makes it is written as its name.
    private static JsonNode? WriteLoss(Loss? loss)
    {
        if (loss is null) return null;
        var name = GraphState.SnakeCase(loss.class_name);
        if (loss is FunctionLoss) return loss.name;
        return Loss.Known.Names.Contains(name) && JsonNode.DeepEquals(loss.get_config(), Loss.Known.Create(name).get_config()) ? name : KerasSerializer.Serialize(loss);
    }

    private static JsonNode? WriteMetrics(MetricList? metrics) => metrics is null || IsEmpty(metrics) ? null
        : metrics.ByName is { } byName ? ByOutput(byName, WriteList)
        : WriteList(metrics);

    private static JsonArray? WriteMetrics(MetricList? metrics, IReadOnlyList<string> outputs) =>
        metrics is null || IsEmpty(metrics) ? null : new JsonArray([.. metrics.For(outputs).Select(WriteList)]);

    private static JsonArray WriteList(IEnumerable<Metric> metrics) => new([.. metrics.Select(WriteMetric)]);

    private static JsonNode WriteMetric(Metric metric) => metric is NamedMetric or FunctionMetric ? metric.name : KerasSerializer.Serialize(metric);

    private static LossList? ReadLosses(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => list.Select(n => n is null ? null : ReadLoss(n)).ToArray(),
        JsonObject byName when byName["class_name"] is null => byName.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => ReadLoss(p.Value!)),
        _ => ReadLoss(node),
    };

    private static Loss ReadLoss(JsonNode node) => KerasSerializer.Deserialize(Loss.Known, FunctionName(node) is { } function ? function : node);

    private static double[]? ReadLossWeights(JsonNode? node, IReadOnlyList<string> outputs) => node switch
    {
        null => null,
        JsonArray list => [.. list.Select(n => ConfigValues.Number(n!))],
        JsonObject byName => [.. outputs.Select(o => byName[o] is { } weight ? ConfigValues.Number(weight) : 1)],
        _ => [ConfigValues.Number(node)],
    };

    private static MetricList? ReadMetrics(JsonNode? node, IReadOnlyList<string> outputs) => node switch
    {
        null => null,
        JsonArray list when list.Count > 0 && list.All(n => n is null or JsonArray) => list.Count == 1
            ? ReadMetricList(list[0])
            : outputs.Zip(list).ToDictionary(p => p.First, p => ReadMetricList(p.Second)),
        JsonArray list => ReadMetricList(list),
        JsonObject byName when byName["class_name"] is null => byName.ToDictionary(p => p.Key, p => ReadMetricList(p.Value)),
        _ => ReadMetric(node),
    };

    private static Metric[] ReadMetricList(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Where(n => n is not null).Select(n => ReadMetric(n!))],
        _ => [ReadMetric(node)],
    };

    private static Metric ReadMetric(JsonNode node)
    {
        if (FunctionName(node) is { } function) return function;
        if (node is JsonValue) return node.GetValue<string>();
        var form = node.AsObject();
        if (KerasSerializer.ClassName(form) != "MeanMetricWrapper") return KerasSerializer.Deserialize(Metric.Known, form);
        // Keras writes which accuracy a name has become; here it follows again from the loss and the shapes.
        var config = KerasSerializer.Config(form);
        var name = config["name"]?.GetValue<string>() ?? "";
        if (s_dependent.Contains(name)) return name;
        var measure = config["fn"] is { } fn ? FunctionName(fn) ?? fn.GetValue<string>() : name;
        return (Metric)ConfigBinder.Create(Metric.Known.TypeOf(measure), new JsonObject { ["name"] = name });
    }

    // {"module": "builtins", "class_name": "function", "config": "my_loss"}
    private static string? FunctionName(JsonNode node) => node is JsonObject form && form["class_name"]?.GetValue<string>() == "function" ? form["config"]!.GetValue<string>() : null;
}
