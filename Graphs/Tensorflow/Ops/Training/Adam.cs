using System.Numerics;
using System.Runtime.CompilerServices;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>
/// m += (g - m)(1 - beta1); v += (g^2 - v)(1 - beta2); w -= m alpha / (sqrt(v) + epsilon)
/// with alpha = lr sqrt(1 - beta2^t) / (1 - beta1^t) (Kingma and Ba, arXiv:1412.6980).
/// With use_nesterov the step takes g (1 - beta1) + beta1 m in place of m.
/// </summary>
internal sealed class ApplyAdam() : UpdateOp("ApplyAdam",
    "var: Ref(T), m: Ref(T), v: Ref(T), beta1_power: T, beta2_power: T, lr: T, beta1: T, beta2: T, epsilon: T, grad: T -> out: Ref(T); T: number; use_locking: bool = false; use_nesterov: bool = false")
{
    protected override void Step<T>(KernelContext k)
    {
        T beta1Power = Number<T>(k, 0), beta2Power = Number<T>(k, 1), rate = Number<T>(k, 2), beta1 = Number<T>(k, 3), beta2 = Number<T>(k, 4), epsilon = Number<T>(k, 5);
        var alpha = rate * T.Sqrt(T.One - beta2Power) / (T.One - beta1Power);
        if (k.Attrs.Bool("use_nesterov"))
            Apply<T, NesterovAdamUpdate<T>>(k, new() { Alpha = alpha, Beta1 = beta1, OneMinusBeta1 = T.One - beta1, OneMinusBeta2 = T.One - beta2, Epsilon = epsilon });
        else
            Apply<T, AdamUpdate<T>>(k, new() { Alpha = alpha, OneMinusBeta1 = T.One - beta1, OneMinusBeta2 = T.One - beta2, Epsilon = epsilon });
    }
}

internal struct AdamUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Alpha, OneMinusBeta1, OneMinusBeta2, Epsilon;

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> m, ref Vector<T> v, ref Vector<T> c, Vector<T> g)
    {
        m += (g - m) * OneMinusBeta1;
        v += (g * g - v) * OneMinusBeta2;
        w -= m * Alpha / (Vector.SquareRoot(v) + Vector.Create(Epsilon));
    }
}

internal struct NesterovAdamUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Alpha, Beta1, OneMinusBeta1, OneMinusBeta2, Epsilon;

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> m, ref Vector<T> v, ref Vector<T> c, Vector<T> g)
    {
        m += (g - m) * OneMinusBeta1;
        v += (g * g - v) * OneMinusBeta2;
        w -= (g * OneMinusBeta1 + m * Beta1) * Alpha / (Vector.SquareRoot(v) + Vector.Create(Epsilon));
    }
}

/// <summary>m += (g - m)(1 - beta1); v = max(beta2 v, |g|); w -= lr / (1 - beta1^t) m / (v + epsilon).</summary>
internal sealed class ApplyAdaMax() : UpdateOp("ApplyAdaMax",
    "var: Ref(T), m: Ref(T), v: Ref(T), beta1_power: T, lr: T, beta1: T, beta2: T, epsilon: T, grad: T -> out: Ref(T); T: number; use_locking: bool = false")
{
    protected override void Step<T>(KernelContext k) => Apply<T, AdaMaxUpdate<T>>(k, new()
    {
        Alpha = Number<T>(k, 1) / (T.One - Number<T>(k, 0)), OneMinusBeta1 = T.One - Number<T>(k, 2), Beta2 = Number<T>(k, 3), Epsilon = Number<T>(k, 4),
    });
}

internal struct AdaMaxUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Alpha, OneMinusBeta1, Beta2, Epsilon;

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> m, ref Vector<T> v, ref Vector<T> c, Vector<T> g)
    {
        m += (g - m) * OneMinusBeta1;
        v = Vector.Max(v * Beta2, Vector.Abs(g));
        w -= m / (v + Vector.Create(Epsilon)) * Alpha;
    }
}

/// <summary>
/// Adam whose denominator never falls (Reddi, Kale and Kumar, 2018): m and v as in Adam; vhat = max(vhat, v);
/// w -= m alpha / (sqrt(vhat) + epsilon). TensorFlow has it for handles only.
/// </summary>
internal sealed class ApplyAdamWithAmsgrad() : UpdateOp("ApplyAdamWithAmsgrad",
    "var: Ref(T), m: Ref(T), v: Ref(T), vhat: Ref(T), beta1_power: T, beta2_power: T, lr: T, beta1: T, beta2: T, epsilon: T, grad: T -> out: Ref(T); T: number; use_locking: bool = false")
{
    protected override void Step<T>(KernelContext k)
    {
        T beta1Power = Number<T>(k, 0), beta2Power = Number<T>(k, 1);
        Apply<T, AmsgradUpdate<T>>(k, new()
        {
            Alpha = Number<T>(k, 2) * T.Sqrt(T.One - beta2Power) / (T.One - beta1Power),
            OneMinusBeta1 = T.One - Number<T>(k, 3), OneMinusBeta2 = T.One - Number<T>(k, 4), Epsilon = Number<T>(k, 5),
        });
    }
}

internal struct AmsgradUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Alpha, OneMinusBeta1, OneMinusBeta2, Epsilon;

    public static int Slots => 3;

    public readonly void Step(ref Vector<T> w, ref Vector<T> m, ref Vector<T> v, ref Vector<T> largest, Vector<T> g)
    {
        m += (g - m) * OneMinusBeta1;
        v += (g * g - v) * OneMinusBeta2;
        largest = Vector.Max(largest, v);
        w -= m * Alpha / (Vector.SquareRoot(largest) + Vector.Create(Epsilon));
    }
}
