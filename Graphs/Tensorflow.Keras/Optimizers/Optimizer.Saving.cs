namespace Tensorflow.Keras;

/// <summary>What of an optimizer stands in files.</summary>
public abstract partial class Optimizer
{
    /// <summary>
    /// The slots that Keras saves: those of a group stand side by side for each weight, one group follows the other. All
    /// slots in one group unless overridden.
    /// </summary>
    private protected virtual string[][] SavedSlots => [[.. _slots.Keys.Select(k => k.Slot).Distinct()]];

    /// <summary>Makes the variables before the first step.</summary>
    internal void Build(IReadOnlyList<RefVariable> weights)
    {
        if (weights.Count == 0) return;
        var graph = weights[0].graph;
        if (iterations?.graph == graph && weights.All(w => _slots.Keys.Any(k => k.Weight == w))) return;
        using var defaultGraph = graph.as_default();
        using var scope = graph.EnterScope(name);
        Prepare(graph, weights);
    }

    /// <summary>The variables that Keras saves, in its order and under its names: the number of steps, then the slots of the weights.</summary>
    internal IReadOnlyList<(string Name, RefVariable Variable)> Saved(IReadOnlyList<RefVariable> weights)
    {
        if (weights.Count == 0) return [];
        Build(weights);
        var slots = from slotsOfGroup in SavedSlots from weight in weights from slot in slotsOfGroup select ($"{name}/{slot}/{weight.name}", _slots[(weight, slot)]);
        return [("iteration:0", iterations!), .. slots];
    }

    /// <summary>Called when the variables of <see cref="Saved"/> were set from a file.</summary>
    internal virtual void Restored(IReadOnlyList<RefVariable> weights) { }
}
