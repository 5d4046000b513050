using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// The graph of a function: the body or condition of a loop, a branch. Its inputs are placeholders. A tensor of the graph
/// around it that an operation in it uses becomes one more input (a capture); a variable becomes a VariableV2 in it that
/// shares the outer one's value.
/// </summary>
internal sealed class FuncGraph(string name, Graph outer) : Graph
{
    private readonly Dictionary<Tensor, Tensor> _captures = [];
    private readonly Dictionary<Operation, Tensor> _variables = [];

    /// <summary>The function's name in the library.</summary>
    public string Name { get; set; } = name;

    /// <summary>The graph that holds the operation whose function this is.</summary>
    public Graph Outer { get; } = outer;

    internal override Graph Root => Outer.Root;

    /// <summary>The placeholders: arguments, then captures.</summary>
    public List<Tensor> Inputs { get; } = [];

    /// <summary>The tensors around this graph that the last inputs stand for, in the order of the captures.</summary>
    public List<Tensor> Captured { get; } = [];

    /// <summary>What the function gives.</summary>
    public List<Tensor> Outputs { get; } = [];

    /// <summary>What must run though it gives nothing.</summary>
    public List<Operation> ControlOutputs { get; } = [];

    /// <summary>Operations around this graph that something in it must wait for.</summary>
    public List<Operation> ControlCaptures { get; } = [];

    /// <summary>Values of this function that gradients use: at which output of <see cref="Owner"/> they come out.</summary>
    public Dictionary<Tensor, int> Kept { get; } = [];

    /// <summary>The operation whose function this is.</summary>
    public Operation? Owner { get; set; }

    /// <summary>For a gradient: how it comes to the values of the function that it differentiates.</summary>
    public FunctionValues? Differentiated { get; set; }

    /// <summary>The number of inputs that are no captures.</summary>
    public int ArgumentCount => Inputs.Count - Captured.Count;

    /// <summary>Adds a placeholder as the next input.</summary>
    public Tensor AddInput(string name, TF_DataType dtype, Shape shape)
    {
        var input = NewPlaceholder(name, dtype, shape);
        Inputs.Add(input);
        return input;
    }

    /// <summary>The tensor in this graph that stands for <paramref name="tensor"/>.</summary>
    public Tensor Capture(Tensor tensor) => Adopt(tensor, Name);

    internal override Tensor Adopt(Tensor tensor, string forNode)
    {
        if (tensor.graph == this) return tensor;
        if (_captures.TryGetValue(tensor, out var known)) return known;
        if (Differentiated is { } values && tensor.graph == values.Function) return values.InGradient(tensor);
        if (!Sees(tensor.graph)) throw Foreign(tensor.op, forNode);
        if (tensor.dtype.is_ref_dtype()) return Variable(tensor);
        var outer = Outer.Adopt(tensor, Name);
        if (outer != tensor && _captures.TryGetValue(outer, out known)) return known;
        var input = AddInput(tensor.op.name, tensor.dtype, tensor.shape);
        input.Handle = tensor.Handle;
        Captured.Add(outer);
        _captures[tensor] = input;
        _captures[outer] = input;
        return input;
    }

    /// <summary>True for the body of a loop that gives variable <paramref name="index"/> on unchanged.</summary>
    public bool HandsThrough(int index) => index < Outputs.Count && BehindIdentities(Outputs[index]) == Inputs[index];

    /// <summary>The tensor that Identity operations hand on here.</summary>
    public static Tensor BehindIdentities(Tensor tensor)
    {
        while (tensor.op is { type: "Identity", control_inputs.Count: 0 } && !tensor.op.inputs[0].dtype.is_ref_dtype()) tensor = tensor.op.inputs[0];
        return tensor;
    }

    /// <summary>Puts the captures into this order, with inputs for those that this function does not use itself.</summary>
    public void OrderCaptures(IReadOnlyList<Tensor> captured)
    {
        var arguments = Inputs.Take(ArgumentCount).ToArray();
        Tensor[] captures = [.. captured.Select(Capture)];
        Inputs.Clear();
        Inputs.AddRange([.. arguments, .. captures]);
        Captured.Clear();
        Captured.AddRange(captured);
    }

    private protected override Operation? Diverted(OpType opType, Tensor[] inputs, NodeAttrs attrs) => Differentiated?.MadeInFunction(opType, inputs, attrs);

    private protected override Operation? AdoptControl(Operation op, string forNode)
    {
        if (op.graph == this) return op;
        // What a value of the differentiated function waited for has run by now.
        if (op.graph == Differentiated?.Function) return null;
        if (!Sees(op.graph)) throw Foreign(op, forNode);
        if (!ControlCaptures.Contains(op)) ControlCaptures.Add(op);
        return null;
    }

    /// <summary>The tensor around this graph that an input stands for; null for an argument or another tensor.</summary>
    public Tensor? OriginOf(Tensor input)
    {
        var at = Inputs.IndexOf(input) - ArgumentCount;
        return at >= 0 ? Captured[at] : null;
    }

    /// <summary>The operations that the outputs need, in the order of their creation. Others do not run.</summary>
    public List<Operation> NeededOperations()
    {
        var needed = new HashSet<Operation>(Inputs.Select(i => i.op));
        var stack = new Stack<Operation>(Outputs.Select(o => o.op).Concat(ControlOutputs));
        while (stack.TryPop(out var op))
        {
            if (!needed.Add(op)) continue;
            foreach (var input in op.inputs) stack.Push(input.op);
            foreach (var control in op.control_inputs) stack.Push(control);
        }
        return [.. needed.OrderBy(o => o.Id)];
    }

    /// <summary>True when the function has effects or gives different results for the same inputs.</summary>
    public bool IsStateful() => NeededOperations().Exists(op => op.OpType.IsStateful && op.type is not ("Placeholder" or "NoOp" or "PlaceholderWithDefault"));

    private bool Sees(Graph graph)
    {
        for (var at = Outer; ; at = ((FuncGraph)at).Outer)
        {
            if (at == graph || (at as FuncGraph)?.Differentiated?.Function == graph) return true;
            if (at is not FuncGraph) return false;
        }
    }

    // A reference cannot be handed to a function; inside, another VariableV2 of the same shared name is the same variable.
    private Tensor Variable(Tensor reference)
    {
        var op = reference.op;
        if (op.inputs.Count > 0)
        {
            // The result of an assignment: the variable, after it.
            AdoptControl(op, Name);
            return Adopt(op.inputs.First(i => i.dtype.is_ref_dtype()), Name);
        }
        if (_variables.TryGetValue(op, out var known)) return known;
        var shared = op.Attrs.TryGet<string>("shared_name", out var own) && own.Length > 0 ? own : op.name;
        var attrs = op.Attrs.Copy();
        attrs.Remove("_class");
        attrs["shared_name"] = shared;
        using var plain = EnterPlain();
        using var place = device(op.device);
        return _variables[op] = CreateOp(op.OpType, op.name, [], attrs).output;
    }

    private Tensor NewPlaceholder(string name, TF_DataType dtype, Shape shape)
    {
        using var plain = EnterPlain();
        return CreateOp(OpTable.Get("Placeholder"), name, [], new NodeAttrs(("dtype", dtype.as_base_dtype()), ("shape", shape))).output;
    }

    // What stands for things outside takes no scope, control dependency, device or colocation of the place where it is first used.
    private ScopeEnd EnterPlain()
    {
        IDisposable[] scopes = [EnterControls(null), device(null), EnterNoColocation(), EnterScope(null)];
        return new ScopeEnd(() =>
        {
            for (var i = scopes.Length - 1; i >= 0; i--) scopes[i].Dispose();
        });
    }
}
