namespace Tensorflow.Ops;

/// <summary>
/// The maxima of <see cref="MaxPool"/> (NHWC) and their places in the flattened image, (y*width + x)*channels + c,
/// with include_batch_in_index in the flattened batch.
/// </summary>
internal sealed class MaxPoolWithArgmax() : OpType("MaxPoolWithArgmax",
    "input: T -> output: T, argmax: Targmax; ksize: list(int); strides: list(int); Targmax: index = int64; padding: string; include_batch_in_index: bool = false; T: real")
{
    public override void Infer(InferContext c) => c.SetAll(PoolRules.ArgmaxOutputShape(c));

    public override Tensor?[] Gradient(GradContext g) => [PoolRules.ApplyArgmax("MaxPoolGradWithArgmax", g.Attrs, g.Input(0), g.Dy(), g.Output(1))];

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        static void INumberKernel.Run<T>(KernelContext k)
        {
            var plan = k.Prepared as ImagePlan ?? PoolRules.PrepareArgmax(k, k.Input(0).Dims);
            var input = k.In<T>(0);
            var includeBatch = k.Attrs.Bool("include_batch_in_index");
            var places = k.Output(1).DType == TF_DataType.TF_INT64 ? k.Out<long>(1) : k.Scratch<long>(k.Output(1).Count);
            Kernels.MaxPool.ArgMax(plan.Geometry, input, places, includeBatch);
            if (k.Output(1).DType == TF_DataType.TF_INT32)
            {
                var narrow = k.Out<int>(1);
                for (var i = 0; i < narrow.Length; i++) narrow[i] = checked((int)places[i]);
            }
            PoolRules.GatherPlaces(k, input, places, k.Out<T>(), includeBatch);
        }
    }
}

/// <summary>The gradient of <see cref="MaxPoolWithArgmax"/>: each gradient is added at its place.</summary>
internal sealed class MaxPoolGradWithArgmax() : OpType("MaxPoolGradWithArgmax",
    "input: T, grad: T, argmax: Targmax -> output: T; ksize: list(int); strides: list(int); padding: string; include_batch_in_index: bool = false; Targmax: index; T: real")
{
    public override void Infer(InferContext c) => c.Set(0, c.WithRank(0, 4));

    public override Tensor?[] Gradient(GradContext g) => [null, PoolRules.ApplyArgmax("MaxPoolGradGradWithArgmax", g.Attrs, g.Input(0), g.Dy(), g.Input(2)), null];

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        static void INumberKernel.Run<T>(KernelContext k)
        {
            var output = k.Out<T>();
            output.Clear();
            var gradient = k.In<T>(1);
            var places = k.Input(2);
            var imageSize = PoolRules.ImageSize(k, 1);
            var perImage = PoolRules.CellsOfImage(k, 1);
            for (var i = 0; i < gradient.Length; i++)
            {
                var at = places.AsLong(i) + i / Math.Max(perImage, 1) * imageSize;
                if ((ulong)at >= (ulong)output.Length) throw new InvalidArgumentError($"argmax[{i}] is {places.AsLong(i)}, outside of the input's {output.Length} elements.");
                output[(int)at] += gradient[i];
            }
        }
    }
}

/// <summary>The gradient of <see cref="MaxPoolGradWithArgmax"/> with respect to its grad: what stands at the places.</summary>
internal sealed class MaxPoolGradGradWithArgmax() : OpType("MaxPoolGradGradWithArgmax",
    "input: T, grad: T, argmax: Targmax -> output: T; ksize: list(int); strides: list(int); padding: string; include_batch_in_index: bool = false; Targmax: index; T: real")
{
    public override void Infer(InferContext c)
    {
        c.Merge(c.Input(0), c.Input(1));
        c.Set(0, c.WithRank(2, 4));
    }

    public override Tensor?[] Gradient(GradContext g) => [null, PoolRules.ApplyArgmax("MaxPoolGradWithArgmax", g.Attrs, g.Input(0), g.Dy(), g.Input(2)), null];

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        static void INumberKernel.Run<T>(KernelContext k)
        {
            var places = k.Scratch<long>(k.Input(2).Count);
            for (var i = 0; i < places.Length; i++) places[i] = k.Input(2).AsLong(i);
            PoolRules.GatherPlaces(k, k.In<T>(1), places, k.Out<T>(), k.Attrs.Bool("include_batch_in_index"));
        }
    }
}
