using NUnit.Framework;
using Tensorflow;
using Tensorflow.Checkpoints;
using Tensorflow.Ops;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;
using Assert = NUnit.Framework.Assert;

namespace TfExercises.Tests.Native;

/// <summary>TensorFlow's kernels read what Keras' save_weights writes here.</summary>
public sealed class KerasCheckpointTests : TensorflowFixture
{
    [Test]
    public void TensorFlowReadsEveryTensor()
    {
        using var folder = new TemporaryFolder();
        using var graph = new Graph().as_default();
        var model = keras.Sequential(keras.layers.LSTM(3, input_shape: new Shape(2, 4)), keras.layers.Dense(3));
        model.compile("adam", "mse");
        model.save_weights(folder["w"]);
        using var stored = StoredTensors.Open(folder["w"]);
        var all = stored.All.ToList();
        var graphOfReading = new Graph();
        using var reading = graphOfReading.as_default();
        var restored = OpBuilder.ApplyMany("RestoreV2", null, [folder["w"], all.Select(t => t.Name).ToArray(), all.Select(_ => "").ToArray()], ("dtypes", all.Select(t => t.DType).ToArray()));
        using var session = tf.Session(graphOfReading, engine: Engines.TensorFlow);
        var got = session.Execute([.. restored], [], v => v.Clone());
        Assert.That(all, Has.Count.EqualTo(5 + 2 + 2 * 5 + 1));
        foreach (var (tensor, value) in all.Zip(got))
        {
            var want = stored.Read(tensor.Name);
            Assert.That((value!.DType, value.Shape), Is.EqualTo((want.DType, want.Shape)), tensor.Name);
            if (want.IsObject) Assert.That(value.Objects, Is.EqualTo(want.Objects), tensor.Name);
            else if (want.DType == tf.float32) Assert.That(value.Span<float>().ToArray(), Is.EqualTo(want.Span<float>().ToArray()), tensor.Name);
            else Assert.That(value.Span<long>().ToArray(), Is.EqualTo(want.Span<long>().ToArray()), tensor.Name);
        }
    }
}
