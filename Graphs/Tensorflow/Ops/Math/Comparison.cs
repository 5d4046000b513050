using System.Numerics;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Base of the comparisons: z is a truth value, element by element, with NumPy broadcasting.</summary>
internal abstract class ComparisonOp<TFormula>(string name, string signature = "x: T, y: T -> z: bool; T: real") : NotDifferentiableOp(name, signature)
    where TFormula : struct, INumberTest
{
    public override void Infer(InferContext c) => c.Set(0, c.Broadcast(c.Input(0), c.Input(1)));

    public override void Run(KernelContext k)
    {
        // Truth values compare as the bytes 0 and 1.
        var type = k.Input(0).DType;
        Dispatch.Number<Kernel>(k, type == TF_DataType.TF_BOOL ? TF_DataType.TF_UINT8 : type);
    }

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Elementwise.Zip<T, bool, NumberTest<T, TFormula>>(k.In<T>(0), k.Input(0).Dims, k.In<T>(1), k.Input(1).Dims, k.Out<bool>(), k.Output().Dims);
    }
}

/// <summary>z = x &lt; y.</summary>
internal sealed class Less() : ComparisonOp<Less.Formula>("Less")
{
    internal readonly struct Formula : INumberTest
    {
        public static bool Of<T>(T x, T y) where T : unmanaged, INumber<T> => x < y;
    }
}

/// <summary>z = x &lt;= y.</summary>
internal sealed class LessEqual() : ComparisonOp<LessEqual.Formula>("LessEqual")
{
    internal readonly struct Formula : INumberTest
    {
        public static bool Of<T>(T x, T y) where T : unmanaged, INumber<T> => x <= y;
    }
}

/// <summary>z = x > y.</summary>
internal sealed class Greater() : ComparisonOp<Greater.Formula>("Greater")
{
    internal readonly struct Formula : INumberTest
    {
        public static bool Of<T>(T x, T y) where T : unmanaged, INumber<T> => x > y;
    }
}

/// <summary>z = x >= y.</summary>
internal sealed class GreaterEqual() : ComparisonOp<GreaterEqual.Formula>("GreaterEqual")
{
    internal readonly struct Formula : INumberTest
    {
        public static bool Of<T>(T x, T y) where T : unmanaged, INumber<T> => x >= y;
    }
}

/// <summary>
/// Base of Equal and NotEqual, which also compare truth values and strings, and which for shapes that do not broadcast
/// say "different" in one value where incompatible_shape_error is false.
/// </summary>
internal abstract class EqualityOp<TFormula>(string name, bool equal)
    : ComparisonOp<TFormula>(name, "x: T, y: T -> z: bool; T: type; incompatible_shape_error: bool = true")
    where TFormula : struct, INumberTest
{
    public sealed override void Infer(InferContext c)
    {
        Shape x = c.Input(0), y = c.Input(1);
        if (c.Attrs.Bool("incompatible_shape_error") || !x.IsFullyDefined || !y.IsFullyDefined || Fit(x.ToInts(), y.ToInts())) base.Infer(c);
        else c.Scalar();
    }

    public sealed override void Run(KernelContext k)
    {
        if (!Fit(k.Input(0).Dims, k.Input(1).Dims))
        {
            k.Fit(0).Span<bool>()[0] = !equal;
            return;
        }

        if (k.Input(0).IsObject) Strings.Zip(k, k.Out<bool>(), (x, y) => x.AsSpan().SequenceEqual(y) == equal);
        else base.Run(k);
    }

    private static bool Fit(int[] x, int[] y)
    {
        for (var i = 1; i <= Math.Min(x.Length, y.Length); i++)
        {
            if (x[^i] != y[^i] && x[^i] != 1 && y[^i] != 1) return false;
        }

        return true;
    }
}

/// <summary>z = x == y.</summary>
internal sealed class Equal() : EqualityOp<Equal.Formula>("Equal", equal: true)
{
    internal readonly struct Formula : INumberTest
    {
        public static bool Of<T>(T x, T y) where T : unmanaged, INumber<T> => x == y;
    }
}

/// <summary>z = x != y.</summary>
internal sealed class NotEqual() : EqualityOp<NotEqual.Formula>("NotEqual", equal: false)
{
    internal readonly struct Formula : INumberTest
    {
        public static bool Of<T>(T x, T y) where T : unmanaged, INumber<T> => x != y;
    }
}

/// <summary>z = |x - y| &lt; tolerance, for inputs of one shape.</summary>
internal sealed class ApproximateEqual() : NotDifferentiableOp("ApproximateEqual", "x: T, y: T -> z: bool; T: number; tolerance: float = 1e-5")
{
    public override void Infer(InferContext c) => c.Set(0, c.Merge(c.Input(0), c.Input(1)));

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<T> x = k.In<T>(0), y = k.In<T>(1);
            var z = k.Out<bool>();
            var tolerance = T.CreateTruncating(k.Attrs.Float("tolerance"));
            for (var i = 0; i < z.Length; i++) z[i] = (x[i] > y[i] ? x[i] - y[i] : y[i] - x[i]) < tolerance;
        }
    }
}
