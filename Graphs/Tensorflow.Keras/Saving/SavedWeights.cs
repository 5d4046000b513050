using NumSharp;

namespace Tensorflow.Keras.Saving;

/// <summary>
/// Values read from a file for a model's variables: collected and checked first, then set at once, so that a file that does
/// not fit changes nothing.
/// </summary>
/// <param name="origin">The file, as messages call it.</param>
internal sealed class SavedWeights(string origin)
{
    private readonly List<RefVariable> _variables = [];
    private readonly List<NDArray> _values = [];
    private Action? _after;

    /// <summary>Notes values for variables.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="values">Their values in the file.</param>
    /// <param name="owner">Whose they are: <c>layer #2 'dense_1'</c>.</param>
    /// <param name="skipMismatch">True to leave an owner's variables as they are where one does not fit.</param>
    /// <exception cref="ValueError">Another number of values, or one of another shape.</exception>
    public void Add(IReadOnlyList<RefVariable> variables, IReadOnlyList<NDArray> values, string owner, bool skipMismatch = false)
    {
        if (Mismatch(variables, values, owner) is { } mismatch)
        {
            if (!skipMismatch) throw new ValueError(mismatch);
            Console.Error.WriteLine($"WARNING: skipped: {mismatch}");
            return;
        }
        for (var i = 0; i < variables.Count; i++)
        {
            var type = variables[i].dtype.as_base_dtype().as_system_dtype();
            _variables.Add(variables[i]);
            _values.Add(values[i].dtype == type ? values[i] : values[i].astype(type));
        }
    }

    /// <summary>Notes what the optimizer kept. One that keeps something else begins anew, with a warning, as in Keras.</summary>
    public void AddOptimizer(Model model, IReadOnlyList<NDArray> values)
    {
        var optimizer = model.optimizer!;
        var weights = model.trainable_weights;
        RefVariable[] variables = [.. optimizer.Saved(weights).Select(s => s.Variable)];
        if (variables.Length != values.Count || variables.Zip(values).Any(p => p.First.shape != new Shape(p.Second.shape)))
        {
            Console.Error.WriteLine($"WARNING: {origin}: the optimizer '{optimizer.name}' keeps {variables.Length} variables, and the file has {values.Count} or other shapes; the optimizer begins anew.");
            return;
        }
        Add(variables, values, optimizer.name);
        if (weights.Count > 0) _after = () => optimizer.Restored(weights);
    }

    /// <summary>Sets the variables.</summary>
    public void Apply()
    {
        if (_variables.Count > 0) KerasBackend.Write(_variables, _values);
        _after?.Invoke();
    }

    private string? Mismatch(IReadOnlyList<RefVariable> variables, IReadOnlyList<NDArray> values, string owner)
    {
        if (variables.Count != values.Count)
            return $"{origin}: {owner} expects {variables.Count} weight(s) ({string.Join(", ", variables.Select(v => $"{v.name} {v.shape}"))}), but the file has {values.Count} ({string.Join(", ", values.Select(v => new Shape(v.shape)))}).";
        for (var i = 0; i < variables.Count; i++)
        {
            Shape found = new(values[i].shape);
            if (found != variables[i].shape) return $"{origin}: {owner}: weight '{variables[i].name}' expects shape {variables[i].shape}, but the file has shape {found}. It was saved by a model of another architecture.";
        }
        return null;
    }
}
