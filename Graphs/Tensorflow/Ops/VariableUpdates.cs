namespace Tensorflow.Ops;

/// <summary>Operations that change variables: on references, or in the forms that take the handles of resource variables.</summary>
internal static class VariableUpdates
{
    /// <summary>Changes a variable and gives its new value: the operation's result, for a handle a read after it.</summary>
    public static Tensor Apply(string type, string? name, ReadOnlySpan<TensorLike> inputs, params ReadOnlySpan<(string, object?)> attrs)
    {
        var op = OpBuilder.ApplyOp(type, name, inputs, attrs);
        if (op.outputs.Length > 0) return op.output;
        using var after = DefaultGraph.Current.EnterControls([op]);
        return ResourceVariable.Read(op.inputs[0], op.inputs[0].ValueType);
    }

    /// <summary>The name of the form of an operation that takes handles; null where the operation has no references.</summary>
    public static string? HandleForm(OpType type) => !type.Signature.Inputs.Any(i => i.IsRef) ? null : type.Name switch
    {
        "IsVariableInitialized" => "VarIsInitializedOp",
        "Assign" or "AssignAdd" or "AssignSub" => type.Name + "VariableOp",
        _ => "Resource" + type.Name,
    };
}
