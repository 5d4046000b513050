using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Class numbers drawn with probabilities proportional to exp(logits), row by row: [rows, classes] gives [rows, num_samples].</summary>
internal sealed class Multinomial() : NotDifferentiableRandomOp("Multinomial",
    "logits: T, num_samples: int32 -> output: output_dtype; T: real; output_dtype: {int32, int64} = int64")
{
    public override void Infer(InferContext c) => Samples.Infer(c);

    public override void Run(KernelContext k)
    {
        var output = Samples.Place(k);
        if (output.Count > 0) Samples.Fill(k, Stream(k).ReserveOutputs(Categorical.ReservedOutputs(output.Dims[0], output.Dims[1])));
    }

    /// <summary>What the stateful and the stateless operation share.</summary>
    internal static class Samples
    {
        public static void Infer(InferContext c)
        {
            c.WithRank(1, 0);
            c.Set(0, new Shape(c.WithRank(0, 2)[0], c.Value(1)?.AsLong(0) ?? -1));
        }

        public static TensorValue Place(KernelContext k)
        {
            var samples = k.Input(1).AsInt(0);
            if (samples < 0) throw new InvalidArgumentError($"num_samples should be non-negative, got {samples}.");
            if (k.Input(0).Dims[1] == 0) throw new InvalidArgumentError("num_classes should be positive, got 0.");
            ReadOnlySpan<int> dims = [k.Input(0).Dims[0], samples];
            return k.Output().Dims.AsSpan().SequenceEqual(dims) ? k.Output() : k.Resize(0, dims);
        }

        public static void Fill(KernelContext k, Philox start)
        {
            var logits = k.Scratch<double>(k.Input(0).Count, 0);
            for (var i = 0; i < logits.Length; i++) logits[i] = k.Input(0).AsDouble(i);
            if (k.Output().DType == TF_DataType.TF_INT64)
            {
                Categorical.Run(start, logits, k.Input(0).Dims[1], k.Out<long>());
                return;
            }
            var samples = k.Scratch<long>(k.Output().Count, 1);
            Categorical.Run(start, logits, k.Input(0).Dims[1], samples);
            var narrow = k.Out<int>();
            for (var i = 0; i < samples.Length; i++) narrow[i] = (int)samples[i];
        }
    }
}
