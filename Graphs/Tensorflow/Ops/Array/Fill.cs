using System.Numerics;
using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>A tensor of the given shape with one value everywhere.</summary>
internal sealed class Fill() : OpType("Fill", "dims: index_type, value: T -> output: T; T: type; index_type: index = int32")
{
    public override void Infer(InferContext c)
    {
        c.WithRank(1, 0);
        if (c.Value(0) is { } dims)
        {
            for (var d = 0; d < dims.Count; d++)
            {
                if (dims.AsLong(d) < 0) throw c.Error($"Fill dimensions must be >= 0, but dims[{d}] is {dims.AsLong(d)}");
            }
        }
        c.Set(0, c.ValueAsShape(0));
    }

    public override Tensor?[] Gradient(GradContext g) =>
        [null, OpBuilder.Apply("Sum", null, [tf.reshape(g.Dy(), new[] { -1 }), 0])];

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(1).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => k.Out<T>().Fill(k.In<T>(1)[0]);

        public static void RunObjects(KernelContext k) => Array.Fill(k.Output().Objects, k.Input(1).Objects[0]);
    }
}

/// <summary>Zeros (false, empty strings) of the input's shape and type.</summary>
internal sealed class ZerosLike() : NotDifferentiableOp("ZerosLike", "x: T -> y: T; T: type")
{
    public override void Infer(InferContext c) => c.Same();

    public override bool CanOverwrite(int input) => true;

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => k.Out<T>().Clear();

        public static void RunObjects(KernelContext k)
        {
            if (k.Output().DType == TF_DataType.TF_VARIANT) ListArithmetic.Zeros(k);
            else if (k.Output().DType == TF_DataType.TF_STRING) Array.Fill(k.Output().Objects, Array.Empty<byte>());
            else throw Dispatch.Unsupported(k, k.Output().DType);
        }
    }
}

/// <summary>Ones (true) of the input's shape and type.</summary>
internal sealed class OnesLike() : NotDifferentiableOp("OnesLike", "x: T -> y: T; T: type")
{
    public override void Infer(InferContext c) => c.Same();

    public override bool CanOverwrite(int input) => true;

    public override void Run(KernelContext k)
    {
        if (k.Output().DType == TF_DataType.TF_BOOL) k.Out<bool>().Fill(true);
        else Dispatch.Number<Kernel>(k, k.Output().DType);
    }

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T> => k.Out<T>().Fill(T.One);
    }
}

/// <summary>start, start + delta, ... up to limit (exclusive).</summary>
internal sealed class RangeOp() : NotDifferentiableOp("Range",
    "start: Tidx, limit: Tidx, delta: Tidx -> output: Tidx; Tidx: {bfloat16, float16, float32, float64, int8, int16, int32, int64, uint16, uint32} = int32")
{
    public override void Infer(InferContext c)
    {
        for (var i = 0; i < 3; i++) c.WithRank(i, 0);
        if (c.Value(0) is { } start && c.Value(1) is { } limit && c.Value(2) is { } delta)
        {
            try
            {
                c.Set(0, new Shape([Count(start, limit, delta)]));
            }
            catch (InvalidArgumentError error)
            {
                throw c.Error(error.message);
            }
            return;
        }
        c.Set(0, Shape.UnknownOfRank(1));
    }

    public override void Run(KernelContext k)
    {
        k.Fit(0, checked((int)Count(k.Input(0), k.Input(1), k.Input(2))));
        Dispatch.Number<Kernel>(k, k.Output().DType);
    }

    private static long Count(TensorValue start, TensorValue limit, TensorValue delta)
    {
        if (delta.AsDouble(0) == 0) throw new InvalidArgumentError("Requires delta != 0: 0");
        double from = start.AsDouble(0), to = limit.AsDouble(0), step = delta.AsDouble(0);
        if (step > 0 ? from > to : from < to)
            throw new InvalidArgumentError($"Requires start {(step > 0 ? "<=" : ">=")} limit when delta {(step > 0 ? ">" : "<")} 0: {Text(from)}/{Text(to)}");
        if (!start.DType.is_integer()) return (long)Math.Ceiling(Math.Abs((to - from) / step));
        long span = limit.AsLong(0) - start.AsLong(0), by = delta.AsLong(0);
        return span / by + (span % by != 0 ? 1 : 0);
    }

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            T at = k.In<T>(0)[0], step = k.In<T>(2)[0];
            var y = k.Out<T>();
            for (var i = 0; i < y.Length; i++, at += step) y[i] = at;
        }
    }
}

/// <summary>num values from start to stop (both included) at equal distances.</summary>
internal sealed class LinSpace() : NotDifferentiableOp("LinSpace", "start: T, stop: T, num: Tidx -> output: T; T: floating; Tidx: index = int32")
{
    public override void Infer(InferContext c)
    {
        for (var i = 0; i < 3; i++) c.WithRank(i, 0);
        var num = c.Value(2)?.AsLong(0) ?? -1;
        if (c.Value(2) is not null && num <= 0) throw c.Error($"Requires num > 0: {num}");
        c.Set(0, new Shape([num]));
    }

    public override void Run(KernelContext k)
    {
        k.Fit(0, k.Input(2).AsInt(0));
        Dispatch.Floating<Kernel>(k, k.Output().DType);
    }

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T start = k.In<T>(0)[0], stop = k.In<T>(1)[0];
            var y = k.Out<T>();
            if (y.Length > 1)
            {
                var step = (stop - start) / T.CreateChecked(y.Length - 1);
                for (var i = 0; i < y.Length - 1; i++) y[i] = start + step * T.CreateChecked(i);
                y[^1] = stop;
            }
            else y.Fill(start);
        }
    }
}
