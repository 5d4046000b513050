using System.Numerics;
using System.Runtime.Intrinsics;

namespace Tensorflow.Kernels;

/// <summary>y = e^x.</summary>
internal readonly struct ExpFormula : IFloatMap
{
    public static bool HasVector<T>() => true;

    public static bool HasWide => true;

    public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => VectorMath.Exp(Vector.Create(x))[0];

    public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => VectorMath.Exp(x);

    public static Vector512<float> Of(Vector512<float> x) => VectorMath.Exp(x);
}

/// <summary>y = 1 / (1 + e^-x).</summary>
internal readonly struct SigmoidFormula : IFloatMap
{
    public static bool HasVector<T>() => true;

    public static bool HasWide => true;

    public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => VectorMath.Sigmoid(Vector.Create(x))[0];

    public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => VectorMath.Sigmoid(x);

    public static Vector512<float> Of(Vector512<float> x) => VectorMath.Sigmoid(x);
}

/// <summary>y = tanh(x).</summary>
internal readonly struct TanhFormula : IFloatMap
{
    public static bool HasVector<T>() => true;

    public static bool HasWide => true;

    public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => VectorMath.Tanh(Vector.Create(x))[0];

    public static Vector<T> Of<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => VectorMath.Tanh(x);

    public static Vector512<float> Of(Vector512<float> x) => VectorMath.Tanh(x);
}
