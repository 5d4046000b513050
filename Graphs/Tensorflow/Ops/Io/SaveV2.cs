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
        CheckpointInputs.Check(k, count, FixedInputs);
        BundleWriter.Write(k.Input(0).Text(), Enumerable.Range(0, count)
            .Select(i => (k.Input(1).Text(i), k.Input(2).Text(i), k.Input(FixedInputs + i))));
    }
}
