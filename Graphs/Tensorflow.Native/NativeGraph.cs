using System.Globalization;
using Google.Protobuf;

namespace Tensorflow.Native;

/// <summary>
/// TensorFlow's copy of a graph. What was added since the last time is sent as a GraphDef whose inputs from before are mapped to what
/// is there. TensorFlow cannot change an operation that it has: one that was changed here is sent anew under another name, with all
/// that depends on it.
/// </summary>
internal sealed unsafe class NativeGraph(Graph graph) : IDisposable
{
    private readonly List<nint> _operations = [];
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);
    private int _version = graph.Version;
    private int _renewals;

    public GraphHandle Handle { get; } = CApi.TF_NewGraph();

    /// <summary>TensorFlow's operation for one that was sent.</summary>
    public nint this[Operation op] => _operations[op.Id];

    /// <summary>Sends what the graph has gained, and what has changed. True when operations that were sent before are others now.</summary>
    public bool Update(StatusHandle status)
    {
        var all = graph.get_operations();
        var changed = graph.Version == _version ? [] : Changed(all);
        if (_operations.Count == all.Count && changed.Count == 0) return false;
        if (changed.Count > 0) _renewals++;
        var sent = new Dictionary<Operation, string>();
        foreach (var op in changed) sent[op] = NodeNames.Anew(op.name, _renewals);
        for (var i = _operations.Count; i < all.Count; i++) sent[all[i]] = all[i].name;
        var addition = Addition(sent, out var options);
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
        _version = graph.Version;
        foreach (var op in changed) _operations[op.Id] = CApi.TF_GraphOperationByName(Handle, sent[op]);
        for (var i = _operations.Count; i < all.Count; i++) _operations.Add(CApi.TF_GraphOperationByName(Handle, all[i].name));
        if (addition.Library is { } library) _functions.UnionWith(library.Function.Select(f => f.Signature.Name));
        return changed.Count > 0;
    }

    public void Dispose() => Handle.Dispose();

    private GraphDef Addition(Dictionary<Operation, string> sent, out ImportOptionsHandle options)
    {
        options = CApi.TF_NewImportGraphDefOptions();
        // A colocation with an operation that was sent before is right, though this GraphDef does not hold it.
        CApi.TF_ImportGraphDefOptionsSetValidateColocationConstraints(options, 0);
        var mapped = new HashSet<object>();
        var addition = new GraphDef { Versions = new VersionDef { Producer = Graph.ProducerVersion } };
        foreach (var (op, name) in sent)
        {
            var node = GraphDefWriter.ToNodeDef(op);
            node.Name = name;
            for (var i = 0; i < op.inputs.Count; i++)
            {
                var input = op.inputs[i];
                if (sent.TryGetValue(input.op, out var inputName)) node.Input[i] = string.Create(CultureInfo.InvariantCulture, $"{inputName}:{input.value_index}");
                else if (mapped.Add(input)) CApi.TF_ImportGraphDefOptionsAddInputMapping(options, input.op.name, input.value_index, new TF_Output { Operation = this[input.op], Index = input.value_index });
            }
            for (var i = 0; i < op.control_inputs.Count; i++)
            {
                var control = op.control_inputs[i];
                if (sent.TryGetValue(control, out var controlName)) node.Input[op.inputs.Count + i] = "^" + controlName;
                else if (mapped.Add(control)) CApi.TF_ImportGraphDefOptionsRemapControlDependency(options, control.name, this[control]);
            }
            // Under another name it is still the same variable.
            if (op.OpType.Name == "VariableV2" && node.Attr["shared_name"].S.IsEmpty && name != op.name) node.Attr["shared_name"].S = ByteString.CopyFromUtf8(op.name);
            addition.Node.Add(node);
        }
        foreach (var function in graph.Functions.Except(_functions)) (addition.Library ??= new FunctionDefLibrary()).Function.Add(function);
        return addition;
    }

    // The operations that were sent and have changed since, and those that were sent and depend on them.
    private List<Operation> Changed(IReadOnlyList<Operation> all)
    {
        var sent = all.Take(_operations.Count).ToArray();
        var waiting = sent.SelectMany(op => op.control_inputs, (op, control) => (op, control)).ToLookup(pair => pair.control, pair => pair.op);
        var changed = new HashSet<Operation>();
        var queue = new Queue<Operation>(sent.Where(op => op.ChangedAt > _version));
        while (queue.TryDequeue(out var op))
        {
            if (op.Id >= sent.Length || !changed.Add(op)) continue;
            foreach (var consumer in op.outputs.SelectMany(output => output.consumers()).Concat(waiting[op])) queue.Enqueue(consumer);
        }
        return [.. changed];
    }
}
