namespace TfExercises.Benchmarks;

/// <summary>A kernel on data of one size.</summary>
/// <param name="Create">Makes the data and gives one call.</param>
/// <param name="Flops">Floating-point operations of a call, 0 where they are not its limit.</param>
/// <param name="Bytes">Bytes that a call reads and writes, 0 where they are not its limit.</param>
public sealed record KernelCase(string Name, Func<Action> Create, double Flops = 0, double Bytes = 0)
{
    /// <summary>The case whose bytes a second this one is held against.</summary>
    public string? CopyName { get; init; }

    public override string ToString() => Name;

    /// <summary>Random numbers from 0 to 1.</summary>
    internal static float[] Values(int count)
    {
        var random = new Random(0);
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = random.NextSingle();
        return values;
    }
}
