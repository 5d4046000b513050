using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NumSharp;

namespace Tensorflow.Keras;

/// <summary>
/// Data for the inputs, targets or weights of a model: one array (an NDArray or a .NET array), several in the order of the
/// model's inputs or outputs, or several under their names.
/// </summary>
[CollectionBuilder(typeof(ModelData), nameof(Create))]
public sealed class ModelData : IEnumerable<NDArray>
{
    private ModelData(object[] values, string[]? names = null)
    {
        Values = values;
        Names = names;
    }

    /// <summary>The arrays.</summary>
    internal object[] Values { get; }

    /// <summary>Their names, null where the order counts.</summary>
    internal string[]? Names { get; }

    /// <summary>Several arrays: <c>[a, b]</c>.</summary>
    public static ModelData Create(ReadOnlySpan<NDArray> arrays) => new([.. arrays]);

    public IEnumerator<NDArray> GetEnumerator() => Values.Select(v => v as NDArray ?? NDArrayBridge.ToArray(ValueConversion.ToValue(v))).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator ModelData?(NDArray? array) => array is null ? null : new([array]);

    public static implicit operator ModelData(NumPy.NDArray array) => new([(NDArray)array]);

    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator ModelData?(Array? array) => array is null ? null
        : array is NDArray[] several ? new([.. several]) : array is NumPy.NDArray[] views ? new([.. views.Select(v => (object)(NDArray)v)]) : new([array]);

    public static implicit operator ModelData(List<NDArray> arrays) => new([.. arrays]);

    public static implicit operator ModelData((NDArray, NDArray) arrays) => new([arrays.Item1, arrays.Item2]);

    public static implicit operator ModelData((NDArray, NDArray, NDArray) arrays) => new([arrays.Item1, arrays.Item2, arrays.Item3]);

    public static implicit operator ModelData(Dictionary<string, NDArray> arrays) => new([.. arrays.Values], [.. arrays.Keys]);

    /// <summary>The arrays in the order of <paramref name="names"/>.</summary>
    /// <exception cref="ValueError">Another number of arrays, or other names.</exception>
    internal object[] InOrder(IReadOnlyList<string> names, string what, string model)
    {
        if (Names is null)
        {
            if (Values.Length != names.Count)
                throw new ValueError($"The model \"{model}\" has {names.Count} {what}(s) ({string.Join(", ", names)}), but {Values.Length} array(s) were given as {(what == "input" ? "x" : "y")}.");
            return Values;
        }
        var unknown = Names.FirstOrDefault(n => !names.Contains(n));
        if (unknown is not null || Names.Length != names.Count)
            throw new ValueError($"The model \"{model}\" has the {what}s {string.Join(", ", names)}, but the arrays are named {string.Join(", ", Names)}.");
        return [.. names.Select(n => Values[Array.IndexOf(Names, n)])];
    }
}
