using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Samples of the Gamma distribution with shape parameter alpha and rate 1; the output's shape is <c>shape + alpha.shape</c>.</summary>
internal sealed class RandomGamma() : RandomOp("RandomGamma", "shape: S, alpha: T -> output: T; S: index; T: {float16, float32, float64}")
{
    public override void Infer(InferContext c)
    {
        c.WithRank(0, 1);
        c.Set(0, c.ValueAsShape(0).concatenate(c.Input(1)));
    }

    /// <summary>
    /// The derivative by implicit reparameterization (Figurnov et al., 2018), summed over the samples of each alpha.
    /// </summary>
    public override Tensor?[] Gradient(GradContext g)
    {
        var sampleDims = g.Input(0).shape[0];
        if (sampleDims < 0)
            throw new InvalidArgumentError($"The gradient of '{g.Op.name}' needs the number of sample dimensions; give tf.random_gamma a shape of known length.");
        var leading = Enumerable.Repeat(1, (int)sampleDims).ToArray();
        var alphaShape = OpBuilder.Apply("ConcatV2", null, [new[] { TensorLike.From(leading), OpBuilder.Apply("Shape", null, [g.Input(1)]) }, 0]);
        var alpha = OpBuilder.Apply("Reshape", null, [g.Input(1), alphaShape]);
        var partial = OpBuilder.Apply("RandomGammaGrad", null, [alpha, g.Output()]);
        var product = OpBuilder.Apply("Mul", null, [g.Dy(), partial]);
        return [null, OpBuilder.Apply("Sum", null, [product, Enumerable.Range(0, (int)sampleDims).ToArray()])];
    }

    public override void Run(KernelContext k)
    {
        var output = ShapedOutput.Place(k, k.Input(1).Dims);
        var alphas = k.Scratch<double>(k.Input(1).Count, 0);
        var samples = k.Scratch<double>(output.Count, 1);
        for (var i = 0; i < alphas.Length; i++) alphas[i] = k.Input(1).AsDouble(i);
        GammaFill.Run(Stream(k).ReserveOutputs(output.Count), alphas, samples);
        switch (output.DType)
        {
            case TF_DataType.TF_DOUBLE: samples.CopyTo(k.Out<double>()); break;
            case TF_DataType.TF_FLOAT: System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<double, float>(samples, k.Out<float>()); break;
            default: throw Dispatch.Unsupported(k, output.DType);
        }
    }
}

/// <summary>The derivative of a Gamma sample with respect to its alpha, element by element with broadcasting of alpha.</summary>
internal sealed class RandomGammaGrad() : OpType("RandomGammaGrad", "alpha: T, sample: T -> output: T; T: {float32, float64}")
{
    public override string NoGradientReason => "TensorFlow has none either.";

    public override void Infer(InferContext c) => c.Set(0, c.Broadcast(c.Input(0), c.Input(1)));

    public override void Run(KernelContext k)
    {
        var output = k.Output();
        var inner = k.Input(0).Count;
        if (inner == 0 || k.Input(1).Count != output.Count || output.Count % inner != 0)
            throw new InvalidArgumentError($"alpha of shape {k.Input(0).Shape} does not repeat over samples of shape {k.Input(1).Shape}; alpha's leading dimensions must be 1.");
        for (var i = 0; i < output.Count; i++)
        {
            var derivative = GammaDerivative.OfSample(k.Input(0).AsDouble(i % inner), k.Input(1).AsDouble(i));
            if (output.DType == TF_DataType.TF_DOUBLE) k.Out<double>()[i] = derivative;
            else k.Out<float>()[i] = (float)derivative;
        }
    }
}
