using Tensorflow.Keras.Datasets;

namespace Tensorflow.Keras
{
    public sealed partial class KerasInterface
    {
        /// <summary>Data to learn with.</summary>
        public DatasetsApi datasets { get; } = new();
    }
}

namespace Tensorflow.Keras.Datasets
{
    /// <summary><c>keras.datasets</c>: data that are read from <c>~/.keras/datasets</c> (or <c>$KERAS_HOME/datasets</c>), and downloaded there at first.</summary>
    public sealed class DatasetsApi
    {
        internal DatasetsApi() { }

        public Mnist mnist { get; } = new(DatasetCache.Default);

        public FashionMnist fashion_mnist { get; } = new(DatasetCache.Default);

        public Iris iris { get; } = new();
    }
}
