using Tensorflow.Checkpoints;

namespace Tensorflow.Ops;

/// <summary>Saves tensors as a checkpoint: a path, names, where there is a third vector slices, then the tensors.</summary>
internal abstract class SaveOp(string name, string signature) : NotDifferentiableOp(name, signature)
{
    private int FixedInputs => Signature.Inputs.Count - 1;

    public sealed override bool IsStateful => true;

    public sealed override void Infer(InferContext c)
    {
        c.WithRank(0, 0);
        for (var i = 1; i < FixedInputs; i++) c.WithRank(i, 1);
    }

    public sealed override void Run(KernelContext k)
    {
        var count = k.Inputs.Length - FixedInputs;
        CheckpointInputs.Check(k, count, FixedInputs);
        Write(k.Input(0).Text(), Enumerable.Range(0, count)
            .Select(i => (k.Input(1).Text(i), FixedInputs > 2 ? k.Input(2).Text(i) : "", k.Input(FixedInputs + i))));
    }

    /// <summary>Writes the files.</summary>
    private protected abstract void Write(string path, IEnumerable<(string Name, string ShapeAndSlice, TensorValue Value)> tensors);
}

/// <summary>Base of those of the format V1.</summary>
internal abstract class SaveV1Op(string name, string signature) : SaveOp(name, signature)
{
    private protected sealed override void Write(string path, IEnumerable<(string Name, string ShapeAndSlice, TensorValue Value)> tensors) => SavedSlicesWriter.Write(path, tensors);
}

/// <summary>Saves whole tensors as a checkpoint of the format V1.</summary>
internal sealed class Save() : SaveV1Op("Save", "filename: string, tensor_names: string, data: T ->; T: list(type)");

/// <summary>Saves tensors as a checkpoint of the format V1; shapes_and_slices says for each of which tensor it is a slice, empty for a whole one.</summary>
internal sealed class SaveSlices() : SaveV1Op("SaveSlices", "filename: string, tensor_names: string, shapes_and_slices: string, data: T ->; T: list(type)");
