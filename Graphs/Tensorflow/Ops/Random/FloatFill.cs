using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Fills an output of type float32 or float64 from a stream.</summary>
internal interface IFloatFill
{
    static abstract void Run(Philox start, Span<float> destination);

    static abstract void Run(Philox start, Span<double> destination);
}

/// <summary>Uniform in [0, 1).</summary>
internal readonly struct UniformFill : IFloatFill
{
    public static void Run(Philox start, Span<float> destination) => RandomFill.Run(start, destination, default(UniformFloat));

    public static void Run(Philox start, Span<double> destination) => RandomFill.Run(start, destination, default(UniformDouble));
}

/// <summary>Mean 0, standard deviation 1.</summary>
internal readonly struct NormalFill : IFloatFill
{
    public static void Run(Philox start, Span<float> destination) => RandomFill.Run(start, destination, default(NormalFloat));

    public static void Run(Philox start, Span<double> destination) => RandomFill.Run(start, destination, default(NormalDouble));
}

/// <summary>Mean 0, standard deviation 1, redrawn beyond 2.</summary>
internal readonly struct TruncatedFill : IFloatFill
{
    public static void Run(Philox start, Span<float> destination) => TruncatedNormalFill.Run(start, destination);

    public static void Run(Philox start, Span<double> destination) => TruncatedNormalFill.Run(start, destination);
}

/// <summary>Numbers of a distribution without parameters, from the operation's own stream.</summary>
internal abstract class StatefulFloats<TFill>(string name)
    : NotDifferentiableRandomOp(name, "shape: T -> output: dtype; dtype: floating; T: index")
    where TFill : IFloatFill
{
    public override void Infer(InferContext c) => ShapedOutput.Infer(c);

    public override void Run(KernelContext k)
    {
        var output = ShapedOutput.Place(k);
        Fill(k, Stream(k).ReserveOutputs(output.Count));
    }

    internal static void Fill(KernelContext k, Philox start)
    {
        switch (k.Output().DType)
        {
            case TF_DataType.TF_FLOAT: TFill.Run(start, k.Out<float>()); break;
            case TF_DataType.TF_DOUBLE: TFill.Run(start, k.Out<double>()); break;
            default: throw Dispatch.Unsupported(k, k.Output().DType);
        }
    }
}

/// <summary>Uniform numbers in [0, 1).</summary>
internal sealed class RandomUniform() : StatefulFloats<UniformFill>("RandomUniform");

/// <summary>Normal numbers with mean 0 and standard deviation 1.</summary>
internal sealed class RandomStandardNormal() : StatefulFloats<NormalFill>("RandomStandardNormal");

/// <summary>Normal numbers with mean 0 and standard deviation 1; those beyond 2 are drawn again.</summary>
internal sealed class TruncatedNormal() : StatefulFloats<TruncatedFill>("TruncatedNormal");
