using NumSharp;

namespace Tensorflow.Keras.Datasets;

/// <summary>
/// Data for training and for the test: <c>var ((x_train, y_train), (x_test, y_test)) = keras.datasets.mnist.load_data();</c>
/// or all four at once without the inner brackets.
/// </summary>
public sealed record DatasetPass((NDArray x, NDArray y) Train, (NDArray x, NDArray y) Test)
{
    /// <summary>Takes the four arrays apart.</summary>
    public void Deconstruct(out NDArray x_train, out NDArray y_train, out NDArray x_test, out NDArray y_test) =>
        (x_train, y_train, x_test, y_test) = (Train.x, Train.y, Test.x, Test.y);
}
