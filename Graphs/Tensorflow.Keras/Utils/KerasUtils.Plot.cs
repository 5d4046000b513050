using Tensorflow.Keras.Models;

namespace Tensorflow.Keras;

public sealed partial class KerasUtils
{
    /// <summary>Draws a model: its layers as boxes, its tensors as arrows.</summary>
    /// <param name="model">A model that is built.</param>
    /// <param name="to_file">Where to write: a name ending in .svg for a picture, .dot for Graphviz.</param>
    /// <param name="show_shapes">True to show the shapes that go in and out.</param>
    /// <param name="show_layer_names">True to show names beside classes.</param>
    /// <exception cref="ValueError">The model is not built, or the file is of another kind.</exception>
    public void plot_model(Model model, string to_file = "model.svg", bool show_shapes = false, bool show_layer_names = true)
    {
        if (model.Graph is null) throw new ValueError($"The model \"{model.name}\" has no layers between inputs and outputs to draw: it is not built yet, or it is code.");
        var picture = new ModelPicture(model, show_shapes, show_layer_names);
        var text = Path.GetExtension(to_file).ToLowerInvariant() switch
        {
            ".svg" => picture.ToSvg(),
            ".dot" or ".gv" => picture.ToDot(),
            var other => throw new ValueError($"plot_model writes .svg and .dot files; '{to_file}' ends in '{other}'."),
        };
        File.WriteAllText(to_file, text);
    }
}
