using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Runs the shape rule of an operation that is being added.</summary>
internal static class ShapeInference
{
    /// <summary>Sets the shapes of the operation's outputs.</summary>
    /// <exception cref="ValueError">The inputs do not fit together.</exception>
    public static void Run(Operation op)
    {
        if (op.outputs.Length == 0 && op.inputs.Count == 0) return;
        var shapes = new Shape[op.inputs.Count];
        var types = new TF_DataType[op.inputs.Count];
        for (var i = 0; i < shapes.Length; i++)
        {
            shapes[i] = op.inputs[i].shape;
            types[i] = op.inputs[i].dtype.as_base_dtype();
        }
        var context = new InferContext(op.OpType, op.Attrs, shapes, types, op.outputs.Length,
            i => ConstantValues.Of(op.inputs[i]), i => ConstantValues.AsShape(op.inputs[i]));
        try
        {
            op.OpType.Infer(context);
        }
        catch (ValueError error)
        {
            throw new ValueError($"{error.Message}\n\t [[node {op.name} ({op.type}), made at {op.DefinedAt}, from {Inputs(op)}]]", error);
        }
        var inferred = context.Outputs;
        for (var i = 0; i < inferred.Length; i++) op.outputs[i].InferredShape(inferred[i]);
    }

    private static string Inputs(Operation op) =>
        op.inputs.Count == 0 ? "no inputs" : string.Join("; ", op.inputs.Select(input => $"{input} made at {input.op.DefinedAt}"));
}
