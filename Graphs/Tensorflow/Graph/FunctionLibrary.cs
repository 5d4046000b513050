namespace Tensorflow;

/// <summary>The functions of a graph, by name: graphs that were built here, or definitions that came with a GraphDef and become graphs when they are needed.</summary>
internal sealed class FunctionLibrary(Graph root)
{
    private readonly Dictionary<string, FuncGraph> _graphs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FunctionDef> _imported = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private int _count;

    /// <summary>The functions as they stand in a GraphDef, in the order in which they came.</summary>
    public IEnumerable<FunctionDef> All => _order.Select(name => Definition(name)!);

    /// <summary>Those of <see cref="All"/> that have none of these names.</summary>
    public IEnumerable<FunctionDef> Except(IReadOnlySet<string> names) => _order.Where(name => !names.Contains(name)).Select(name => Definition(name)!);

    /// <summary>Adds definitions; a second one of the same name must be the same function.</summary>
    public void Add(FunctionDefLibrary library)
    {
        foreach (var function in library.Function)
        {
            var name = function.Signature.Name;
            if (_imported.TryGetValue(name, out var known) ? !known.Equals(function) : _graphs.ContainsKey(name))
                throw new InvalidArgumentError($"The graph has another function '{name}' already.");
            if (_imported.TryAdd(name, function)) _order.Add(name);
        }
    }

    /// <summary>Adds a function that was built here.</summary>
    public void Add(FuncGraph graph)
    {
        _graphs[graph.Name] = graph;
        _order.Add(graph.Name);
    }

    /// <summary>Adds a function that stands for a part of the graph itself: it is no function of the GraphDef.</summary>
    public void AddHidden(FuncGraph graph) => _graphs[graph.Name] = graph;

    /// <summary>A name that no function has, as TensorFlow's: <c>while_body_7</c>.</summary>
    public string UniqueName(string scope, string role)
    {
        string name;
        do name = $"{scope}{role}_{_count++}".Replace('/', '_');
        while (_graphs.ContainsKey(name) || _imported.ContainsKey(name));
        return name;
    }

    /// <summary>Gives a function that was changed another name, so that it is no longer taken for what it was.</summary>
    public void Rename(FuncGraph graph, string name)
    {
        _graphs.Remove(graph.Name);
        _imported.Remove(graph.Name);
        _order[_order.IndexOf(graph.Name)] = name;
        graph.Name = name;
        _graphs[name] = graph;
    }

    /// <summary>The definition of a function; null if there is none of this name.</summary>
    public FunctionDef? Definition(string name) => _graphs.TryGetValue(name, out var graph) ? FunctionDefWriter.Write(graph) : _imported.GetValueOrDefault(name);

    /// <summary>The graph of a function.</summary>
    /// <exception cref="NotFoundError">There is no such function.</exception>
    public FuncGraph Get(string name) => Find(name) ?? throw new NotFoundError($"Function {name} is not defined: the graph's library does not hold it.");

    /// <summary>The graph of a function, null if there is none of this name.</summary>
    public FuncGraph? Find(string name)
    {
        if (_graphs.TryGetValue(name, out var graph)) return graph;
        return _imported.TryGetValue(name, out var definition) ? _graphs[name] = FunctionDefReader.Read(root, definition) : null;
    }
}
