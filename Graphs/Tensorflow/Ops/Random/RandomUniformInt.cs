using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Integers in [minval, maxval).</summary>
internal sealed class RandomUniformInt()
    : NotDifferentiableRandomOp("RandomUniformInt", "shape: T, minval: Tout, maxval: Tout -> output: Tout; Tout: {int32, int64}; T: index")
{
    public override void Infer(InferContext c)
    {
        c.WithRank(1, 0);
        c.WithRank(2, 0);
        ShapedOutput.Infer(c);
    }

    public override void Run(KernelContext k)
    {
        var output = ShapedOutput.Place(k);
        Fill(k, Stream(k).ReserveOutputs(output.Count), k.Input(1), k.Input(2));
    }

    /// <summary>Fills output 0 with integers in [low, high).</summary>
    internal static void Fill(KernelContext k, Philox start, TensorValue low, TensorValue high)
    {
        if (low.AsLong(0) >= high.AsLong(0))
            throw new InvalidArgumentError($"Need minval < maxval, got {low.AsLong(0)} >= {high.AsLong(0)}.");
        if (low.DType == TF_DataType.TF_INT32) RandomFill.Run(start, k.Out<int>(), new UniformInt32(low.AsInt(0), high.AsInt(0)));
        else RandomFill.Run(start, k.Out<long>(), new UniformInt64(low.AsLong(0), high.AsLong(0)));
    }
}
