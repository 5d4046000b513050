using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// How the gradient of a function comes to the values that the function computed: inputs from around it, constants anew, what
/// follows from those again, and the rest kept by the function (<see cref="Keep"/>).
/// </summary>
internal abstract class FunctionValues(FuncGraph function, FuncGraph gradient)
{
    private readonly Dictionary<Tensor, Tensor> _known = [];
    private readonly Dictionary<Operation, bool> _repeatable = [];

    /// <summary>The function that is differentiated.</summary>
    public FuncGraph Function { get; } = function;

    /// <summary>The function that its gradient becomes.</summary>
    protected FuncGraph Gradient { get; } = gradient;

    /// <summary>The tensor of the gradient that has the value of a tensor of the function.</summary>
    public Tensor InGradient(Tensor tensor)
    {
        tensor = FuncGraph.BehindIdentities(tensor);
        if (_known.TryGetValue(tensor, out var known)) return known;
        using var graph = Enter(Gradient);
        return _known[tensor] = Outside(tensor) is { } outside ? Gradient.Adopt(outside, Gradient.Name)
            : IsRepeatable(tensor.op) ? Repeat(tensor.op).outputs[tensor.value_index]
            : Keep(tensor);
    }

    /// <summary>
    /// What an operation of the gradient asks of a tensor's shape alone is answered in the function: keeping a shape costs less
    /// than keeping the tensor. Null for other operations.
    /// </summary>
    public Operation? MadeInFunction(OpType opType, Tensor[] inputs, NodeAttrs attrs)
    {
        if (inputs.Length != 1 || inputs[0].graph != Function || inputs[0].dtype == TF_DataType.TF_VARIANT || opType.Name is not ("Shape" or "Size" or "Rank" or "ZerosLike")) return null;
        var source = inputs[0];
        if (_known.ContainsKey(source) || Outside(source) is not null || IsRepeatable(source.op)) return null;
        if (opType.Name == "ZerosLike")
        {
            var dims = OpBuilder.Apply("Shape", null, [source]);
            return OpBuilder.ApplyOp("Fill", "zeros", [dims, Const.Apply(TensorValue.Allocate(source.dtype, [], clear: true))]);
        }
        Tensor answer;
        using (Enter(Function)) answer = Function.CreateOp(opType, opType.Name, inputs, attrs).output;
        var value = InGradient(answer);
        using var graph = Enter(Gradient);
        return OpBuilder.ApplyOp("Identity", null, [value]);
    }

    /// <summary>True where what follows from the inputs is computed anew in the gradient; else only constants and views are.</summary>
    protected abstract bool RepeatsWork { get; }

    /// <summary>The tensor around the operation that a tensor of the function always equals; null if there is none.</summary>
    protected abstract Tensor? Outside(Tensor tensor);

    /// <summary>Lets the function hand out a value that it computes, and gives the gradient's tensor for it.</summary>
    protected abstract Tensor Keep(Tensor tensor);

    /// <summary>Operations made until the end of this scope go to a graph as if nothing surrounded them.</summary>
    protected static IDisposable Enter(Graph graph)
    {
        DefaultGraph.Enter(graph);
        IDisposable[] scopes = [graph.EnterControls(null), graph.device(null)];
        return new ScopeEnd(() =>
        {
            foreach (var scope in scopes) scope.Dispose();
            DefaultGraph.Leave(graph);
        });
    }

    // Constants, and what follows without effects from them and from what stays the same.
    private bool IsRepeatable(Operation op)
    {
        if (_repeatable.TryGetValue(op, out var known)) return known;
        _repeatable[op] = false;
        return _repeatable[op] = op.type == "Const" || ((RepeatsWork || op.OpType.IsView) && !op.OpType.IsStateful && op.inputs.Count > 0 && !op.OpType.HasFunctions
            && op.outputs.All(o => o.dtype != TF_DataType.TF_VARIANT && !o.dtype.is_ref_dtype())
            && op.inputs.All(i => Outside(i) is not null || IsRepeatable(i.op)));
    }

    private Operation Repeat(Operation op)
    {
        var inputs = op.inputs.Select(InGradient).ToArray();
        var attrs = op.Attrs.Copy();
        attrs.Remove("_class");
        return Gradient.CreateOp(op.OpType, op.name, inputs, attrs);
    }
}
