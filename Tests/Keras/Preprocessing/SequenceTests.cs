using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Tests.Keras.Preprocessing;

/// <summary>The examples of Keras' documentation of pad_sequences.</summary>
sealed class SequenceTests
{
    static readonly int[][] s_sequences = [[1], [2, 3], [4, 5, 6]];

    [TestCase(null, "pre", "pre", 0, new[] { 0, 0, 1, 0, 2, 3, 4, 5, 6 })]
    [TestCase(null, "pre", "pre", -1, new[] { -1, -1, 1, -1, 2, 3, 4, 5, 6 })]
    [TestCase(null, "post", "pre", 0, new[] { 1, 0, 0, 2, 3, 0, 4, 5, 6 })]
    [TestCase(2, "pre", "pre", 0, new[] { 0, 1, 2, 3, 5, 6 })]
    [TestCase(2, "post", "post", 0, new[] { 1, 0, 2, 3, 4, 5 })]
    public void PadsAndCuts(int? maxlen, string padding, string truncating, double value, int[] want)
    {
        var got = keras.preprocessing.sequence.pad_sequences(s_sequences, maxlen, padding: padding, truncating: truncating, value: value);
        Assert.That(got.shape, Is.EqualTo(new[] { 3, maxlen ?? 3 }));
        Assert.That(got.ToArray<int>(), Is.EqualTo(want));
    }

    [Test]
    public void TakesOtherTypes()
    {
        var got = keras.preprocessing.sequence.pad_sequences(new[] { new[] { 0.5f }, [1.5f, 2.5f] }, dtype: tf.float32);
        Assert.That(got.ToArray<float>(), Is.EqualTo(new[] { 0, 0.5f, 1.5f, 2.5f }));
    }

    [Test]
    public void RefusesOtherSides() => Assert.That(() => keras.preprocessing.sequence.pad_sequences(s_sequences, padding: "before"),
        Throws.TypeOf<ValueError>().With.Message.Contains("Padding type \"before\" not understood"));
}
