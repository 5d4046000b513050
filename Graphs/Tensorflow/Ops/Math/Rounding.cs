using System.Numerics;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>y = the greatest whole number not above x.</summary>
internal sealed class Floor() : FloatUnary<Floor.Formula>("Floor")
{
    public override Tensor?[] Gradient(GradContext g) => [null];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Floor(x);
    }
}

/// <summary>y = the least whole number not below x.</summary>
internal sealed class Ceil() : FloatUnary<Ceil.Formula>("Ceil")
{
    public override Tensor?[] Gradient(GradContext g) => [null];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Ceiling(x);
    }
}

/// <summary>y = the nearest whole number, halves to even.</summary>
internal sealed class Rint() : FloatUnary<Rint.Formula>("Rint")
{
    public override Tensor?[] Gradient(GradContext g) => [null];

    internal readonly struct Formula : IFloatMap
    {
        public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Round(x, MidpointRounding.ToEven);
    }
}

/// <summary>y = the nearest whole number, halves to even; integers stay.</summary>
internal sealed class Round() : NumberUnary<Round.Formula>("Round", "x: T -> y: T; T: number")
{
    public override Tensor?[] Gradient(GradContext g) => [null];

    internal readonly struct Formula : INumberMap
    {
        public static T Of<T>(T x) where T : unmanaged, INumber<T> => Numeric.Round(x);
    }
}
