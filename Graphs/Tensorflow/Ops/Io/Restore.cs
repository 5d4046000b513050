using Tensorflow.Checkpoints;

namespace Tensorflow.Ops;

/// <summary>Reads a tensor from a checkpoint of the format V1 or V2.</summary>
internal abstract class RestoreOne(string name, string signature) : NotDifferentiableOp(name, signature)
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c)
    {
        for (var i = 0; i < c.InputCount; i++) c.WithRank(i, 0);
        if (c.InputCount > 2 && c.Value(2) is { } text && TensorSlice.Parse(text.Text()) is var (whole, slice)) c.Set(0, new Shape(slice.Sizes(whole)));
    }

    public override void Run(KernelContext k)
    {
        using var reader = StoredTensors.Open(k.Input(0).Text());
        CheckpointInputs.Restore(k, reader, reader.Get(k.Input(1).Text()), k.Inputs.Length > 2 ? k.Input(2).Text() : "", 0);
    }
}

/// <summary>Reads a whole tensor from a checkpoint.</summary>
internal sealed class Restore() : RestoreOne("Restore", "file_pattern: string, tensor_name: string -> tensor: dt; dt: type; preferred_shard: int = -1");

/// <summary>Reads a tensor, or a slice of one, from a checkpoint.</summary>
internal sealed class RestoreSlice() : RestoreOne("RestoreSlice",
    "file_pattern: string, tensor_name: string, shape_and_slice: string -> tensor: dt; dt: type; preferred_shard: int = -1");
