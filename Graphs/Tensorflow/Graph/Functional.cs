using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Adds loops and branches whose functions are built.</summary>
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
            ("T", Array.ConvertAll(inputs, t => t.dtype.as_base_dtype())),
            ("cond", new FunctionName(cond.Name, new NodeAttrs())),
            ("body", new FunctionName(body.Name, new NodeAttrs())),
            ("output_shapes", (Shape[])[.. shapes, .. captured.Select(t => t.shape)]),
            ("parallel_iterations", (long)parallelIterations),
            ("_num_original_outputs", (long)inputs.Length));
        return Add("While", name, inputs, attrs, cond, body);
    }

    /// <summary>Adds an If. The functions have no arguments; what either captures both get.</summary>
    public static Operation If(Tensor condition, FuncGraph then, FuncGraph otherwise, string name)
    {
        var captured = then.Captured.Concat(otherwise.Captured.Where(c => !then.Captured.Contains(c))).ToList();
        then.OrderCaptures(captured);
        otherwise.OrderCaptures(captured);
        var attrs = new NodeAttrs(
            ("Tcond", condition.dtype.as_base_dtype()),
            ("Tin", captured.Select(t => t.dtype.as_base_dtype()).ToArray()),
            ("Tout", then.Outputs.Select(t => t.dtype.as_base_dtype()).ToArray()),
            ("then_branch", new FunctionName(then.Name, new NodeAttrs())),
            ("else_branch", new FunctionName(otherwise.Name, new NodeAttrs())),
            ("output_shapes", then.Outputs.Zip(otherwise.Outputs, (a, b) => Common(a.shape, b.shape)).ToArray()));
        return Add("If", name, [condition, .. captured], attrs, then, otherwise);
    }

    /// <summary>The shape of which both are.</summary>
    public static Shape Common(Shape a, Shape b)
    {
        if (a == b) return a;
        if (!a.HasRank || !b.HasRank || a.ndim != b.ndim) return Shape.Unknown;
        return new Shape([.. a.dims.Zip(b.dims, (x, y) => x == y ? x : -1)]);
    }

    /// <summary>
    /// The function of an operation that an attribute names, to be changed: one that other operations may call is copied first.
    /// </summary>
    public static FuncGraph Own(Operation op, string attribute)
    {
        var library = op.graph.Functions;
        var function = library.Get(((FunctionName)op.Attrs[attribute]).Name);
        if (function.Owner == op) return function;
        var copy = FunctionDefReader.Read(op.graph, FunctionDefWriter.Write(function));
        copy.Name = library.UniqueName(function.Name, "");
        copy.Owner = op;
        library.Add(copy);
        op.Attrs[attribute] = new FunctionName(copy.Name, new NodeAttrs());
        return copy;
    }

    /// <summary>Tells an operation that its function was changed: it gets another name, since who has the function may go by its name.</summary>
    public static void Changed(Operation op, string attribute, FuncGraph function)
    {
        op.graph.Functions.Rename(function, function.Name + "_rewritten");
        op.Attrs[attribute] = new FunctionName(function.Name, new NodeAttrs());
    }

    private static Operation Add(string type, string name, Tensor[] inputs, NodeAttrs attrs, FuncGraph first, FuncGraph second)
    {
        var graph = DefaultGraph.Current;
        // TensorFlow's executor then runs the functions as parts of the graph.
        attrs["_lower_using_switch_merge"] = true;
        var isStateful = first.IsStateful() || second.IsStateful();
        graph.Functions.Add(first);
        graph.Functions.Add(second);
        var op = graph.CreateOp(OpTable.Get(isStateful ? type : "Stateless" + type), name, inputs, attrs, first.ControlCaptures.Concat(second.ControlCaptures).Distinct());
        first.Owner = op;
        second.Owner = op;
        return op;
    }
}
