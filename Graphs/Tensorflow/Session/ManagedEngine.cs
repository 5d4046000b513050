using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>The engine in C#: makes a plan for what is asked, keeps it for the next run, and holds the variables.</summary>
internal sealed class ManagedEngine(Graph graph) : Engine
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, VariableState> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpState> _states = new(StringComparer.Ordinal);

    public override TensorValue?[] Run(RunRequest request)
    {
        lock (_gate)
        {
            return new Interpreter(this, request).Run();
        }
    }

    public override void Dispose()
    {
        lock (_gate)
        {
            _variables.Clear();
            _states.Clear();
        }
    }

    internal Graph Graph => graph;

    internal VariableState VariableOf(Tensor reference)
    {
        var op = reference.op;
        while (op.type != "VariableV2" && op.type != "Variable") op = op.inputs.First(i => i.dtype.is_ref_dtype()).op;
        if (!_variables.TryGetValue(op.name, out var state)) _variables[op.name] = state = new VariableState(op.name);
        return state;
    }

    internal OpState StateOf(Operation op)
    {
        if (!_states.TryGetValue(op.name, out var state)) _states[op.name] = state = new OpState();
        return state;
    }
}

internal sealed class Interpreter(ManagedEngine engine, RunRequest request)
{
    private readonly Dictionary<Tensor, TensorValue> _values = [];
    private readonly HashSet<Operation> _needed = [];

    public TensorValue?[] Run()
    {
        for (var i = 0; i < request.Fed.Length; i++) _values[request.Fed[i]] = request.Values[i];
        foreach (var fetch in request.Fetches)
        {
            if (fetch is Tensor t) { if (!_values.ContainsKey(t)) Need(t.op); }
            else Need((Operation)fetch);
        }
        foreach (var op in _needed.OrderBy(o => o.Id)) RunOp(op);
        return [.. request.Fetches.Select(f => f is Tensor t ? Value(t).Clone() : null)];
    }

    private void Need(Operation op)
    {
        if (!_needed.Add(op)) return;
        foreach (var input in op.inputs) if (!_values.ContainsKey(input)) Need(input.op);
        foreach (var control in op.control_inputs) Need(control);
    }

    private TensorValue Value(Tensor tensor) => _values.TryGetValue(tensor, out var value) ? value
        : tensor.dtype.is_ref_dtype() ? engine.VariableOf(tensor).Initialized : throw new InternalError($"No value for {tensor}.");

    private void RunOp(Operation op)
    {
        try
        {
            var inputs = op.inputs.Select(t => t.dtype.is_ref_dtype() && op.OpType.Name is not ("Identity" or "Mul") && !_values.ContainsKey(t) ? TensorValue.Unplaced(t.dtype, []) : Value(t)).ToArray();
            if (op.outputs.Length > 0 && op.outputs[0].dtype.is_ref_dtype() && op.inputs.Count == 0) return;
            var context = new InferContext(op.OpType, op.Attrs, Array.ConvertAll(inputs, v => v.Shape), Array.ConvertAll(inputs, v => v.DType), op.outputs.Length, i => inputs[i],
                i => inputs[i] is { Rank: 1 } v && v.DType.is_integer() ? new Shape(Array.ConvertAll(v.AsInts(), d => (long)Math.Max(-1, d))) : null);
            if (!op.inputs.Any(i => i.dtype.is_ref_dtype() && op.OpType.Name != "Identity")) op.OpType.Infer(context);
            var outputs = context.Outputs.Select((s, i) => TensorValue.Allocate(op.outputs[i].dtype, s.IsFullyDefined ? s.ToInts() : [0])).ToArray();
            var k = new KernelContext(op.Attrs, inputs, outputs) { NodeName = op.name, State = engine.StateOf(op), Variables = [.. op.inputs.Select(t => t.dtype.is_ref_dtype() ? engine.VariableOf(t) : null)] };
            op.OpType.Run(k);
            for (var i = 0; i < outputs.Length; i++) if (!op.outputs[i].dtype.is_ref_dtype() && !_values.ContainsKey(op.outputs[i])) _values[op.outputs[i]] = outputs[i];
        }
        catch (OpError error) when (error.op is null)
        {
            throw error.At(op);
        }
    }
}
