namespace Tensorflow.Ops;

/// <summary>What the pooling operations share.</summary>
internal static class PoolRules
{
    /// <summary>Adds a pooling of another kind with the attributes of a given one.</summary>
    public static Tensor Apply(string type, NodeAttrs attrs, params ReadOnlySpan<TensorLike> inputs) => OpBuilder.Apply(
        type, null, inputs,
        ("ksize", attrs["ksize"]), ("strides", attrs["strides"]), ("padding", attrs["padding"]),
        ("explicit_paddings", attrs.Has("explicit_paddings") && OpTable.Get(type).Signature.FindAttr("explicit_paddings") is not null ? attrs["explicit_paddings"] : null),
        ("data_format", attrs["data_format"]));

    /// <summary>Adds a pooling whose ksize and strides are among the inputs.</summary>
    public static Tensor ApplyV2(string type, NodeAttrs attrs, params ReadOnlySpan<TensorLike> inputs) =>
        OpBuilder.Apply(type, null, inputs, ("padding", attrs["padding"]), ("data_format", attrs["data_format"]));

    /// <summary>Adds a gradient that goes by places.</summary>
    public static Tensor ApplyArgmax(string type, NodeAttrs attrs, params ReadOnlySpan<TensorLike> inputs) => OpBuilder.Apply(
        type, null, inputs,
        ("ksize", attrs["ksize"]), ("strides", attrs["strides"]), ("padding", attrs["padding"]), ("include_batch_in_index", attrs["include_batch_in_index"]));

    /// <summary>The shape of the pooled images. Strides of null are those of the attributes.</summary>
    public static Shape OutputShape(InferContext c, int input, long[] ksize, long[]? strides)
    {
        var shape = c.WithRank(input, 4);
        var window = SlidingWindow.Check(c, strides);
        SlidingWindow.CheckSizes(c, "ksize", ksize, window.Height);
        return window.OutputShape(c, shape, ksize[window.Height], ksize[window.Width], shape[window.Channels]);
    }

    /// <summary>The shape rule of MaxPoolGrad: the pooled images' gradient gives one of the images.</summary>
    public static void InferGradient(InferContext c, long[] ksize, long[]? strides)
    {
        var output = OutputShape(c, 0, ksize, strides);
        c.Merge(c.Merge(output, c.Input(1)), c.Input(2));
        c.Set(0, c.WithRank(0, 4));
    }

    /// <summary>The shape rule of MaxPoolGradGrad: from the images to the pooled ones.</summary>
    public static void InferSecondGradient(InferContext c, long[] ksize, long[]? strides)
    {
        c.Merge(c.Input(0), c.Input(2));
        c.Set(0, c.Merge(OutputShape(c, 0, ksize, strides), c.Input(1)));
    }

    /// <summary>ksize and strides given as inputs; null as long as they are not known.</summary>
    public static (long[]? Ksize, long[]? Strides) Sizes(InferContext c, int first) => (Longs(c.Value(first)), Longs(c.Value(first + 1)));

    private static long[]? Longs(TensorValue? value) => value is null ? null : Array.ConvertAll(value.AsInts(), i => (long)i);

    /// <summary>The sizes of a pooling, derived once and kept with the node.</summary>
    private static ImagePlan Prepared(KernelContext k)
    {
        if (k.Prepared is ImagePlan plan) return plan;
        // The V2 operations have ksize and strides as their last two inputs, which may change from run to run.
        var isV2 = !k.Attrs.Has("ksize");
        var ksize = isV2 ? k.Inputs[^2].AsInts() : k.Attrs.Ints("ksize");
        var window = SlidingWindow.Of(k.Attrs, isV2 ? Longs(k.Inputs[^1]) : null);
        var dims = k.Input(0).Dims;
        plan = new ImagePlan(window.Geometry(dims, ksize[window.Height], ksize[window.Width], dims[window.Channels]), window.IsNchw);
        if (!isV2) k.Prepared = plan;
        return plan;
    }

    public readonly struct MaxForward : INumberKernel
    {
        static void INumberKernel.Run<T>(KernelContext k)
        {
            var plan = Prepared(k);
            var result = plan.Result<T>(k);
            Kernels.MaxPool.Forward(plan.Geometry, plan.Images<T>(k, 0), result);
            plan.Finish<T>(k, result);
        }
    }

    public readonly struct MaxGradient : INumberKernel
    {
        static void INumberKernel.Run<T>(KernelContext k)
        {
            var plan = Prepared(k);
            var result = plan.Result<T>(k);
            Kernels.MaxPool.Gradient(plan.Geometry, plan.Images<T>(k, 0), plan.Images<T>(k, 2), result);
            plan.Finish<T>(k, result);
        }
    }

    public readonly struct MaxSecondGradient : INumberKernel
    {
        static void INumberKernel.Run<T>(KernelContext k)
        {
            var plan = Prepared(k);
            var result = plan.Result<T>(k);
            Kernels.MaxPool.GradientGradient(plan.Geometry, plan.Images<T>(k, 0), plan.Images<T>(k, 2), result);
            plan.Finish<T>(k, result);
        }
    }

    public readonly struct AverageForward : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k)
        {
            var plan = Prepared(k);
            var result = plan.Result<T>(k);
            Kernels.AveragePool.Forward(plan.Geometry, plan.Images<T>(k, 0), result);
            plan.Finish<T>(k, result);
        }
    }

    public readonly struct AverageGradient : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k)
        {
            var plan = k.Prepared as ImagePlan;
            if (plan is null)
            {
                var window = SlidingWindow.Of(k.Attrs);
                var ksize = k.Attrs.Ints("ksize");
                var dims = k.Output().Dims;
                k.Prepared = plan = new ImagePlan(window.Geometry(dims, ksize[window.Height], ksize[window.Width], dims[window.Channels]), window.IsNchw);
            }
            var result = plan.Result<T>(k);
            Kernels.AveragePool.Gradient(plan.Geometry, plan.Images<T>(k, 1), result);
            plan.Finish<T>(k, result);
        }
    }

    /// <summary>The shape rule of MaxPoolWithArgmax, which knows NHWC alone.</summary>
    public static Shape ArgmaxOutputShape(InferContext c)
    {
        var input = c.WithRank(0, 4);
        var window = ArgmaxWindow(c.Attrs);
        var ksize = c.Attrs.Longs("ksize");
        SlidingWindow.CheckSizes(c, "strides", c.Attrs.Longs("strides"), 1);
        SlidingWindow.CheckSizes(c, "ksize", ksize, 1);
        return window.OutputShape(c, input, ksize[1], ksize[2], input[3]);
    }

    public static ImagePlan PrepareArgmax(KernelContext k, int[] dims)
    {
        var ksize = k.Attrs.Ints("ksize");
        var plan = new ImagePlan(ArgmaxWindow(k.Attrs).Geometry(dims, ksize[1], ksize[2], dims[3]), isNchw: false);
        k.Prepared = plan;
        return plan;
    }

    private static SlidingWindow ArgmaxWindow(NodeAttrs attrs)
    {
        var padding = attrs.String("padding");
        if (padding is not ("SAME" or "VALID")) throw new ValueError($"padding of MaxPoolWithArgmax is '{padding}'; it must be 'SAME' or 'VALID'.");
        return SlidingWindow.Of(new NodeAttrs(("data_format", "NHWC"), ("padding", padding), ("strides", attrs.Longs("strides"))));
    }

    /// <summary>result[i] = values[places[i]], where places count within an image or, with the batch included, in all of them.</summary>
    public static void GatherPlaces<T>(KernelContext k, ReadOnlySpan<T> values, ReadOnlySpan<long> places, Span<T> result, bool includeBatch) where T : unmanaged
    {
        var imageSize = includeBatch ? 0 : values.Length / Math.Max(k.Input(0).Dims[0], 1);
        var perImage = Math.Max(result.Length / Math.Max(k.Input(0).Dims[0], 1), 1);
        for (var i = 0; i < result.Length; i++)
        {
            var at = places[i] + (long)(i / perImage) * imageSize;
            if ((ulong)at >= (ulong)values.Length) throw new InvalidArgumentError($"argmax[{i}] is {places[i]}, outside of the input's {values.Length} elements.");
            result[i] = values[(int)at];
        }
    }

    /// <summary>By how much the places of the next image lie further on: the size of an image, or 0 where places include the batch.</summary>
    public static int ImageSize(KernelContext k, int pooled) =>
        k.Attrs.Bool("include_batch_in_index") ? 0 : k.Output().Count / Math.Max(k.Input(pooled).Dims[0], 1);

    /// <summary>The elements of one pooled image.</summary>
    public static int CellsOfImage(KernelContext k, int pooled) => k.Input(pooled).Count / Math.Max(k.Input(pooled).Dims[0], 1);
}
