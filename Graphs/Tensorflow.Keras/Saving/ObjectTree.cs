using System.Reflection;
using Tensorflow.Keras.Engine;

namespace Tensorflow.Keras.Saving;

/// <summary>A group of weights in Keras 3's layout.</summary>
/// <param name="Path">Where it stands, without <c>/vars</c>.</param>
/// <param name="Layer">The layer whose weights they are.</param>
/// <param name="Weights">The weights, in order.</param>
internal sealed record WeightGroup(string Path, Layer Layer, IReadOnlyList<RefVariable> Weights);

/// <summary>
/// The objects of a model by the paths that Keras 3's layout gives them: attribute names from the model down, in lists the
/// class name in snake case with a number (<c>layers/dense_1</c>, <c>layers/lstm/cell</c>).
/// </summary>
internal static class ObjectTree
{
    /// <summary>The weights of the model and of all layers in it. A layer that is reached twice stands where it is reached first.</summary>
    public static IEnumerable<WeightGroup> Walk(Model model) => Walk(model, "", new HashSet<Layer>(ReferenceEqualityComparer.Instance)).SelectMany(l => Groups(l.Path, l.Layer));

    private static IEnumerable<WeightGroup> Groups(string path, Layer layer)
    {
        var parts = layer.WeightParts;
        yield return new WeightGroup(path, layer, parts.Count == 0 ? layer.OwnWeights : []);
        foreach (var (name, weights) in parts) yield return new WeightGroup($"{path}/{name}", layer, weights);
    }

    private static IEnumerable<(string Path, Layer Layer)> Walk(Layer layer, string path, HashSet<Layer> visited)
    {
        if (!visited.Add(layer)) yield break;
        yield return (path, layer);
        foreach (var (name, value) in Parts(layer))
        {
            var below = path.Length == 0 ? name : $"{path}/{name}";
            var parts = value is Layer single ? [(below, single)] : Listed((IEnumerable<Layer>)value, below, visited);
            foreach (var (partPath, part) in parts)
            {
                foreach (var found in Walk(part, partPath, visited)) yield return found;
            }
        }
    }

    private static IEnumerable<(string Path, Layer Layer)> Listed(IEnumerable<Layer> layers, string path, HashSet<Layer> visited)
    {
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            if (visited.Contains(layer)) continue;
            var name = GraphState.SnakeCase(layer.class_name);
            var number = used[name] = used.GetValueOrDefault(name, -1) + 1;
            yield return (number == 0 ? $"{path}/{name}" : $"{path}/{name}_{number}", layer);
        }
    }

    // Keras goes through an object's attributes from the end of the alphabet to its beginning.
    private static IEnumerable<(string Name, object Value)> Parts(Layer layer)
    {
        var parts = new List<(string Name, object Value)>();
        if (layer is Model model) parts.Add(("layers", model.layers));
        if (layer is not (Sequential or Functional)) parts.AddRange(Fields(layer));
        return parts.OrderByDescending(p => p.Name, StringComparer.Ordinal);
    }

    /// <summary>The layers, and lists of layers, that a layer holds in its fields, by the names of Keras' attributes.</summary>
    public static List<(string Name, object Value)> Fields(Layer layer)
    {
        var parts = new List<(string Name, object Value)>();
        // A field may also hold a layer that is not a part: a pattern from which parts were made.
        var sublayers = layer.Sublayers.ToHashSet<Layer>(ReferenceEqualityComparer.Instance);
        for (var type = layer.GetType(); type is not null && type != typeof(Layer) && type != typeof(Model); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.GetValue(layer) is Layer part && sublayers.Contains(part)) parts.Add((AttributeName(field.Name), part));
                else if (field.GetValue(layer) is IEnumerable<Layer> list && list.All(sublayers.Contains)) parts.Add((AttributeName(field.Name), list));
            }
        }
        return parts;
    }

    // The fields behind the property cell and the constructor's argument cell are cell, the field _queryDense is _query_dense.
    private static string AttributeName(string field) => field.StartsWith('<') ? field[1..field.IndexOf('>')]
        : field.StartsWith('_') ? "_" + GraphState.SnakeCase(char.ToUpperInvariant(field[1]) + field[2..])
        : field;
}
