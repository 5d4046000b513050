using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Adds loops, branches and calls whose functions are built.</summary>
internal static class Functional
{
    /// <summary>
    /// Adds a While. The functions take the loop's variables as arguments; what they capture is appended to the variables, and
    /// the body hands it through, except where <paramref name="carried"/> gives another next value for a capture of the body.
    /// </summary>
    public static Operation While(IReadOnlyList<Tensor> variables, FuncGraph cond, FuncGraph body, Shape[] shapes, int parallelIterations, string name, IReadOnlyDictionary<Tensor, Tensor>? carried = null)
    {
        var captured = body.Captured.Concat(cond.Captured.Where(c => !body.Captured.Contains(c))).ToList();
        body.OrderCaptures(captured);
        cond.OrderCaptures(captured);
        foreach (var input in body.Inputs.Skip(body.ArgumentCount)) body.Outputs.Add(carried?.GetValueOrDefault(input) ?? input);
        Tensor[] inputs = [.. variables, .. captured];
        var attrs = new NodeAttrs(
            ("T", Types(inputs)),
            ("cond", NameOf(cond)),
            ("body", NameOf(body)),
            ("output_shapes", (Shape[])[.. shapes, .. captured.Select(t => t.shape)]),
            ("parallel_iterations", (long)parallelIterations),
            ("_num_original_outputs", (long)inputs.Length),
            ("_lower_using_switch_merge", true));
        return Add("While", "StatelessWhile", name, inputs, attrs, cond, body);
    }

    /// <summary>Adds an If. The functions have no arguments; what either captures both get.</summary>
    public static Operation If(Tensor condition, FuncGraph then, FuncGraph otherwise, string name) => Branch("If", "StatelessIf", condition, [then, otherwise], name,
        ("Tcond", condition.dtype.as_base_dtype()), ("then_branch", NameOf(then)), ("else_branch", NameOf(otherwise)));

    /// <summary>Adds a Case. The functions have no arguments; what one captures all get.</summary>
    public static Operation Case(Tensor index, FuncGraph[] branches, string name) => Branch("Case", "StatelessCase", index, branches, name, ("branches", Array.ConvertAll(branches, NameOf)));

    /// <summary>Adds a call; what the function captures is appended to its arguments.</summary>
    public static Operation Call(IReadOnlyList<Tensor> arguments, FuncGraph function, string name)
    {
        Tensor[] inputs = [.. arguments, .. function.Captured];
        var attrs = new NodeAttrs(("Tin", Types(inputs)), ("Tout", Types(function.Outputs)), ("f", NameOf(function)), ("config", ""), ("config_proto", ""), ("executor_type", ""));
        var op = Add("StatefulPartitionedCall", "PartitionedCall", name, inputs, attrs, function);
        for (var i = 0; i < op.outputs.Length; i++) op.outputs[i].InferredShape(function.Outputs[i].shape);
        return op;
    }

    /// <summary>The shape of which both are.</summary>
    public static Shape Common(Shape a, Shape b)
    {
        if (a == b) return a;
        if (!a.HasRank || !b.HasRank || a.ndim != b.ndim) return Shape.Unknown;
        return new Shape([.. a.dims.Zip(b.dims, (x, y) => x == y ? x : -1)]);
    }

    /// <summary>
    /// The function that an operation names, to be changed: one that other operations may call is copied first.
    /// </summary>
    public static FuncGraph Own(Operation op, FunctionSlot slot)
    {
        var library = op.graph.Functions;
        var function = library.Get(slot.NameIn(op.Attrs));
        if (function.Owner == op) return function;
        var copy = FunctionDefReader.Read(op.graph, FunctionDefWriter.Write(function));
        copy.Name = library.UniqueName(function.Name, "");
        copy.Owner = op;
        library.Add(copy);
        slot.Set(op.Attrs, copy.Name);
        return copy;
    }

    /// <summary>Tells an operation that its function was changed: it gets another name, since who has the function may go by its name.</summary>
    public static void Changed(Operation op, FunctionSlot slot, FuncGraph function)
    {
        op.graph.Functions.Rename(function, function.Name + "_rewritten");
        slot.Set(op.Attrs, function.Name);
    }

    private static Operation Branch(string type, string stateless, Tensor selector, FuncGraph[] branches, string name, params (string, object)[] own)
    {
        var captured = branches.SelectMany(b => b.Captured).Distinct().ToList();
        foreach (var branch in branches) branch.OrderCaptures(captured);
        var shapes = branches[0].Outputs.Select((_, i) => branches.Select(b => b.Outputs[i].shape).Aggregate(Common)).ToArray();
        var attrs = new NodeAttrs([("Tin", Types(captured)), ("Tout", Types(branches[0].Outputs)), ("output_shapes", shapes), .. own]);
        // TensorFlow's executor then runs the functions as parts of the graph.
        attrs["_lower_using_switch_merge"] = true;
        return Add(type, stateless, name, [selector, .. captured], attrs, branches);
    }

    private static Operation Add(string type, string stateless, string name, Tensor[] inputs, NodeAttrs attrs, params FuncGraph[] functions)
    {
        var graph = DefaultGraph.Current;
        foreach (var function in functions) graph.Functions.Add(function);
        var isStateful = Array.Exists(functions, f => f.IsStateful());
        var op = graph.CreateOp(OpTable.Get(isStateful ? type : stateless), name, inputs, attrs, functions.SelectMany(f => f.ControlCaptures).Distinct());
        foreach (var function in functions) function.Owner = op;
        return op;
    }

    private static TF_DataType[] Types(IEnumerable<Tensor> tensors) => [.. tensors.Select(t => t.dtype.as_base_dtype())];

    private static FunctionName NameOf(FuncGraph function) => new(function.Name, new NodeAttrs());
}
