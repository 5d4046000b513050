using Tensorflow.Checkpoints;

namespace Tensorflow.Ops;

/// <summary>Reads tensors, or slices of them, from a checkpoint in TensorFlow's V2 format.</summary>
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
        CheckpointInputs.Check(k, k.Outputs.Length);
        using var reader = new BundleReader(k.Input(0).Text());
        var entries = Enumerable.Range(0, k.Outputs.Length).Select(i => reader.Entry(k.Input(1).Text(i))).ToArray();
        var mismatches = Enumerable.Range(0, k.Outputs.Length).Where(i => (TF_DataType)entries[i].Dtype != k.Output(i).DType).Select(i =>
            $"tensor_name = {k.Input(1).Text(i)}; expected dtype {Bundle.TypeName(k.Output(i).DType)} does not equal original dtype {Bundle.TypeName((TF_DataType)entries[i].Dtype)}").ToList();
        if (mismatches.Count > 0) throw new InvalidArgumentError(string.Join("\n", mismatches));
        for (var i = 0; i < k.Outputs.Length; i++) Restore(k, reader, entries[i], i);
    }

    private static void Restore(KernelContext k, BundleReader reader, BundleEntryProto entry, int i)
    {
        var name = k.Input(1).Text(i);
        var stored = BundleReader.DimsOf(entry);
        var slice = TensorSlice.Full(stored.Length);
        if (TensorSlice.Parse(k.Input(2).Text(i)) is var (whole, wanted))
        {
            if (!whole.AsSpan().SequenceEqual(stored))
                throw new InvalidArgumentError($"tensor_name = {name}; shape in shape_and_slice spec {new Shape(whole)} does not match the shape stored in checkpoint: {new Shape(stored)}");
            slice = wanted;
        }
        reader.Read(name, slice, k.Resize(i, slice.Sizes(stored)));
    }
}
