namespace Tensorflow.Ops;

/// <summary>Runs one operation on known values, outside any session: for constant propagation and constant folding.</summary>
internal static class Folding
{
    /// <summary>The outputs; null where the output's size only the kernel knows or the values are not acceptable to it.</summary>
    public static TensorValue[]? Evaluate(OpType opType, NodeAttrs attrs, TensorValue[] inputs, string name)
    {
        var outputs = Infer(opType, attrs, inputs);
        if (outputs is null) return null;
        if (opType.IsView) return [inputs[0].Reshaped(outputs[0].Dims)];
        opType.Run(new KernelContext(attrs, inputs, outputs) { NodeName = name });
        return outputs;
    }

    /// <summary>Places for the outputs of these inputs; null where a size depends on the data.</summary>
    public static TensorValue[]? Infer(OpType opType, NodeAttrs attrs, TensorValue[] inputs)
    {
        var types = opType.OutputTypes(attrs);
        var context = new InferContext(opType, attrs, Array.ConvertAll(inputs, v => v.Shape), Array.ConvertAll(inputs, v => v.DType), types.Length,
            i => inputs[i], i => AsShape(inputs[i]));
        opType.Infer(context);
        var shapes = context.Outputs;
        var outputs = new TensorValue[types.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            if (!shapes[i].IsFullyDefined) return null;
            outputs[i] = TensorValue.Allocate(types[i], shapes[i].ToInts());
        }
        return outputs;
    }

    /// <summary>A vector of integers as the shape that it describes, null for other tensors.</summary>
    public static Shape? AsShape(TensorValue value) =>
        value.Rank == 1 && value.DType.is_integer() ? new Shape(Array.ConvertAll(value.AsInts(), d => (long)Math.Max(-1, d))) : null;
}
