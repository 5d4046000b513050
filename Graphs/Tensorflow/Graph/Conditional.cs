using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>What tf.cond and tf.switch_case do: builds the branches as functions and adds the If or Case, with TensorFlow's names.</summary>
internal static class Conditional
{
    /// <summary>The structure that the branch which runs returns.</summary>
    public static T Build<T>(TensorLike pred, Func<T> trueFn, Func<T> falseFn, string? name)
    {
        var graph = DefaultGraph.Current;
        using var scope = graph.EnterScope(name ?? "cond");
        var condition = Condition(pred);
        var then = new FuncGraph(graph.Functions.UniqueName(scope.scope_name, "true"), graph);
        var result = Trace(then, trueFn, "true_fn of tf.cond");
        var otherwise = new FuncGraph(graph.Functions.UniqueName(scope.scope_name, "false"), graph);
        var other = Trace(otherwise, falseFn, "false_fn of tf.cond");
        RequireAlike("tf.cond", ("true_fn", then, result), ("false_fn", otherwise, other));
        var branch = Functional.If(condition, then, otherwise, scope.scope_name);
        return Nest.Pack(result, Array.ConvertAll(branch.outputs, output => Identity.Apply(output)));
    }

    /// <summary>An operation that runs the operation which the branch returns.</summary>
    public static Operation Build(TensorLike pred, Func<Operation> trueFn, Func<Operation> falseFn, string? name)
    {
        var graph = DefaultGraph.Current;
        using var scope = graph.EnterScope(name ?? "cond");
        var condition = Condition(pred);
        var then = new FuncGraph(graph.Functions.UniqueName(scope.scope_name, "true"), graph);
        Trace(then, trueFn);
        var otherwise = new FuncGraph(graph.Functions.UniqueName(scope.scope_name, "false"), graph);
        Trace(otherwise, falseFn);
        return Functional.If(condition, then, otherwise, scope.scope_name);
    }

    /// <summary>The structure that the function which runs returns: the one of this index, the last one for an index that is none.</summary>
    public static T Choose<T>(TensorLike index, IReadOnlyList<Func<T>> fns, string? name)
    {
        if (fns.Count == 0) throw new ValueError("branch_fns of tf.switch_case must hold at least one function.");
        var graph = DefaultGraph.Current;
        using var outer = graph.EnterScope(name ?? "switch_case");
        var selector = index.ToTensor("branch_index", TF_DataType.TF_INT32);
        if (selector.shape is { HasRank: true, ndim: not 0 }) throw new TypeError($"branch_index of tf.switch_case must be a scalar, but is {selector} (made at {selector.op.DefinedAt}).");
        using var scope = graph.EnterScope("indexed_case");
        var functions = new FuncGraph[fns.Count];
        var results = new T[fns.Count];
        for (var i = 0; i < functions.Length; i++)
        {
            functions[i] = new FuncGraph(graph.Functions.UniqueName(scope.scope_name, $"branch{i}"), graph);
            results[i] = Trace(functions[i], fns[i], $"branch_fns[{i}] of tf.switch_case");
            RequireAlike("tf.switch_case", ("branch_fns[0]", functions[0], results[0]), ($"branch_fns[{i}]", functions[i], results[i]));
        }
        var choice = Functional.Case(selector, functions, scope.scope_name);
        return Nest.Pack(results[0], Array.ConvertAll(choice.outputs, output => Identity.Apply(output)));
    }

    private static void RequireAlike<T>(string what, (string Name, FuncGraph Function, T Result) first, (string Name, FuncGraph Function, T Result) second)
    {
        if (Nest.Describe(first.Result) != Nest.Describe(second.Result))
            throw new TypeError($"{first.Name} and {second.Name} arguments to {what} must have the same number, type, and overall structure of return values: {first.Name} returned {Nest.Describe(first.Result)}, {second.Name} {Nest.Describe(second.Result)}.");
        for (var i = 0; i < first.Function.Outputs.Count; i++)
        {
            var (a, b) = (first.Function.Outputs[i], second.Function.Outputs[i]);
            if (a.dtype.as_base_dtype() != b.dtype.as_base_dtype())
                throw new TypeError($"Output {i} of {first.Name} and {second.Name} of {what} has different types: {first.Name} returned {a.dtype.as_base_dtype().as_numpy_name()} ({a.name}, made at {a.op.DefinedAt}), {second.Name} {b.dtype.as_base_dtype().as_numpy_name()} ({b.name}, made at {b.op.DefinedAt}). Use tf.cast.");
        }
    }

    private static Tensor Condition(TensorLike pred)
    {
        if (!pred.IsTensor && pred.Value is bool) return pred.ToTensor("Const");
        var condition = pred.IsNull ? throw new TypeError("pred of tf.cond must not be null.") : pred.ToTensor("pred");
        if (condition.dtype.as_base_dtype() != TF_DataType.TF_BOOL || condition.shape is { HasRank: true, ndim: not 0 })
            throw new TypeError($"pred of tf.cond must be a boolean scalar tensor, but is {condition} (made at {condition.op.DefinedAt}). Reduce it by tf.reduce_all or tf.reduce_any, or compare.");
        return condition;
    }

    private static T Trace<T>(FuncGraph function, Func<T> build, string which)
    {
        using var graph = function.as_default();
        var result = build();
        foreach (var tensor in Nest.Flatten(result, $"What {which} returns"))
        {
            var output = function.Capture(tensor);
            // A reference is the variable's value at the end of the branch; an input handed through is an output of its own.
            function.Outputs.Add(output.dtype.is_ref_dtype() || output.op.type == "Placeholder" ? Identity.Apply(output) : output);
        }
        return result;
    }

    private static void Trace(FuncGraph function, Func<Operation> build)
    {
        using var graph = function.as_default();
        var op = build();
        if (op.graph == function) function.ControlOutputs.Add(op);
        else throw new ValueError($"The operation '{op.name}' that a branch of tf.cond returns was made outside of the branch (at {op.DefinedAt}), so it would not depend on the condition. Make it inside.");
    }
}
