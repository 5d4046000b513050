using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>What tf.while_loop does: builds condition and body as functions and adds the While, with TensorFlow's names.</summary>
internal static class WhileLoop
{
    public static T Build<T>(Func<T, Tensor> cond, Func<T, T> body, T variables, Shape[]? invariants, int parallelIterations, TensorLike maximumIterations, string? name)
    {
        if (parallelIterations < 1) throw new TypeError("parallel_iterations must be a positive integer.");
        var graph = DefaultGraph.Current;
        using var scope = graph.EnterScope(name ?? "while");
        var initial = Nest.Flatten(variables, "The variables of tf.while_loop");
        if (initial.Count == 0) throw new ValueError("No loop variables provided.");
        if (invariants is not null && invariants.Length != initial.Count)
            throw new ValueError($"The two structures don't have the same number of elements: loop_vars are {initial.Count} tensors, shape_invariants {invariants.Length} shapes.");
        var shapes = initial.Select((v, i) => Invariant(v, invariants?[i], i)).ToArray();
        var isLimited = !maximumIterations.IsNull;
        var limit = isLimited ? maximumIterations.ToTensor("maximum_iterations") : Const.Apply(TensorValue.Scalar(-1), "maximum_iterations");
        if (!limit.dtype.is_integer() || limit.shape is { HasRank: true, ndim: not 0 })
            throw new TypeError($"maximum_iterations must be an integer scalar, but is {limit}.");
        var counter = Const.Apply(ValueConversion.Convert(TensorValue.Scalar(0), limit.dtype), "loop_counter");
        Tensor[] all = [counter, limit, .. initial];
        Shape[] allShapes = [Shape.Scalar, Shape.Scalar, .. shapes];
        var library = graph.Functions;
        var condGraph = NewFunction(library.UniqueName(scope.scope_name, "cond"), graph, all, allShapes);
        BuildCond(condGraph, cond, variables, isLimited);
        var bodyGraph = NewFunction(library.UniqueName(scope.scope_name, "body"), graph, all, allShapes);
        foreach (var captured in condGraph.Captured.ToArray()) bodyGraph.Capture(captured);
        BuildBody(bodyGraph, body, variables, initial, shapes);
        var loop = Functional.While(all, condGraph, bodyGraph, allShapes, parallelIterations, scope.scope_name);
        var outputs = Array.ConvertAll(loop.outputs, output => Identity.Apply(output));
        return Nest.Pack(variables, outputs[2..all.Length]);
    }

    private static Shape Invariant(Tensor variable, Shape? invariant, int index)
    {
        if (invariant is null || variable.dtype == TF_DataType.TF_VARIANT) return variable.shape;
        if (IsAtLeastAs(invariant, variable.shape)) return invariant;
        throw new ValueError($"The shape invariant specified for {variable.name} (variable {index}) is not compatible with the initial shape of the loop variable. It enters the loop with shape {variable.shape}, but the specified shape invariant is {invariant}.");
    }

    private static FuncGraph NewFunction(string name, Graph outer, Tensor[] variables, Shape[] shapes)
    {
        var function = new FuncGraph(name, outer);
        for (var i = 0; i < variables.Length; i++) function.AddInput(i < 2 ? variables[i].op.name : "Placeholder", variables[i].dtype, shapes[i]);
        return function;
    }

    private static void BuildCond<T>(FuncGraph function, Func<T, Tensor> cond, T variables, bool isLimited)
    {
        using var graph = function.as_default();
        var goesOn = cond(Nest.Pack(variables, function.Inputs.GetRange(2, function.ArgumentCount - 2)))
            ?? throw new TypeError("The condition of tf.while_loop returned null; it must return a boolean scalar tensor.");
        goesOn = ((TensorLike)goesOn).ToTensor();
        if (goesOn.dtype != TF_DataType.TF_BOOL || goesOn.shape is { HasRank: true, ndim: not 0 })
            throw new TypeError($"The condition of tf.while_loop must return a boolean scalar tensor, but returned {goesOn} (made at {goesOn.op.DefinedAt}). Reduce it by tf.reduce_all or tf.reduce_any, or compare.");
        goesOn = function.Capture(goesOn);
        if (isLimited) goesOn = OpBuilder.Apply("LogicalAnd", null, [OpBuilder.Apply("Less", null, [function.Inputs[0], function.Inputs[1]]), goesOn]);
        function.Outputs.Add(goesOn);
    }

    private static void BuildBody<T>(FuncGraph function, Func<T, T> body, T variables, List<Tensor> initial, Shape[] shapes)
    {
        using var graph = function.as_default();
        var next = body(Nest.Pack(variables, function.Inputs.GetRange(2, initial.Count)));
        var outputs = Nest.Flatten(next, "What the body of tf.while_loop returns");
        if (outputs.Count != initial.Count || Nest.Describe(next) != Nest.Describe(variables))
            throw new ValueError($"The body of tf.while_loop must return as many tensors as it has loop variables, in the same structure: loop_vars are {Nest.Describe(variables)}, the body returned {Nest.Describe(next)}.");
        var counter = OpBuilder.Apply("AddV2", "add", [function.Inputs[0], 1]);
        function.Outputs.AddRange([counter, function.Inputs[1]]);
        for (var i = 0; i < outputs.Count; i++)
        {
            Check(initial[i], outputs[i], shapes[i], i);
            function.Outputs.Add(function.Capture(outputs[i]));
        }
    }

    private static void Check(Tensor variable, Tensor next, Shape invariant, int index)
    {
        if (next.dtype.as_base_dtype() != variable.dtype.as_base_dtype())
            throw new TypeError($"Loop variable {index} ({variable.name}) enters the loop with type {variable.dtype.as_base_dtype().as_numpy_name()} but has type {next.dtype.as_base_dtype().as_numpy_name()} after 1 iteration: {next} (made at {next.op.DefinedAt}). Use tf.cast.");
        if (IsAtLeastAs(invariant, next.shape)) return;
        throw new ValueError($"Input tensor '{variable.name}' (loop variable {index}) enters the loop with shape {invariant}, but has shape {next.shape} after one iteration (made at {next.op.DefinedAt}). To allow the shape to vary across iterations, use the `shape_invariants` argument of tf.while_loop to specify a less-specific shape.");
    }

    // True when whatever has the second shape has the first.
    private static bool IsAtLeastAs(Shape general, Shape special)
    {
        if (!general.HasRank) return true;
        if (!special.HasRank || general.ndim != special.ndim) return false;
        for (var d = 0; d < general.ndim; d++)
        {
            if (general[d] >= 0 && general[d] != special[d]) return false;
        }
        return true;
    }
}
