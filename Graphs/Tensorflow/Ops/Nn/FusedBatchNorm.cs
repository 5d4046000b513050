namespace Tensorflow.Ops;

/// <summary>
/// y = (x - mean) / sqrt(variance + epsilon) * scale + offset for each channel. In training mean and variance are the
/// batch's own; otherwise they are inputs 3 and 4. Outputs 1 and 2 are the mean and the (unbiased) variance, mixed into
/// the inputs' by exponential_avg_factor.
/// </summary>
internal abstract class FusedBatchNormOp(string name, string signature) : OpType(name, signature)
{
    public override void Infer(InferContext c)
    {
        var format = c.Attrs.String("data_format");
        if (format is not ("NHWC" or "NCHW")) throw c.Error($"data_format is '{format}'; it must be 'NHWC' or 'NCHW'");
        var x = c.WithRank(0, 4);
        var at = format == "NCHW" ? 1 : 3;
        var given = !c.Attrs.Bool("is_training") || Factor(c.Attrs) != 1;
        var channels = x[at];
        for (var i = 1; i < (given ? 5 : 3); i++) channels = c.MergeDim(channels, c.WithRank(i, 1)[0]);
        var y = x.dims;
        y[at] = channels;
        c.SetAll(new Shape([channels]));
        c.Set(0, new Shape(y));
        if (c.OutputCount > 5) c.Set(5, Shape.Scalar);
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var training = g.Attrs.Bool("is_training");
        var mean = training ? g.Output(3) : g.Input(3);
        var variance = training ? g.Output(4) : g.Input(4);
        (string, object?)[] attrs = [("epsilon", g.Attrs["epsilon"]), ("data_format", g.Attrs["data_format"]), ("is_training", training)];
        var version = Name["FusedBatchNorm".Length..];
        TensorLike[] inputs = [g.Dy(), g.Input(0), g.Input(1), mean, variance];
        if (version == "V3") inputs = [.. inputs, g.Output(5)];
        var parts = OpBuilder.ApplyMany($"FusedBatchNormGrad{version}", null, inputs, attrs);
        return [parts[0], parts[1], parts[2], null, null];
    }

    private static float Factor(NodeAttrs attrs) => attrs.TryGet<float>("exponential_avg_factor", out var factor) ? factor : 1;

    public override void Run(KernelContext k)
    {
        var plan = k.Prepared as ImagePlan ?? BatchNormRules.Prepare(k);
        var x = plan.Images<float>(k, 0);
        var channels = k.Input(1).Count;
        var rows = channels == 0 ? 0 : x.Length / channels;
        var mean = k.Out<float>(1);
        var variance = k.Out<float>(2);
        var savedMean = k.Out<float>(3);
        var savedVariance = k.Out<float>(4);
        if (k.Attrs.Bool("is_training"))
        {
            BatchMoments(x, rows, savedMean, savedVariance);
            Mix(k, rows, savedMean, savedVariance, mean, variance);
        }
        else
        {
            k.In<float>(3).CopyTo(mean);
            k.In<float>(4).CopyTo(variance);
            mean.CopyTo(savedMean);
            variance.CopyTo(savedVariance);
        }
        if (k.Outputs.Length > 5) k.Out<float>(5).Clear();
        var slope = k.Scratch<float>(channels, BatchNormRules.SlopeSlot);
        BatchNormRules.Slope(k.In<float>(1), savedVariance, k.Attrs.Float("epsilon"), slope);
        var result = plan.Result<float>(k);
        Kernels.BatchNorm.Apply(channels, x, savedMean, slope, k.In<float>(2), result);
        plan.Finish<float>(k, result);
    }

    private static void BatchMoments(ReadOnlySpan<float> x, int rows, Span<float> mean, Span<float> variance)
    {
        Kernels.BatchNorm.Sum(mean.Length, x, mean);
        for (var c = 0; c < mean.Length; c++) mean[c] /= rows;
        Kernels.BatchNorm.SumOfSquares(mean.Length, x, mean, variance);
        for (var c = 0; c < mean.Length; c++) variance[c] /= rows;
    }

    // The reported variance is the unbiased one, as TensorFlow's; the batch itself is normalized by the biased one.
    private static void Mix(KernelContext k, int rows, ReadOnlySpan<float> batchMean, ReadOnlySpan<float> batchVariance, Span<float> mean, Span<float> variance)
    {
        var factor = Factor(k.Attrs);
        var unbiased = rows > 1 ? (float)rows / (rows - 1) : 1;
        for (var c = 0; c < mean.Length; c++)
        {
            mean[c] = factor == 1 ? batchMean[c] : (1 - factor) * k.In<float>(3)[c] + factor * batchMean[c];
            variance[c] = factor == 1 ? batchVariance[c] * unbiased : (1 - factor) * k.In<float>(4)[c] + factor * batchVariance[c] * unbiased;
        }
    }
}

/// <summary>The first version of <see cref="FusedBatchNormV3"/>.</summary>
internal sealed class FusedBatchNorm() : FusedBatchNormOp("FusedBatchNorm",
    "x: T, scale: T, offset: T, mean: T, variance: T -> y: T, batch_mean: T, batch_variance: T, reserve_space_1: T, reserve_space_2: T; T: {float32}; "
    + "epsilon: float = 0.0001; exponential_avg_factor: float = 1; data_format: string = 'NHWC'; is_training: bool = true");

/// <summary>The second version of <see cref="FusedBatchNormV3"/>.</summary>
internal sealed class FusedBatchNormV2() : FusedBatchNormOp("FusedBatchNormV2",
    "x: T, scale: U, offset: U, mean: U, variance: U -> y: T, batch_mean: U, batch_variance: U, reserve_space_1: U, reserve_space_2: U; T: {float32}; "
    + "U: {float32}; epsilon: float = 0.0001; exponential_avg_factor: float = 1; data_format: string = 'NHWC'; is_training: bool = true");

/// <summary>Batch normalization: see <see cref="FusedBatchNormOp"/>. The reserve outputs serve the gradient.</summary>
internal sealed class FusedBatchNormV3() : FusedBatchNormOp("FusedBatchNormV3",
    "x: T, scale: U, offset: U, mean: U, variance: U -> y: T, batch_mean: U, batch_variance: U, reserve_space_1: U, reserve_space_2: U, reserve_space_3: U; "
    + "T: {float32}; U: {float32}; epsilon: float = 0.0001; exponential_avg_factor: float = 1; data_format: string = 'NHWC'; is_training: bool = true");

/// <summary>What batch normalization and its gradient share.</summary>
internal static class BatchNormRules
{
    public const int SlopeSlot = 4;

    public static ImagePlan Prepare(KernelContext k)
    {
        var plan = new ImagePlan(new Kernels.ConvGeometry(), k.Attrs.String("data_format") == "NCHW");
        k.Prepared = plan;
        return plan;
    }

    /// <summary>slope = scale / sqrt(variance + epsilon).</summary>
    public static void Slope(ReadOnlySpan<float> scale, ReadOnlySpan<float> variance, float epsilon, Span<float> slope)
    {
        for (var c = 0; c < slope.Length; c++) slope[c] = scale[c] / MathF.Sqrt(variance[c] + epsilon);
    }
}
