using Tensorflow.Checkpoints;

namespace Tensorflow.Ops;

/// <summary>Saves tensors as a checkpoint in TensorFlow's V2 format; shape_and_slices says for each of which tensor it is a slice, empty for a whole one.</summary>
internal sealed class SaveV2() : NotDifferentiableOp("SaveV2", "prefix: string, tensor_names: string, shape_and_slices: string, tensors: dtypes ->; dtypes: list(type)")
{
    private const int FixedInputs = 3;

    public override bool IsStateful => true;

    public override void Infer(InferContext c)
    {
        c.WithRank(0, 0);
        c.WithRank(1, 1);
        c.WithRank(2, 1);
    }

    public override void Run(KernelContext k)
    {
        var count = k.Inputs.Length - FixedInputs;
        CheckpointInputs.Check(k, count);
        BundleWriter.Write(k.Input(0).Text(), Enumerable.Range(0, count)
            .Select(i => (k.Input(1).Text(i), k.Input(2).Text(i), k.Input(FixedInputs + i))));
    }
}

/// <summary>What the operations on checkpoints have in common.</summary>
internal static class CheckpointInputs
{
    /// <summary>Names and slices must be as many as the tensors.</summary>
    public static void Check(KernelContext k, int count)
    {
        if (k.Input(0).Count != 1) throw new InvalidArgumentError($"Input prefix should have a single element, got {k.Input(0).Count} instead.");
        if (k.Input(1).Count != count) throw new InvalidArgumentError($"Got {k.Input(1).Count} tensor names but {count} tensors.");
        if (k.Input(2).Count != count) throw new InvalidArgumentError($"Got {k.Input(2).Count} shapes and slices but {count} tensors.");
    }
}
