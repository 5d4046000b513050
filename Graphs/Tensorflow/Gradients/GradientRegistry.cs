using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Gradient rules of the user, by name: an operation made under <c>graph.gradient_override_map</c> carries the name.</summary>
internal static class GradientRegistry
{
    /// <summary>TensorFlow's attribute for an overridden gradient.</summary>
    public const string AttrName = "_gradient_op_type";

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Func<GradContext, Tensor?[]>> Rules = new(StringComparer.Ordinal);
    private static int _customCount;

    public static void Add(string name, Func<GradContext, Tensor?[]> rule)
    {
        if (!Rules.TryAdd(name, rule)) throw new KeyError($"Registering two gradient with name '{name}'! A gradient of this name is registered already.");
    }

    /// <summary>Registers a rule under a name of its own.</summary>
    public static string AddUnnamed(Func<GradContext, Tensor?[]> rule)
    {
        var name = $"CustomGradient-{Interlocked.Increment(ref _customCount)}";
        Add(name, rule);
        return name;
    }

    public static Func<GradContext, Tensor?[]> Get(string name) => Rules.TryGetValue(name, out var rule) ? rule
        : throw new LookupError($"gradient registry has no entry for: {name}. Register it with tf.RegisterGradient.");
}
