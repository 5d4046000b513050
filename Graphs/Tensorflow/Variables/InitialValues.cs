using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Initial values that depend on other variables.</summary>
internal static class InitialValues
{
    /// <summary>
    /// The variable's value where it has one, else its initial value: a cond of Switch and Merge, so that only the branch
    /// that counts is computed.
    /// </summary>
    public static Tensor Initialized(RefVariable variable)
    {
        if (variable is ResourceVariable resource) return Binding.tf.cond(resource.is_initialized(), () => resource.read_value(), () => resource.initial_value);
        var isInitialized = OpBuilder.Apply("IsVariableInitialized", null, [variable]);
        using var scope = DefaultGraph.Current.EnterScope("cond");
        var branches = OpBuilder.ApplyMany("Switch", null, [isInitialized, isInitialized]);
        Identity.Apply(branches[1], "switch_t");
        Identity.Apply(branches[0], "switch_f");
        var pred = Identity.Apply(isInitialized, "pred_id");
        var value = OpBuilder.ApplyMany("RefSwitch", "read/Switch", [variable, pred])[1];
        var read = Identity.Apply(value, "read");
        var initial = OpBuilder.ApplyMany("Switch", null, [variable.initial_value, pred])[0];
        return OpBuilder.Apply("Merge", null, [new Tensor[] { initial, read }]);
    }

    /// <summary>
    /// The same value, computed from the initialized values of the variables it reads: initializers run in any order, so a
    /// variable that is read may not have its value yet. Operations on the way are repeated under names that end in <paramref name="name"/>.
    /// </summary>
    public static Tensor Guard(string name, Tensor initial)
    {
        var guarded = new Dictionary<Operation, Operation>();
        return Reads(initial.op, []) ? Copy(initial, name, guarded) : initial;
    }

    private static bool Reads(Operation op, HashSet<Operation> seen) =>
        seen.Add(op) && (VariableOf(op) is not null || !IsOpaque(op) && op.inputs.Any(i => Reads(i.op, seen)));

    private static bool IsOpaque(Operation op) => op.type is "IsVariableInitialized" or "VarIsInitializedOp" or "ReadVariableOp" or "If" or "NextIteration";

    private static Tensor Copy(Tensor tensor, string name, Dictionary<Operation, Operation> copies)
    {
        if (!copies.TryGetValue(tensor.op, out var copy)) copies[tensor.op] = copy = Copy(tensor.op, name, copies);
        return copy == tensor.op ? tensor : copy.outputs[tensor.value_index];
    }

    private static Operation Copy(Operation op, string name, Dictionary<Operation, Operation> copies)
    {
        if (IsOpaque(op)) return op;
        if (op.type is "VariableV2" or "Variable") return VariableOf(op) is { } variable ? Initialized(variable).op : op;
        var inputs = op.inputs.Select(i => Copy(i, name, copies)).ToArray();
        if (inputs.SequenceEqual(op.inputs)) return op;
        var type = op.type == "RefSwitch" ? "Switch" : op.type;
        return op.graph.CreateOp(OpTable.Get(type), $"{op.name}_{name}", inputs, op.Attrs.Copy());
    }

    private static RefVariable? VariableOf(Operation op) => op.type is not ("VariableV2" or "Variable") ? null
        : op.graph.get_collection<RefVariable>(GraphKeys.GLOBAL_VARIABLES).Concat(op.graph.get_collection<RefVariable>(GraphKeys.LOCAL_VARIABLES))
            .FirstOrDefault(v => v.op == op);
}
