using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras.Layers;

/// <summary>The layers by which configurations are read: one line a layer.</summary>
internal static class LayerTable
{
    public static Registry<Layer> Register(Registry<Layer> layers) => layers
        .Add<InputLayer>()
        .Add<Dense>()
        .Add<Activation>()
        .Add<Dropout>()
        .Add<Flatten>()
        .Add<Reshape>();
}
