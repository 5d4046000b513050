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
            shapes[i] = op.inputs[i].ValueShape;
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
        for (var i = 0; i < inferred.Length; i++)
        {
            var isHandle = op.outputs[i].dtype == TF_DataType.TF_RESOURCE;
            if (isHandle) op.outputs[i].Handle = HandleOf(op, i);
            op.outputs[i].InferredShape(isHandle ? Shape.Scalar : inferred[i]);
        }
    }

    // Loops and what belongs to them hand handles through.
    private static HandleData? HandleOf(Operation op, int output) => op.OpType switch
    {
        VarHandleOp => new HandleData(op.Attrs.Type("dtype"), op.Attrs.Shape("shape")),
        While => op.inputs[output].Handle,
        BranchOp => null,
        _ => op.inputs.FirstOrDefault(i => i.dtype == TF_DataType.TF_RESOURCE)?.Handle,
    };

    private static string Inputs(Operation op) =>
        op.inputs.Count == 0 ? "no inputs" : string.Join("; ", op.inputs.Select(input => $"{input} made at {input.op.DefinedAt}"));
}
