namespace TfExercises.Tests.Keras;

/// <summary>What is written to standard error until this is disposed.</summary>
sealed class CapturedError : IDisposable
{
    readonly TextWriter before = Console.Error;
    readonly StringWriter text = new();

    public CapturedError() => Console.SetError(text);

    public string Text => text.ToString();

    public void Dispose() => Console.SetError(before);
}
