using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Integers in [minval, maxval), from the stream that key and counter name.</summary>
internal sealed class StatelessRandomUniformIntV2() : NotDifferentiableOp("StatelessRandomUniformIntV2",
    "shape: Tshape, key: uint64, counter: uint64, alg: int32, minval: dtype, maxval: dtype -> output: dtype; dtype: {int32, int64}; Tshape: index = int32")
{
    public override void Infer(InferContext c)
    {
        c.WithRank(4, 0);
        c.WithRank(5, 0);
        ShapedOutput.Infer(c);
    }

    public override void Run(KernelContext k)
    {
        ShapedOutput.Place(k);
        RandomUniformInt.Fill(k, StatelessSeed.FromKeyCounter(k), k.Input(4), k.Input(5));
    }
}

/// <summary>Integers in [minval, maxval), from the stream that a seed names.</summary>
internal sealed class StatelessRandomUniformInt() : NotDifferentiableOp("StatelessRandomUniformInt",
    "shape: T, seed: Tseed, minval: dtype, maxval: dtype -> output: dtype; dtype: {int32, int64}; T: index = int32; Tseed: {int32, int64} = int64")
{
    public override void Infer(InferContext c)
    {
        StatelessSeed.Require(c, 1);
        c.WithRank(2, 0);
        c.WithRank(3, 0);
        ShapedOutput.Infer(c);
    }

    public override void Run(KernelContext k)
    {
        ShapedOutput.Place(k);
        RandomUniformInt.Fill(k, StatelessSeed.FromSeed(k, 1), k.Input(2), k.Input(3));
    }
}

/// <summary>Integers of the type's whole range, from the stream that key and counter name.</summary>
internal sealed class StatelessRandomUniformFullIntV2() : NotDifferentiableOp("StatelessRandomUniformFullIntV2",
    "shape: Tshape, key: uint64, counter: uint64, alg: int32 -> output: dtype; dtype: {int32, int64, uint32, uint64} = uint64; Tshape: index = int32")
{
    public override void Infer(InferContext c) => ShapedOutput.Infer(c);

    public override void Run(KernelContext k)
    {
        ShapedOutput.Place(k);
        Fill(k, StatelessSeed.FromKeyCounter(k));
    }

    /// <summary>Fills output 0 with random bits.</summary>
    internal static void Fill(KernelContext k, Philox start)
    {
        if (k.Output().DType.size() == sizeof(int)) RandomFill.Run(start, k.Out<int>(), default(FullInt32));
        else RandomFill.Run(start, k.Out<long>(), default(FullInt64));
    }
}

/// <summary>Integers of the type's whole range, from the stream that a seed names.</summary>
internal sealed class StatelessRandomUniformFullInt() : NotDifferentiableOp("StatelessRandomUniformFullInt",
    "shape: T, seed: Tseed -> output: dtype; dtype: {int32, int64, uint32, uint64} = uint64; T: index = int32; Tseed: {int32, int64, uint32, uint64} = int64")
{
    public override void Infer(InferContext c)
    {
        StatelessSeed.Require(c, 1);
        ShapedOutput.Infer(c);
    }

    public override void Run(KernelContext k)
    {
        ShapedOutput.Place(k);
        StatelessRandomUniformFullIntV2.Fill(k, StatelessSeed.FromSeed(k, 1));
    }
}

/// <summary>Class numbers drawn with probabilities proportional to exp(logits), from the stream that a seed names.</summary>
internal sealed class StatelessMultinomial() : NotDifferentiableOp("StatelessMultinomial",
    "logits: T, num_samples: int32, seed: Tseed -> output: output_dtype; T: real; Tseed: {int32, int64} = int64; output_dtype: {int32, int64} = int64")
{
    public override void Infer(InferContext c)
    {
        StatelessSeed.Require(c, 2);
        Multinomial.Samples.Infer(c);
    }

    public override void Run(KernelContext k)
    {
        if (Multinomial.Samples.Place(k).Count > 0) Multinomial.Samples.Fill(k, StatelessSeed.FromSeed(k, 2));
    }
}
