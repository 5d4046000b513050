namespace Tensorflow;

/// <summary>What a run is asked for, with names and values resolved: all tensors belong to the session's graph.</summary>
internal sealed class RunRequest(object[] fetches, Tensor[] fed, TensorValue[] values)
{
    /// <summary>A <see cref="Tensor"/> or an <see cref="Operation"/> each.</summary>
    public object[] Fetches { get; } = fetches;

    public Tensor[] Fed { get; } = fed;

    public TensorValue[] Values { get; } = values;
}

/// <summary>What runs a graph for a session.</summary>
internal abstract class Engine : IDisposable
{
    /// <summary>Computes the fetches: a value of its own for each tensor, null for each operation.</summary>
    public abstract TensorValue?[] Run(RunRequest request);

    public abstract void Dispose();
}
