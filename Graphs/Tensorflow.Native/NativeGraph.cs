using Google.Protobuf;

namespace Tensorflow.Native;

/// <summary>TensorFlow's copy of a graph. What was added since the last time is sent as a GraphDef whose inputs from before are mapped to what is there.</summary>
internal sealed unsafe class NativeGraph(Graph graph) : IDisposable
{
    private readonly List<nint> _operations = [];
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);
    private int _version = graph.Version;

    public GraphHandle Handle { get; } = CApi.TF_NewGraph();

    /// <summary>TensorFlow's operation for one that was sent.</summary>
    public nint this[Operation op] => _operations[op.Id];

    /// <summary>Sends what the graph has gained.</summary>
    /// <exception cref="RuntimeError">An operation that TensorFlow has already was changed.</exception>
    public void Update(StatusHandle status)
    {
        var all = graph.get_operations();
        if (graph.Version != _version) RequireUnchanged(all);
        _version = graph.Version;
        if (_operations.Count == all.Count) return;
        var addition = Addition(all, out var options);
        using (options)
        {
            var bytes = addition.ToByteArray();
            fixed (byte* data = bytes)
            {
                var buffer = new TF_Buffer { Data = data, Length = (nuint)bytes.Length };
                CApi.TF_GraphImportGraphDef(Handle, &buffer, options, status);
            }
        }
        status.Check(graph);
        for (var i = _operations.Count; i < all.Count; i++) _operations.Add(CApi.TF_GraphOperationByName(Handle, all[i].name));
        if (addition.Library is { } library) _functions.UnionWith(library.Function.Select(f => f.Signature.Name));
    }

    public void Dispose() => Handle.Dispose();

    private GraphDef Addition(IReadOnlyList<Operation> all, out ImportOptionsHandle options)
    {
        options = CApi.TF_NewImportGraphDefOptions();
        // A colocation with an operation that was sent before is right, though this GraphDef does not hold it.
        CApi.TF_ImportGraphDefOptionsSetValidateColocationConstraints(options, 0);
        var mapped = new HashSet<object>();
        var addition = new GraphDef { Versions = new VersionDef { Producer = Graph.ProducerVersion } };
        for (var i = _operations.Count; i < all.Count; i++)
        {
            foreach (var input in all[i].inputs)
            {
                if (input.op.Id < _operations.Count && mapped.Add(input))
                    CApi.TF_ImportGraphDefOptionsAddInputMapping(options, input.op.name, input.value_index, new TF_Output { Operation = this[input.op], Index = input.value_index });
            }
            foreach (var control in all[i].control_inputs)
            {
                if (control.Id < _operations.Count && mapped.Add(control))
                    CApi.TF_ImportGraphDefOptionsRemapControlDependency(options, control.name, this[control]);
            }
            addition.Node.Add(GraphDefWriter.ToNodeDef(all[i]));
        }
        foreach (var function in graph.Functions.All)
        {
            if (!_functions.Contains(function.Signature.Name)) (addition.Library ??= new FunctionDefLibrary()).Function.Add(function);
        }
        return addition;
    }

    private void RequireUnchanged(IReadOnlyList<Operation> all)
    {
        for (var i = 0; i < _operations.Count; i++)
        {
            if (all[i].ChangedAt > _version)
                throw new RuntimeError($"Operation '{all[i].name}' was changed after the session had run it (made at {all[i].DefinedAt}). TensorFlow cannot change an operation that it has: finish the graph first, or make a new session.");
        }
    }
}
