using Tensorflow.Checkpoints;

namespace Tensorflow.Ops;

/// <summary>What the operations on checkpoints have in common.</summary>
internal static class CheckpointInputs
{
    /// <summary>Names and, where they are given, slices must be as many as the tensors.</summary>
    public static void Check(KernelContext k, int count, int fixedInputs)
    {
        if (k.Input(0).Count != 1) throw new InvalidArgumentError($"Input prefix should have a single element, got {k.Input(0).Count} instead.");
        if (k.Input(1).Count != count) throw new InvalidArgumentError($"Got {k.Input(1).Count} tensor names but {count} tensors.");
        if (fixedInputs > 2 && k.Input(2).Count != count) throw new InvalidArgumentError($"Got {k.Input(2).Count} shapes and slices but {count} tensors.");
    }

    /// <summary>Reads a tensor, or a slice of it, as an output.</summary>
    public static void Restore(KernelContext k, StoredTensors reader, StoredTensor stored, string shapeAndSlice, int output)
    {
        if (Mismatch(k, stored, output) is { } mismatch) throw new InvalidArgumentError(mismatch);
        var slice = TensorSlice.Full(stored.Dims.Length);
        if (TensorSlice.Parse(shapeAndSlice) is var (whole, wanted))
        {
            if (!whole.AsSpan().SequenceEqual(stored.Dims))
                throw new InvalidArgumentError($"tensor_name = {stored.Name}; shape in shape_and_slice spec {new Shape(whole)} does not match the shape stored in checkpoint: {new Shape(stored.Dims)}");
            slice = wanted;
        }
        reader.Read(stored, slice, k.Resize(output, slice.Sizes(stored.Dims)));
    }

    /// <summary>What is wrong where a stored tensor has not the type of an output; null where it has.</summary>
    public static string? Mismatch(KernelContext k, StoredTensor stored, int output) => stored.DType == k.Output(output).DType ? null
        : $"tensor_name = {stored.Name}; expected dtype {Bundle.TypeName(k.Output(output).DType)} does not equal original dtype {Bundle.TypeName(stored.DType)}";
}
