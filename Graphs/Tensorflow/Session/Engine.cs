namespace Tensorflow;

/// <summary>What runs a graph for a session, one run at a time.</summary>
internal abstract class Engine : IDisposable
{
    /// <summary>
    /// Computes the fetches. Each tensor's value is handed to <paramref name="take"/>, which must copy what it keeps, since the
    /// next run writes to the same memory; what it gives goes to <paramref name="results"/>, one for each fetch, where operations leave null.
    /// </summary>
    public abstract void Run<TResult>(RunRequest request, Func<TensorValue, TResult> take, Span<TResult?> results) where TResult : class;

    public abstract void Dispose();
}
