using NumSharp;
using PureHDF;
using Tensorflow.Keras.Engine;
using Tensorflow.Keras.Saving.Hdf5;

namespace Tensorflow.Keras.Saving;

/// <summary>
/// Weights as Keras 3's layout holds them (<c>.weights.h5</c>, and inside <c>.keras</c>): for each object of the model the
/// group <c>PATH/vars</c> with the datasets 0, 1, ...
/// </summary>
internal static class ObjectWeights
{
    private const string Vars = "vars";
    private const string OptimizerPath = "optimizer";

    /// <summary>True for a file in this layout.</summary>
    public static bool AreIn(IH5Group root) => root.LinkExists(Vars) && root.LinkExists("layers");

    public static void Write(H5Group root, Model model)
    {
        foreach (var group in ObjectTree.Walk(model)) Put(root, group.Path, group.Weights);
        if (model.optimizer is not { } optimizer) return;
        Put(root, OptimizerPath, [.. optimizer.Saved(model.trainable_weights).Select(s => s.Variable)]);
        // What metrics have added up: a model begins anew with each epoch, so these are zeros.
        foreach (var (path, count) in MetricSums(model))
        {
            var vars = Hdf5Writing.Group(root, [.. path.Split('/'), Vars]);
            for (var i = 0; i < count; i++) vars[Number(i)] = Hdf5Writing.Dataset(NDArray.Scalar(0f));
        }
    }

    /// <param name="root">The file's root.</param>
    /// <param name="model">The model to be set.</param>
    /// <param name="origin">The file, as messages call it.</param>
    /// <param name="skipMismatch">True to leave layers as they are where the file does not fit.</param>
    /// <param name="withOptimizer">True to set what the optimizer keeps too.</param>
    public static void Read(IH5Group root, Model model, string origin, bool skipMismatch, bool withOptimizer)
    {
        var read = new SavedWeights(origin);
        foreach (var (path, layer, weights) in ObjectTree.Walk(model)) read.Add(weights, Get(root, path), Owner(model, path, layer), skipMismatch);
        if (withOptimizer && model.optimizer is not null) read.AddOptimizer(model, Get(root, OptimizerPath));
        read.Apply();
    }

    private static string Owner(Model model, string path, Layer layer) => layer == model ? $"the model '{layer.name}'" : $"layer '{layer.name}' ('{path}' in the file)";

    // The loss is the first, each metric follows; a list numbers what has the same name.
    private static IEnumerable<(string Path, int Count)> MetricSums(Model model)
    {
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in model.MetricClasses().Prepend("Mean").Select(GraphState.SnakeCase))
        {
            var number = used[name] = used.GetValueOrDefault(name, -1) + 1;
            yield return (number == 0 ? $"metrics/{name}" : $"metrics/{name}_{number}", 2);
        }
    }

    private static void Put(H5Group root, string path, IReadOnlyList<RefVariable> weights)
    {
        var vars = Hdf5Writing.Group(root, [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries), Vars]);
        var values = KerasBackend.Read(weights);
        for (var i = 0; i < values.Length; i++) vars[Number(i)] = Hdf5Writing.Dataset(values[i]);
    }

    private static NDArray[] Get(IH5Group root, string path)
    {
        if (Hdf5Reading.Group(root, $"{path}/{Vars}") is not { } vars) return [];
        var values = new List<NDArray>();
        while (Hdf5Reading.Array(vars, Number(values.Count)) is { } value) values.Add(value);
        return [.. values];
    }

    private static string Number(int i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
