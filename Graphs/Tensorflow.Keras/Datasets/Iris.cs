using NumSharp;
using Tensorflow.NumPy;

namespace Tensorflow.Keras.Datasets;

/// <summary>Fisher's iris: sepal length and width, petal length and width in centimetres (float32); setosa 0, versicolor 1, virginica 2 (int32).</summary>
public sealed class Iris
{
    internal Iris() { }

    /// <summary>The 150 flowers, carried with the library, in an order drawn by the seed.</summary>
    /// <param name="test_split">The fraction for the test, in [0, 1): 30 flowers unless given.</param>
    /// <param name="seed">The seed of <c>np.random.RandomState</c> that draws the order.</param>
    public DatasetPass load_data(double test_split = 0.2, int seed = 113)
    {
        if (!(test_split is >= 0 and < 1)) throw new ValueError($"`test_split` must be in [0, 1). Received: test_split={test_split}");
        var iris = TfExercises.Data.Iris.Load();
        var count = iris.Flowers.Count;
        var order = ((NumSharp.NDArray)new RandomState(seed).permutation(count)).astype(NumSharp.np.int32).ToArray<int>();
        var train = (int)(count * (1 - test_split));
        return new DatasetPass(Take(order[..train]), Take(order[train..]));

        (NumSharp.NDArray, NumSharp.NDArray) Take(int[] rows)
        {
            var x = iris.Features.ToArray<float>();
            var y = iris.Labels.ToArray<int>();
            return (new NumSharp.NDArray(rows.SelectMany(r => x[(4 * r)..(4 * r + 4)]).ToArray(), new NumSharp.Shape(rows.Length, 4)), new NumSharp.NDArray(rows.Select(r => y[r]).ToArray(), new NumSharp.Shape(rows.Length)));
        }
    }
}
