using System.Text.Json.Nodes;
using Tensorflow.Keras;

namespace Tensorflow
{
    /// <summary>What a program sees after <c>using static Tensorflow.KerasApi;</c>: <c>keras</c>.</summary>
    public static class KerasApi
    {
        /// <summary>Keras: layers and models on TensorFlow's graphs.</summary>
        public static readonly KerasInterface keras = new();
    }
}

namespace Tensorflow.Keras
{
    /// <summary>Keras: <c>keras.Sequential</c>, <c>keras.layers.Dense</c>, ...</summary>
    public sealed partial class KerasInterface
    {
        internal KerasInterface() { }

        public Layers.LayersApi layers { get; } = new();

        public Activations.ActivationsApi activations { get; } = new();

        public Initializers.InitializersApi initializers { get; } = new();

        public Regularizers.RegularizersApi regularizers { get; } = new();

        public Constraints.ConstraintsApi constraints { get; } = new();

        public Losses.LossesApi losses { get; } = new();

        public Optimizers.OptimizersApi optimizers { get; } = new();

        public Metrics.MetricsApi metrics { get; } = new();

        public Callbacks.CallbacksApi callbacks { get; } = new();

        public KerasUtils utils { get; } = new();

        public KerasBackend backend { get; } = new();

        public ModelsApi models { get; } = new();

        /// <summary>Layers one after another: <c>keras.Sequential([keras.layers.Dense(3, input_shape: 4)])</c>.</summary>
        public Sequential Sequential(IEnumerable<Layer>? layers = null, string? name = null) => new(layers, name);

        /// <summary>Layers one after another.</summary>
        public Sequential Sequential(params Layer[] layers) => new(layers);

        /// <summary>A model by its inputs and outputs.</summary>
        public Functional Model(Tensors inputs, Tensors outputs, string? name = null) => new(inputs, outputs, name);

        /// <summary>A tensor to begin a functional model with: data are fed to it.</summary>
        /// <param name="shape">The shape of one sample, -1 where unknown.</param>
        /// <param name="batch_size">The number of samples of every batch, where it is fixed.</param>
        /// <param name="name">The input's name.</param>
        /// <param name="dtype">The type of the data.</param>
        public Tensor Input(Shape shape, int? batch_size = null, string? name = null, TF_DataType dtype = TF_DataType.TF_FLOAT) => layers.Input(shape, batch_size, name, dtype);
    }

    /// <summary><c>keras.models</c>.</summary>
    public sealed partial class ModelsApi
    {
        internal ModelsApi() { }

        /// <summary>Layers one after another.</summary>
        public Sequential Sequential(IEnumerable<Layer>? layers = null, string? name = null) => new(layers, name);

        /// <summary>A model by its inputs and outputs.</summary>
        public Functional Model(Tensors inputs, Tensors outputs, string? name = null) => new(inputs, outputs, name);

        /// <summary>A model from the text of <c>model.to_json()</c>, Python's too, with new weights.</summary>
        /// <exception cref="ValueError">The text describes no model.</exception>
        public Model model_from_json(string json) => Keras.Model.FromJson(json);

        /// <summary>A model from the object of its JSON.</summary>
        public Model model_from_config(JsonObject config) => Keras.Model.FromForm(config);
    }
}
