using NumSharp;
using TfExercises.Lessons;

namespace TfExercises.Output;

/// <summary>A plot of the notes: series of points and lines over common axes.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="IsLogarithmic">Whether the y axis is logarithmic; all y are then above 0.</param>
public sealed record Figure(string Name, Text Title, Text X, Text Y, bool IsLogarithmic = false)
{
    readonly List<Series> series = [];

    public IReadOnlyList<Series> Series => series;

    /// <summary>Adds single points, as of the data.</summary>
    public Figure Points(NDArray x, NDArray y, Text label) => Add(x, y, label, isLine: false);

    /// <summary>Adds a line from point to point, as of a fitted function.</summary>
    public Figure Line(NDArray x, NDArray y, Text label) => Add(x, y, label, isLine: true);

    Figure Add(NDArray x, NDArray y, Text label, bool isLine)
    {
        var added = new Series(Numbers(x), Numbers(y), label, isLine);
        if (added.X.Length != added.Y.Length)
            throw new ArgumentException($"{Name}: a series has {added.X.Length} x values, but {added.Y.Length} y values.");
        series.Add(added);
        return this;
    }

    static double[] Numbers(NDArray array) => array.astype(np.float64).ToArray<double>();
}

/// <summary>One series of a figure.</summary>
public sealed record Series(double[] X, double[] Y, Text Label, bool IsLine);
