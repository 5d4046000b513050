using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Plan;

/// <summary>Places in memory in graphs so large that most of the values are not fitted but reuse the places of others.</summary>
public class MemoryTests
{
    const int Steps = 2000;

    [Test]
    public void AGraphOfManyValuesGivesWhatTheSameLoopGives()
    {
        var (unrolled, unrolledGradient) = Run(isLoop: false);
        var (looped, loopedGradient) = Run(isLoop: true);
        Assert.That(unrolled, Is.EqualTo(looped));
        Assert.That(unrolledGradient, Has.Some.Not.Zero);
        Assert.That(unrolledGradient, Is.EqualTo(loopedGradient).Within(1e-5));
    }

    /// <summary>y = tanh(y w + y) time after time from ones, as a column of matrices of several sizes: the sum of the last, and its gradient.</summary>
    static (float Sum, float[] Gradient) Run(bool isLoop)
    {
        using var graph = tf.Graph().as_default();
        var w = tf.Variable(tf.ones([4, 4]) * 0.1f);
        Tensor Step(Tensor y) => tf.tanh(tf.matmul(y, w) + y) + tf.reduce_mean(y, 1, keepdims: true);
        Tensor end = tf.ones([2, 4]);
        if (isLoop)
            end = tf.while_loop((t, y) => t < Steps, (t, y) => (t + 1, Step(y)), (tf.constant(0), end)).Item2;
        else
            for (var i = 0; i < Steps; i++) end = Step(end);
        var sum = tf.reduce_sum(end);
        var gradient = tf.gradients(sum, new[] { w })[0]!;
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        var (sumValue, gradientValue) = session.run((sum, gradient));
        return ((float)sumValue, gradientValue.ToArray<float>());
    }
}
