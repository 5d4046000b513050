namespace Tensorflow.Ops;

/// <summary>Numbers of a distribution without parameters, from the stream that key and counter name.</summary>
internal abstract class StatelessFloatsV2<TFill>(string name) : NotDifferentiableOp(name,
    "shape: Tshape, key: uint64, counter: uint64, alg: int32 -> output: dtype; dtype: floating = float32; Tshape: index = int32")
    where TFill : IFloatFill
{
    public override void Infer(InferContext c) => ShapedOutput.Infer(c);

    public override void Run(KernelContext k)
    {
        ShapedOutput.Place(k);
        StatefulFloats<TFill>.Fill(k, StatelessSeed.FromKeyCounter(k));
    }
}

/// <summary>Numbers of a distribution without parameters, from the stream that a seed names.</summary>
internal abstract class StatelessFloats<TFill>(string name) : NotDifferentiableOp(name,
    "shape: T, seed: Tseed -> output: dtype; dtype: floating = float32; T: index = int32; Tseed: {int32, int64} = int64")
    where TFill : IFloatFill
{
    public override void Infer(InferContext c)
    {
        StatelessSeed.Require(c, 1);
        ShapedOutput.Infer(c);
    }

    public override void Run(KernelContext k)
    {
        ShapedOutput.Place(k);
        StatefulFloats<TFill>.Fill(k, StatelessSeed.FromSeed(k, 1));
    }
}

/// <summary>Uniform numbers in [0, 1).</summary>
internal sealed class StatelessRandomUniformV2() : StatelessFloatsV2<UniformFill>("StatelessRandomUniformV2");

/// <summary>Normal numbers with mean 0 and standard deviation 1.</summary>
internal sealed class StatelessRandomNormalV2() : StatelessFloatsV2<NormalFill>("StatelessRandomNormalV2");

/// <summary>Normal numbers with mean 0 and standard deviation 1; those beyond 2 are drawn again.</summary>
internal sealed class StatelessTruncatedNormalV2() : StatelessFloatsV2<TruncatedFill>("StatelessTruncatedNormalV2");

/// <summary>Uniform numbers in [0, 1).</summary>
internal sealed class StatelessRandomUniform() : StatelessFloats<UniformFill>("StatelessRandomUniform");

/// <summary>Normal numbers with mean 0 and standard deviation 1.</summary>
internal sealed class StatelessRandomNormal() : StatelessFloats<NormalFill>("StatelessRandomNormal");

/// <summary>Normal numbers with mean 0 and standard deviation 1; those beyond 2 are drawn again.</summary>
internal sealed class StatelessTruncatedNormal() : StatelessFloats<TruncatedFill>("StatelessTruncatedNormal");
