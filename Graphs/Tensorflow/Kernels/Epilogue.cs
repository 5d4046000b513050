using System.Numerics;
using System.Numerics.Tensors;

namespace Tensorflow.Kernels;

/// <summary>What a matrix kernel does to finished elements while they are still in the cache.</summary>
internal unsafe interface IEpilogue<T> where T : unmanaged
{
    /// <summary>False when <see cref="Apply"/> does nothing.</summary>
    static abstract bool HasWork { get; }

    /// <summary>Changes <paramref name="columns"/> neighbouring elements of a row, the first of them in column <paramref name="column"/> of the matrix.</summary>
    void Apply(T* row, int column, int columns);
}

/// <summary>Leaves the sums as they are.</summary>
internal readonly unsafe struct NoEpilogue<T> : IEpilogue<T> where T : unmanaged
{
    public static bool HasWork => false;

    public void Apply(T* row, int column, int columns)
    {
    }
}

/// <summary>An element-wise function with its vector loop.</summary>
internal interface IActivation<T>
{
    static abstract void Apply(Span<T> values);
}

internal readonly struct IdentityActivation<T> : IActivation<T>
{
    public static void Apply(Span<T> values)
    {
    }
}

internal readonly struct ReluActivation<T> : IActivation<T> where T : INumber<T>
{
    public static void Apply(Span<T> values) => TensorPrimitives.Max(values, T.Zero, values);
}

internal readonly struct SigmoidActivation<T> : IActivation<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static void Apply(Span<T> values) => RowLoops.Map<T, T, FloatMap<T, SigmoidFormula>>(values, values);
}

internal readonly struct TanhActivation<T> : IActivation<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static void Apply(Span<T> values) => RowLoops.Map<T, T, FloatMap<T, TanhFormula>>(values, values);
}

/// <summary>y = activation(x + bias[column]); no bias when the pointer is null.</summary>
internal readonly unsafe struct BiasActivation<T, TActivation>(T* bias) : IEpilogue<T>
    where T : unmanaged, INumber<T> where TActivation : struct, IActivation<T>
{
    public static bool HasWork => true;

    public void Apply(T* row, int column, int columns)
    {
        var values = new Span<T>(row, columns);
        if (bias != null)
        {
            TensorPrimitives.Add(values, new ReadOnlySpan<T>(bias + column, columns), values);
        }
        TActivation.Apply(values);
    }
}
