namespace Tensorflow.Ops;

/// <summary>
/// The gradient of batch normalization with respect to x, scale and offset. reserve_space_1 and 2 are the mean and the
/// variance by which x was normalized.
/// </summary>
internal abstract class FusedBatchNormGradOp(string name, string signature) : OpType(name, signature)
{
    public override void Infer(InferContext c)
    {
        var x = c.Merge(c.WithRank(0, 4), c.WithRank(1, 4));
        var at = c.Attrs.String("data_format") == "NCHW" ? 1 : 3;
        var channels = x[at];
        for (var i = 2; i < 5; i++) channels = c.MergeDim(channels, c.WithRank(i, 1)[0]);
        c.Set(0, x);
        c.Set(1, new Shape([channels]));
        c.Set(2, new Shape([channels]));
        c.Set(3, new Shape([0L]));
        c.Set(4, new Shape([0L]));
    }

    // TensorFlow differentiates the same composition once more. Identities cut it off from what leads to its inputs.
    public override Tensor?[] Gradient(GradContext g)
    {
        var (dy, x, scale) = (Identity.Apply(g.Input(0)), Identity.Apply(g.Input(1)), Identity.Apply(g.Input(2)));
        var parts = g.Attrs.Bool("is_training") ? InTraining(g, dy, x, scale) : InInference(g, dy, x, scale);
        var gradients = Binding.tf.gradients(parts, new[] { dy, x, scale }, new[] { g.Dy(), g.Dy(1), g.Dy(2) });
        var result = new Tensor?[g.Op.inputs.Count];
        gradients.CopyTo(result, 0);
        return result;
    }

    private static Tensor[] InTraining(GradContext g, Tensor dy, Tensor x, Tensor scale)
    {
        var (axes, perChannel) = Axes(g, scale);
        var epsilon = g.Attrs.Float("epsilon");
        var meanDy = Mean(dy, axes);
        var meanX = Mean(x, axes);
        var variance = Mean(OpBuilder.Apply("SquaredDifference", null, [x, OpBuilder.Apply("StopGradient", null, [meanX])]), axes);
        var centered = x - meanX;
        var product = dy * centered;
        var deviation = OpBuilder.Apply("Rsqrt", null, [variance + epsilon]);
        var slope = OpBuilder.Apply("Reciprocal", null, [variance + epsilon]) * Mean(product, axes);
        var dx = Reshaped(scale, perChannel) * deviation * (dy - meanDy - slope * centered);
        var dscale = Reshaped(deviation, [-1]) * Sum(product, axes);
        return [dx, dscale, Sum(dy, axes)];
    }

    private static Tensor[] InInference(GradContext g, Tensor dy, Tensor x, Tensor scale)
    {
        var (axes, perChannel) = Axes(g, scale);
        var mean = Reshaped(g.Input(3), perChannel);
        var deviation = OpBuilder.Apply("Rsqrt", null, [Reshaped(g.Input(4), perChannel) + g.Attrs.Float("epsilon")]);
        return [dy * Reshaped(scale, perChannel) * deviation, Sum(dy * (x - mean) * deviation, axes), Sum(dy, axes)];
    }

    private static (int[] Axes, int[] PerChannel) Axes(GradContext g, Tensor scale) =>
        g.Attrs.String("data_format") == "NCHW" ? ([0, 2, 3], [1, -1, 1, 1]) : ([0, 1, 2], [1, 1, 1, -1]);

    private static Tensor Mean(Tensor x, int[] axes) => OpBuilder.Apply("Mean", null, [x, axes], ("keep_dims", true));

    private static Tensor Sum(Tensor x, int[] axes) => OpBuilder.Apply("Sum", null, [x, axes], ("keep_dims", false));

    private static Tensor Reshaped(Tensor x, int[] shape) => OpBuilder.Apply("Reshape", null, [x, shape]);

    public override void Run(KernelContext k)
    {
        var plan = k.Prepared as ImagePlan ?? BatchNormRules.Prepare(k);
        var dy = plan.Images<float>(k, 0);
        var x = plan.Images<float>(k, 1);
        var scale = k.In<float>(2);
        var mean = k.In<float>(3);
        var variance = k.In<float>(4);
        var channels = scale.Length;
        var count = channels == 0 ? 1 : Math.Max(x.Length / channels, 1);
        var dscale = k.Out<float>(1);
        var doffset = k.Out<float>(2);
        Kernels.BatchNorm.Sum(channels, dy, doffset);
        Kernels.BatchNorm.SumOfProducts(channels, x, dy, mean, dscale);
        var factor = k.Scratch<float>(channels, BatchNormRules.SlopeSlot);
        var slope = k.Scratch<float>(channels, BatchNormRules.SlopeSlot + 1);
        var shift = k.Scratch<float>(channels, BatchNormRules.SlopeSlot + 2);
        var epsilon = k.Attrs.Float("epsilon");
        var training = k.Attrs.Bool("is_training");
        BatchNormRules.Slope(scale, variance, epsilon, factor);
        for (var c = 0; c < channels; c++)
        {
            slope[c] = training ? -factor[c] * dscale[c] / count / (variance[c] + epsilon) : 0;
            shift[c] = training ? -factor[c] * doffset[c] / count : 0;
            dscale[c] /= MathF.Sqrt(variance[c] + epsilon);
        }
        var result = plan.Result<float>(k);
        Kernels.BatchNorm.Apply(channels, x, dy, mean, slope, factor, shift, result);
        plan.Finish<float>(k, result);
    }
}

/// <summary>The gradient of <see cref="FusedBatchNorm"/>.</summary>
internal sealed class FusedBatchNormGrad() : FusedBatchNormGradOp("FusedBatchNormGrad",
    "y_backprop: T, x: T, scale: T, reserve_space_1: T, reserve_space_2: T -> x_backprop: T, scale_backprop: T, offset_backprop: T, reserve_space_3: T, reserve_space_4: T; "
    + "T: {float32}; epsilon: float = 0.0001; data_format: string = 'NHWC'; is_training: bool = true");

/// <summary>The gradient of <see cref="FusedBatchNormV2"/>.</summary>
internal sealed class FusedBatchNormGradV2() : FusedBatchNormGradOp("FusedBatchNormGradV2",
    "y_backprop: T, x: T, scale: float32, reserve_space_1: U, reserve_space_2: U -> x_backprop: T, scale_backprop: U, offset_backprop: U, reserve_space_3: U, reserve_space_4: U; "
    + "T: {float32}; U: {float32}; epsilon: float = 0.0001; data_format: string = 'NHWC'; is_training: bool = true");

/// <summary>The gradient of <see cref="FusedBatchNormV3"/>.</summary>
internal sealed class FusedBatchNormGradV3() : FusedBatchNormGradOp("FusedBatchNormGradV3",
    "y_backprop: T, x: T, scale: float32, reserve_space_1: U, reserve_space_2: U, reserve_space_3: U -> x_backprop: T, scale_backprop: U, offset_backprop: U, reserve_space_4: U, reserve_space_5: U; "
    + "T: {float32}; U: {float32}; epsilon: float = 0.0001; data_format: string = 'NHWC'; is_training: bool = true");
