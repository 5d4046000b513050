using CsvHelper;
using NumSharp;

namespace TfExercises.Data;

/// <summary>Fisher's iris data: 150 flowers of three species, 50 each, measured in centimetres.</summary>
public sealed class Iris
{
    Iris(IReadOnlyList<IrisFlower> flowers)
    {
        Flowers = flowers;
        SpeciesNames = [.. flowers.Select(f => f.Species).Distinct()];
        Features = new NDArray(
            flowers.SelectMany(f => new[] { f.SepalLength, f.SepalWidth, f.PetalLength, f.PetalWidth }).ToArray(),
            new Shape(flowers.Count, 4));
        Labels = new NDArray(flowers.Select(f => SpeciesNames.IndexOf(f.Species)).ToArray(), new Shape(flowers.Count));
    }

    public IReadOnlyList<IrisFlower> Flowers { get; }

    /// <summary>The species in the order of their labels: setosa, versicolor, virginica.</summary>
    public List<string> SpeciesNames { get; }

    /// <summary>float32, 150 x 4: sepal length, sepal width, petal length, petal width.</summary>
    public NDArray Features { get; }

    /// <summary>int32, 150: the index of each flower's species.</summary>
    public NDArray Labels { get; }

    /// <param name="path">A file with the columns of iris.csv; the carried one by default.</param>
    /// <exception cref="InvalidDataException">A column is missing or a value is not a number.</exception>
    public static Iris Load(string? path = null)
    {
        path ??= DataFiles.Find("iris.csv");
        try
        {
            using var reader = CsvReader.FromFile(path, new CsvReaderOptions
            {
                Separator = ',',
                TrackLineNumbers = true,
                FieldCountMismatch = CsvFieldCountHandling.Throw,
            });
            return new Iris([.. reader.GetRecords<IrisFlower>()]);
        }
        catch (CsvFormatException error)
        {
            throw new InvalidDataException(
                $"{path}, line {error.LineNumber}: expected four numbers and a species under the columns sepal_length, sepal_width, petal_length, petal_width, species. "
                + $"{error.Message} {error.InnerException?.Message}".TrimEnd(), error);
        }
    }
}

/// <summary>One row of iris.csv; lengths and widths in centimetres.</summary>
[CsvRecord]
public sealed partial record IrisFlower(
    [CsvColumn("sepal_length")] float SepalLength,
    [CsvColumn("sepal_width")] float SepalWidth,
    [CsvColumn("petal_length")] float PetalLength,
    [CsvColumn("petal_width")] float PetalWidth,
    [CsvColumn("species")] string Species);
