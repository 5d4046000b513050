namespace Tensorflow;

/// <summary>The functions of a graph, by name, as they stand in its GraphDef.</summary>
internal sealed class FunctionLibrary
{
    private readonly Dictionary<string, FunctionDef> _functions = new(StringComparer.Ordinal);

    public IEnumerable<FunctionDef> All => _functions.Values;

    /// <summary>Adds functions; a second one of the same name must be the same function.</summary>
    public void Add(FunctionDefLibrary library)
    {
        foreach (var function in library.Function)
        {
            var name = function.Signature.Name;
            if (_functions.TryGetValue(name, out var known) && !known.Equals(function))
                throw new InvalidArgumentError($"The graph has another function '{name}' already.");
            _functions[name] = function;
        }
    }
}
