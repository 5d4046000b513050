using Tensorflow;

namespace TfExercises.Tests;

/// <summary>Values to feed, the same in every run.</summary>
static class RandomValue
{
    /// <summary>float32 numbers spread evenly over [-1, 1).</summary>
    public static TensorValue Of(int seed, params int[] dims)
    {
        var random = new Random(seed);
        var value = TensorValue.Allocate(TF_DataType.TF_FLOAT, dims);
        foreach (ref var element in value.Span<float>()) element = 2 * random.NextSingle() - 1;
        return value;
    }
}
