using Tensorflow.Checkpoints;

namespace Tensorflow.Ops;

/// <summary>Reads tensors, or slices of them, from a checkpoint of the format V2 or V1.</summary>
internal sealed class RestoreV2() : NotDifferentiableOp("RestoreV2", "prefix: string, tensor_names: string, shape_and_slices: string -> tensors: dtypes; dtypes: list(type)")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c)
    {
        c.WithRank(0, 0);
        c.WithRank(1, 1);
        c.WithRank(2, 1);
        if (c.Value(2) is not { } slices || slices.Count != c.OutputCount) return;
        for (var i = 0; i < slices.Count; i++)
        {
            if (TensorSlice.Parse(slices.Text(i)) is var (whole, slice)) c.Set(i, new Shape(slice.Sizes(whole)));
        }
    }

    public override void Run(KernelContext k)
    {
        CheckpointInputs.Check(k, k.Outputs.Length, fixedInputs: 3);
        using var reader = StoredTensors.Open(k.Input(0).Text());
        var stored = Enumerable.Range(0, k.Outputs.Length).Select(i => reader.Get(k.Input(1).Text(i))).ToArray();
        var mismatches = stored.Select((tensor, i) => CheckpointInputs.Mismatch(k, tensor, i)).OfType<string>().ToList();
        if (mismatches.Count > 0) throw new InvalidArgumentError(string.Join("\n", mismatches));
        for (var i = 0; i < k.Outputs.Length; i++) CheckpointInputs.Restore(k, reader, stored[i], k.Input(2).Text(i), i);
    }
}
