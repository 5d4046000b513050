namespace Tensorflow;

/// <summary>What a run is asked for, with names and values resolved: all tensors belong to the session's graph.</summary>
internal sealed class RunRequest(object[] fetches, Tensor[] fed, TensorValue[] values, PinnedArrays pinned) : IDisposable
{
    /// <summary>A <see cref="Tensor"/> or an <see cref="Operation"/> each.</summary>
    public object[] Fetches { get; } = fetches;

    public Tensor[] Fed { get; } = fed;

    public TensorValue[] Values { get; } = values;

    /// <summary>Lets go of the arrays that were fed in place.</summary>
    public void Dispose() => pinned.Dispose();
}

/// <summary>What runs a graph for a session.</summary>
internal abstract class Engine : IDisposable
{
    /// <summary>
    /// Computes the fetches. Each tensor's value is handed to <paramref name="take"/>, which must copy what it keeps, since the
    /// next run writes to the same memory; null stands for operations.
    /// </summary>
    public abstract TResult?[] Run<TResult>(RunRequest request, Func<TensorValue, TResult> take) where TResult : class;

    public abstract void Dispose();
}
