using NumSharp;
using PureHDF;
using Tensorflow.Keras.Saving.Hdf5;

namespace Tensorflow.Keras.Saving;

/// <summary>
/// Weights as Keras 2's HDF5 files hold them: a group a layer, in it a dataset for each weight; attributes list the names
/// in order. Loading goes by the order, or by the layers' names.
/// </summary>
internal static class LayeredWeights
{
    private const string LayerNames = "layer_names";
    private const string WeightNames = "weight_names";
    private const string TopLevel = "top_level_model_weights";

    /// <summary>True for a group in this layout.</summary>
    public static bool AreIn(IH5Group group) => Hdf5Reading.Names(group, LayerNames) is not null;

    public static void Write(H5Group group, Model model)
    {
        Hdf5Writing.SetNames(group, LayerNames, [.. model.layers.Select(l => l.name)]);
        group.Attributes["backend"] = "tensorflow";
        group.Attributes["keras_version"] = Model.KerasVersion;
        foreach (var layer in model.layers) WriteOne(group, layer.name, [.. WeightsOf(layer).Select(w => (w.name, w))]);
        WriteOne(group, TopLevel, [.. model.OwnWeights.Select(w => (w.name, w))]);
    }

    /// <summary>Writes variables under names into a group of their own, with the list of the names.</summary>
    public static void WriteOne(H5Group parent, string name, IReadOnlyList<(string Name, RefVariable Variable)> weights)
    {
        var group = Hdf5Writing.Group(parent, name);
        Hdf5Writing.SetNames(group, WeightNames, [.. weights.Select(w => w.Name)]);
        var values = KerasBackend.Read([.. weights.Select(w => w.Variable)]);
        for (var i = 0; i < weights.Count; i++) Hdf5Writing.Put(group, weights[i].Name, Hdf5Writing.Dataset(values[i]));
    }

    /// <summary>The names that <see cref="WriteOne"/> or Keras listed in a group, in order; null where there is no list.</summary>
    public static string[]? NamesIn(IH5Group group) => Hdf5Reading.Names(group, WeightNames);

    /// <summary>The values that <see cref="WriteOne"/> or Keras wrote into a group, in order; null where the group lists none.</summary>
    public static NDArray[]? ReadOne(IH5Group group, string origin) => NamesIn(group) is not { } names ? null
        : [.. names.Select(n => Hdf5Reading.Array(group, n) ?? throw new ValueError($"{origin}: the group '{group.Name}' lists the weight '{n}', but does not have it. The file is damaged."))];

    public static void Read(IH5Group group, Model model, string origin, bool byName, bool skipMismatch)
    {
        var read = new SavedWeights(origin);
        var saved = Hdf5Reading.Names(group, LayerNames)!
            .Select(n => (Name: n, Values: ReadOne(Hdf5Reading.Group(group, n) ?? throw new ValueError($"{origin}: the layer '{n}' is listed, but not there. The file is damaged."), origin) ?? []))
            .ToArray();
        if (byName) AddByName(read, model, saved, skipMismatch);
        else AddInOrder(read, model, saved, origin, skipMismatch);
        if (Hdf5Reading.Group(group, TopLevel) is { } top && ReadOne(top, origin) is { Length: > 0 } own) read.Add(model.OwnWeights, own, $"the model '{model.name}'", skipMismatch);
        read.Apply();
    }

    private static void AddInOrder(SavedWeights read, Model model, (string Name, NDArray[] Values)[] saved, string origin, bool skipMismatch)
    {
        Layer[] layers = [.. model.layers.Where(l => WeightsOf(l).Count > 0)];
        saved = [.. saved.Where(l => l.Values.Length > 0)];
        if (layers.Length != saved.Length)
            throw new ValueError($"{origin}: layer count mismatch: the model '{model.name}' has {layers.Length} layer(s) with weights ({string.Join(", ", layers.Select(Describe))}), but the file has {saved.Length} ({string.Join(", ", saved.Select(Describe))}).");
        for (var i = 0; i < layers.Length; i++)
            read.Add(WeightsOf(layers[i]), saved[i].Values, $"layer #{i} '{layers[i].name}' ('{saved[i].Name}' in the file)", skipMismatch);
    }

    private static void AddByName(SavedWeights read, Model model, (string Name, NDArray[] Values)[] saved, bool skipMismatch)
    {
        foreach (var (name, values) in saved)
        {
            foreach (var layer in model.layers.Where(l => l.name == name)) read.Add(WeightsOf(layer), values, $"layer '{name}'", skipMismatch);
        }
    }

    private static string Describe(Layer layer) => $"{layer.name} {string.Join(' ', WeightsOf(layer).Select(w => w.shape))}";

    private static string Describe((string Name, NDArray[] Values) layer) => $"{layer.Name} {string.Join(' ', layer.Values.Select(v => new Shape(v.shape)))}";

    private static List<RefVariable> WeightsOf(Layer layer) => [.. layer.trainable_weights, .. layer.non_trainable_weights];
}
