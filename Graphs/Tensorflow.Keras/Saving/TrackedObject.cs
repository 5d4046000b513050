using System.Globalization;

namespace Tensorflow.Keras.Saving;

/// <summary>
/// An object of a model as TensorFlow 2's checkpoints see it: its parts by the names of the attributes that hold them; the layers of
/// sequential and functional models as <c>layer_with_weights-0</c> and <c>layer-0</c>; the parts of a list as <c>0</c>, <c>1</c>, ...
/// </summary>
internal sealed class TrackedObject
{
    /// <summary>What the names of a model's layers with weights begin with.</summary>
    public const string LayerWithWeights = "layer_with_weights-";

    private readonly List<(string Name, TrackedObject Part)> _parts = [];

    private TrackedObject(Layer? layer = null, RefVariable? variable = null) => (Layer, Variable) = (layer, variable);

    /// <summary>The layer that it is, or part of which it is.</summary>
    public Layer? Layer { get; }

    /// <summary>The variable that it is.</summary>
    public RefVariable? Variable { get; }

    /// <summary>Its parts; one may be there under several names.</summary>
    public IReadOnlyList<(string Name, TrackedObject Part)> Parts => _parts;

    /// <summary>The objects of a model, without its optimizer.</summary>
    public static TrackedObject Of(Model model) => Of(model, new Dictionary<Layer, TrackedObject>(ReferenceEqualityComparer.Instance));

    /// <summary>An object that is a list of variables.</summary>
    public static TrackedObject List(IEnumerable<RefVariable> variables)
    {
        var list = new TrackedObject();
        foreach (var variable in variables) list.Add(list._parts.Count.ToString(CultureInfo.InvariantCulture), new TrackedObject(variable: variable));
        return list;
    }

    /// <summary>An object without parts yet.</summary>
    public static TrackedObject Empty() => new();

    public void Add(string name, TrackedObject part) => _parts.Add((name, part));

    /// <summary>This and all objects below, each once with the path where it is reached first, nearest first.</summary>
    public List<(string Path, TrackedObject Object)> All()
    {
        var found = new List<(string Path, TrackedObject Object)> { ("", this) };
        var seen = new HashSet<TrackedObject>(ReferenceEqualityComparer.Instance) { this };
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var (name, part) in found[i].Object._parts)
            {
                if (seen.Add(part)) found.Add((i == 0 ? Escape(name) : $"{found[i].Path}/{Escape(name)}", part));
            }
        }
        return found;
    }

    private static string Escape(string name) => Checkpoints.ObjectGraph.Escape(name);

    private static TrackedObject Of(Layer layer, Dictionary<Layer, TrackedObject> known)
    {
        if (known.TryGetValue(layer, out var tracked)) return tracked;
        known[layer] = tracked = new TrackedObject(layer);
        if (layer.WeightParts is { Count: > 0 } parts)
        {
            foreach (var (name, weights) in parts)
            {
                var part = new TrackedObject(layer);
                part.AddWeights(weights);
                tracked.Add(name, part);
            }
        }
        else tracked.AddWeights(layer.OwnWeights);
        if (layer is Sequential or Functional) tracked.AddLayers(((Model)layer).layers, known);
        else
        {
            foreach (var (name, value) in ObjectTree.Fields(layer))
            {
                if (value is Layer single) tracked.Add(name, Of(single, known));
                else tracked.Add(name, List((IEnumerable<Layer>)value, known));
            }
        }
        return tracked;
    }

    private static TrackedObject List(IEnumerable<Layer> layers, Dictionary<Layer, TrackedObject> known)
    {
        var list = new TrackedObject();
        foreach (var layer in layers) list.Add(list._parts.Count.ToString(CultureInfo.InvariantCulture), Of(layer, known));
        return list;
    }

    private void AddWeights(IEnumerable<RefVariable> weights)
    {
        foreach (var weight in weights) Add(weight.op.name[(weight.op.name.LastIndexOf('/') + 1)..], new TrackedObject(Layer, weight));
    }

    // Layers with weights are counted on their own too, so that one without may be put in between.
    private void AddLayers(IReadOnlyList<Layer> layers, Dictionary<Layer, TrackedObject> known)
    {
        var withWeights = 0;
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = Of(layers[i], known);
            if (layers[i].weights.Count > 0) Add(string.Create(CultureInfo.InvariantCulture, $"{LayerWithWeights}{withWeights++}"), layer);
            Add(string.Create(CultureInfo.InvariantCulture, $"layer-{i}"), layer);
        }
    }
}
