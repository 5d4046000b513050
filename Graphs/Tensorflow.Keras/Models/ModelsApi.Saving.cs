using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras;

/// <summary>Saving and loading.</summary>
public sealed partial class ModelsApi
{
    /// <inheritdoc cref="Keras.Model.save"/>
    public void save_model(Model model, string filepath, bool overwrite = true, bool include_optimizer = true, string? save_format = null) =>
        model.save(filepath, overwrite, include_optimizer, save_format);

    /// <summary>
    /// A model from a file of <c>model.save</c>, Python's Keras 2 too: built in the default graph, with its weights, compiled
    /// as it was, and with what its optimizer kept, so that training goes on as if it had not stopped.
    /// </summary>
    /// <param name="filepath">The file; what it is (.keras or .h5) shows in its content.</param>
    /// <param name="custom_objects">A program's own classes of layers, losses, metrics and so on, by their names in the file.</param>
    /// <param name="compile">False to leave the model uncompiled.</param>
    /// <exception cref="ValueError">The file is no model, is cut short, or names a class that is unknown.</exception>
    public Model load_model(string filepath, IReadOnlyDictionary<string, Type>? custom_objects = null, bool compile = true)
    {
        using var custom = Registry.Add(custom_objects);
        return ModelFile.Load(filepath, compile);
    }

    /// <summary>A new model with the same layers and new weights; not compiled.</summary>
    /// <exception cref="ValueError">The model is code.</exception>
    public Model clone_model(Model model)
    {
        if (model is not (Keras.Sequential or Functional)) throw new ValueError($"Expected `model` to be a Sequential or functional model; \"{model.name}\" is code ({model.GetType().Name}).");
        return Keras.Model.FromForm(model.Serialize());
    }
}
