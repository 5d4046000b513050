using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>What tf.cond does: builds the branches as functions and adds the If, with TensorFlow's names.</summary>
internal static class Conditional
{
    /// <summary>The structure that the branch which runs returns.</summary>
    public static T Build<T>(TensorLike pred, Func<T> trueFn, Func<T> falseFn, string? name)
    {
        var graph = DefaultGraph.Current;
        using var scope = graph.EnterScope(name ?? "cond");
        var condition = Condition(pred);
        var then = new FuncGraph(graph.Functions.UniqueName(scope.scope_name, "true"), graph);
        var result = Trace(then, trueFn, "true_fn");
        var otherwise = new FuncGraph(graph.Functions.UniqueName(scope.scope_name, "false"), graph);
        var other = Trace(otherwise, falseFn, "false_fn");
        if (Nest.Describe(result) != Nest.Describe(other))
            throw new TypeError($"true_fn and false_fn arguments to tf.cond must have the same number, type, and overall structure of return values: true_fn returned {Nest.Describe(result)}, false_fn {Nest.Describe(other)}.");
        for (var i = 0; i < then.Outputs.Count; i++)
        {
            var (a, b) = (then.Outputs[i], otherwise.Outputs[i]);
            if (a.dtype.as_base_dtype() != b.dtype.as_base_dtype())
                throw new TypeError($"Output {i} of true_fn and false_fn of tf.cond has different types: true_fn returned {a.dtype.as_base_dtype().as_numpy_name()} ({a.name}, made at {a.op.DefinedAt}), false_fn {b.dtype.as_base_dtype().as_numpy_name()} ({b.name}, made at {b.op.DefinedAt}). Use tf.cast.");
        }
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

    private static Tensor Condition(TensorLike pred)
    {
        if (pred.AsTensor is null && pred.Value is bool) return pred.ToTensor("Const");
        var condition = pred.IsNull ? throw new TypeError("pred of tf.cond must not be null.") : pred.ToTensor("pred");
        if (condition.dtype.as_base_dtype() != TF_DataType.TF_BOOL || condition.shape is { HasRank: true, ndim: not 0 })
            throw new TypeError($"pred of tf.cond must be a boolean scalar tensor, but is {condition} (made at {condition.op.DefinedAt}). Reduce it by tf.reduce_all or tf.reduce_any, or compare.");
        return condition;
    }

    private static T Trace<T>(FuncGraph function, Func<T> build, string which)
    {
        using var graph = function.as_default();
        var result = build();
        foreach (var tensor in Nest.Flatten(result, $"What {which} of tf.cond returns"))
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
