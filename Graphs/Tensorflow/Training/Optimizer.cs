using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// Base of the optimizers of <c>tf.train</c>: they add operations to the graph that change variables so that a loss falls.
/// <c>minimize(loss)</c> is <c>apply_gradients(compute_gradients(loss))</c>.
/// </summary>
public abstract partial class Optimizer
{
    private readonly Dictionary<(Graph, string), RefVariable> _nonSlots = [];
    private readonly Dictionary<string, Dictionary<RefVariable, RefVariable>> _slots = new(StringComparer.Ordinal);

    private protected Optimizer(string name, bool useLocking)
    {
        if (string.IsNullOrEmpty(name)) throw new ValueError("Must specify the optimizer name");
        Name = name;
        UseLocking = useLocking;
    }

    /// <summary>How the gradients wait for each other: not at all, by operation, or all for all.</summary>
    public enum Gate
    {
        GATE_NONE,
        GATE_OP,
        GATE_GRAPH,
    }

    /// <summary>The name given at the start: the scope of the operations and the names of the slots.</summary>
    public string Name { get; }

    private protected bool UseLocking { get; }

    /// <summary>Adds operations that change the variables so that <paramref name="loss"/> falls, and gives the one to run.</summary>
    /// <param name="loss">The tensor to minimize; one that is no number counts as the sum of its elements.</param>
    /// <param name="global_step">A variable to add 1 to after each step.</param>
    /// <param name="var_list">The variables to change; the trainable ones unless given.</param>
    /// <param name="gate_gradients">How the gradients wait for each other.</param>
    /// <param name="aggregation_method">Accepted for compatibility; gradients are added up.</param>
    /// <param name="colocate_gradients_with_ops">Accepted for compatibility.</param>
    /// <param name="name">The name of the operation; the optimizer's unless given.</param>
    /// <param name="grad_loss">Weights of the elements of the loss.</param>
    /// <exception cref="ValueError">There is no variable to change, or the loss depends on none.</exception>
    public Operation minimize(Tensor loss, RefVariable? global_step = null, IEnumerable<RefVariable>? var_list = null, Gate gate_gradients = Gate.GATE_OP,
        int? aggregation_method = null, bool colocate_gradients_with_ops = false, string? name = null, Tensor? grad_loss = null)
    {
        var pairs = compute_gradients(loss, var_list, gate_gradients, aggregation_method, colocate_gradients_with_ops, grad_loss);
        if (pairs.TrueForAll(p => p.gradient is null))
        {
            throw new ValueError($"No gradients provided for any variable, check your graph for ops that do not support gradients, between variables {Names(pairs)} and loss {loss} (made at {loss.op.DefinedAt}).");
        }
        return apply_gradients(pairs, global_step, name);
    }

    /// <summary>The gradients of the loss with respect to each variable; null where the loss does not depend on it.</summary>
    public List<(Tensor? gradient, RefVariable variable)> compute_gradients(Tensor loss, IEnumerable<RefVariable>? var_list = null, Gate gate_gradients = Gate.GATE_OP,
        int? aggregation_method = null, bool colocate_gradients_with_ops = false, Tensor? grad_loss = null)
    {
        RequireFloat(loss);
        if (grad_loss is not null) RequireFloat(grad_loss);
        var variables = (var_list ?? Binding.tf.trainable_variables()).ToArray();
        if (variables.Length == 0) throw new ValueError("No variables to optimize. Make one by tf.Variable or tf.get_variable (trainable), or give var_list.");
        var gradients = Binding.tf.gradients(loss, Array.ConvertAll(variables, v => v.AsRef()), grad_loss is null ? default(TensorLike) : new[] { grad_loss },
            gate_gradients: gate_gradients == Gate.GATE_OP);
        if (gate_gradients == Gate.GATE_GRAPH) gradients = Binding.tf.tuple(gradients);
        var pairs = gradients.Zip(variables).ToList();
        foreach (var (gradient, variable) in pairs)
        {
            if (gradient is not null) RequireFloat(variable.dtype, variable.name);
        }
        return pairs;
    }

    /// <summary>Adds operations that apply gradients to variables, and gives the one to run.</summary>
    /// <param name="grads_and_vars">Pairs of a gradient (null to leave the variable alone) and a variable.</param>
    /// <param name="global_step">A variable to add 1 to after the step.</param>
    /// <param name="name">The name of the operation; the optimizer's unless given.</param>
    /// <exception cref="ValueError">There is no pair, or no gradient among them, or one of another shape than its variable.</exception>
    public Operation apply_gradients(IEnumerable<(Tensor? gradient, RefVariable variable)> grads_and_vars, RefVariable? global_step = null, string? name = null)
    {
        var pairs = grads_and_vars.ToList();
        if (pairs.Count == 0) throw new ValueError("No variables provided.");
        var present = pairs.Where(p => p.gradient is not null).ToList();
        if (present.Count == 0) throw new ValueError($"No gradients provided for any variable: {Names(pairs)}.");
        var graph = present[0].variable.graph;
        using (LeaveControls(graph)) CreateSlots([.. present.Select(p => p.variable)]);
        using var scope = graph.EnterScope(name ?? Name);
        Prepare();
        var updates = new List<object>();
        foreach (var (gradient, variable) in present) updates.Add(Update(graph, gradient!, variable));
        var step = global_step is null ? Finish(updates, scope) : Count(graph, global_step, Finish(updates, "update"), scope);
        graph.add_to_collection(GraphKeys.TRAIN_OP, step);
        return step;
    }

    /// <summary>The slot of this name that belongs to the variable (<c>momentum</c>, <c>m</c>, ...); null if there is none.</summary>
    public virtual RefVariable? get_slot(RefVariable var, string name) => _slots.GetValueOrDefault(name)?.GetValueOrDefault(var);

    /// <summary>The names of the slots.</summary>
    public List<string> get_slot_names() => [.. _slots.Keys.Order(StringComparer.Ordinal)];

    /// <summary>All variables that the optimizer keeps, by name.</summary>
    public List<RefVariable> variables() =>
        [.. _slots.Values.SelectMany(s => s.Values).Concat(_nonSlots.Values).Where(v => v.graph == DefaultGraph.Current).OrderBy(v => v.name, StringComparer.Ordinal)];

    private object Update(Graph graph, Tensor gradient, RefVariable variable)
    {
        using var scope = graph.EnterScope($"update_{variable.op.name}");
        using var beside = graph.EnterColocation(variable.op);
        try
        {
            return gradient is IndexedSlices slices ? ApplyRepeatedRows(slices, variable) : ApplyDense(gradient, variable);
        }
        catch (ValueError error)
        {
            throw new ValueError($"The gradient {gradient} cannot be applied to {variable}: {error.Message}", error);
        }
    }

    private static Operation Count(Graph graph, RefVariable globalStep, Operation update, string name)
    {
        using var controls = graph.EnterControls([update]);
        using var beside = graph.EnterColocation(globalStep.op);
        return OpBuilder.ApplyOp("AssignAdd", name, [globalStep, 1], ("use_locking", false));
    }

    private static IDisposable LeaveControls(Graph graph) => graph.EnterControls(null);

    private static string Names(IEnumerable<(Tensor? gradient, RefVariable variable)> pairs) =>
        $"[{string.Join(", ", pairs.Select(p => $"\"{p.variable}\""))}]";

    private static void RequireFloat(Tensor tensor) => RequireFloat(tensor.dtype, tensor.name);

    private static void RequireFloat(TF_DataType dtype, string name)
    {
        if (!dtype.is_floating()) throw new ValueError($"Invalid type {dtype.as_numpy_name()} for {name}, expected: float32, float64, float16, bfloat16.");
    }

    /// <summary>The name that the update operations begin with.</summary>
    public string get_name() => Name;
}
