using Tensorflow.Checkpoints;

namespace Tensorflow.Ops;

/// <summary>Saves tensors as a checkpoint of the format V1.</summary>
internal abstract class SaveV1Op(string name, string signature) : NotDifferentiableOp(name, signature)
{
    private protected abstract int FixedInputs { get; }

    public override bool IsStateful => true;

    public override void Infer(InferContext c)
    {
        c.WithRank(0, 0);
        for (var i = 1; i < FixedInputs; i++) c.WithRank(i, 1);
    }

    public override void Run(KernelContext k)
    {
        var count = k.Inputs.Length - FixedInputs;
        CheckpointInputs.Check(k, count, FixedInputs);
        SavedSlicesWriter.Write(k.Input(0).Text(), Enumerable.Range(0, count)
            .Select(i => (k.Input(1).Text(i), FixedInputs > 2 ? k.Input(2).Text(i) : "", k.Input(FixedInputs + i))));
    }
}

/// <summary>Saves whole tensors as a checkpoint of the format V1.</summary>
internal sealed class Save() : SaveV1Op("Save", "filename: string, tensor_names: string, data: T ->; T: list(type)")
{
    private protected override int FixedInputs => 2;
}

/// <summary>Saves tensors as a checkpoint of the format V1; shapes_and_slices says for each of which tensor it is a slice, empty for a whole one.</summary>
internal sealed class SaveSlices() : SaveV1Op("SaveSlices", "filename: string, tensor_names: string, shapes_and_slices: string, data: T ->; T: list(type)")
{
    private protected override int FixedInputs => 3;
}
