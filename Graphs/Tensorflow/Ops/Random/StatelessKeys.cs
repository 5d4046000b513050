using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>The Philox key [1] and counter [2] that stand for a seed [2].</summary>
internal sealed class StatelessRandomGetKeyCounter()
    : NotDifferentiableOp("StatelessRandomGetKeyCounter", "seed: Tseed -> key: uint64, counter: uint64; Tseed: {int32, int64} = int64")
{
    public override void Infer(InferContext c)
    {
        StatelessSeed.Require(c, 0);
        c.Set(0, 1);
        c.Set(1, 2);
    }

    public override void Run(KernelContext k) => StatelessSeed.WriteKeyCounter(k);
}

/// <summary>The algorithm that this device takes: 1, Philox.</summary>
internal sealed class StatelessRandomGetAlg() : NotDifferentiableOp("StatelessRandomGetAlg", "-> alg: int32")
{
    public override void Infer(InferContext c) => c.Scalar();

    public override void Run(KernelContext k) => k.Out<int>()[0] = StatelessSeed.PhiloxAlgorithm;
}

/// <summary>Key, counter and algorithm that stand for a seed [2].</summary>
internal sealed class StatelessRandomGetKeyCounterAlg() : NotDifferentiableOp("StatelessRandomGetKeyCounterAlg",
    "seed: Tseed -> key: uint64, counter: uint64, alg: int32; Tseed: {int32, int64} = int64")
{
    public override void Infer(InferContext c)
    {
        StatelessSeed.Require(c, 0);
        c.Set(0, 1);
        c.Set(1, 2);
        c.Set(2, Shape.Scalar);
    }

    public override void Run(KernelContext k)
    {
        StatelessSeed.WriteKeyCounter(k);
        k.Out<int>(2)[0] = StatelessSeed.PhiloxAlgorithm;
    }
}

/// <summary>Reads the streams that stateless operations are given.</summary>
internal static class StatelessSeed
{
    public const int PhiloxAlgorithm = 1;
    private const int AutoSelect = 3;

    public static void Require(InferContext c, int input)
    {
        var shape = c.WithRank(input, 1);
        if (shape[0] >= 0 && shape[0] != 2) throw c.Error($"seed must have shape [2], not {shape}");
    }

    public static void WriteKeyCounter(KernelContext k)
    {
        var stream = FromSeed(k, 0);
        k.Out<ulong>()[0] = stream.Key;
        k.Out<ulong>(1)[0] = stream.CounterLow;
        k.Out<ulong>(1)[1] = stream.CounterHigh;
    }

    /// <summary>The stream of an input that holds a seed [2].</summary>
    public static Philox FromSeed(KernelContext k, int input)
    {
        var seed = k.Input(input);
        if (seed.Count != 2) throw new InvalidArgumentError($"seed must have shape [2], not {seed.Shape}.");
        return seed.DType is TF_DataType.TF_UINT32 or TF_DataType.TF_UINT64
            ? Philox.FromStatelessSeed(Unsigned(seed, 0), Unsigned(seed, 1))
            : Philox.FromStatelessSeed(seed.AsLong(0), seed.AsLong(1));
    }

    /// <summary>The stream of the inputs 1 to 3: key, counter, algorithm.</summary>
    public static Philox FromKeyCounter(KernelContext k)
    {
        var algorithm = k.Input(3).AsInt(0);
        if (algorithm is not (PhiloxAlgorithm or AutoSelect))
            throw new InvalidArgumentError($"Unsupported algorithm id: {algorithm}. Use 1 (Philox) or 3 (auto_select).");
        if (k.Input(1).Count < 1 || k.Input(2).Count < 2)
            throw new InvalidArgumentError($"Philox takes a key of shape [1] and a counter of shape [2], but got {k.Input(1).Shape} and {k.Input(2).Shape}.");
        return new Philox(k.In<ulong>(1)[0], k.In<ulong>(2)[0], k.In<ulong>(2)[1]);
    }

    private static long Unsigned(TensorValue seed, int index) =>
        seed.DType == TF_DataType.TF_UINT32 ? seed.Span<uint>()[index] : (long)seed.Span<ulong>()[index];
}
