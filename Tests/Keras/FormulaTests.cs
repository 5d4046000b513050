using NumSharp;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Tests.Keras;

/// <summary>Formulas that no golden case shows: schedules, constraints, initializers, losses.</summary>
public class FormulaTests : KerasTestBase
{
    static double[] Rates(LearningRateSchedule schedule, params double[] steps)
    {
        var step = tf.placeholder(tf.float32, global::Tensorflow.Shape.Scalar);
        var rate = schedule.Apply(step);
        using var session = tf.Session();
        return [.. steps.Select(s => (double)session.run(rate, (step, (float)s)).ToArray<float>()[0])];
    }

    static float[] Run(Tensor tensor)
    {
        using var session = tf.Session();
        return session.run(tensor).ToArray<float>();
    }

    [Test]
    public void Schedules()
    {
        var s = keras.optimizers.schedules;
        Assert.That(Rates(s.ExponentialDecay(1, 10, 0.5), 0, 5, 20), Is.EqualTo(new[] { 1, Math.Sqrt(0.5), 0.25 }).Within(1e-6));
        Assert.That(Rates(s.ExponentialDecay(1, 10, 0.5, staircase: true), 9, 10), Is.EqualTo(new[] { 1, 0.5 }).Within(1e-6));
        Assert.That(Rates(s.InverseTimeDecay(1, 10, 0.5), 0, 20), Is.EqualTo(new[] { 1, 0.5 }).Within(1e-6));
        Assert.That(Rates(s.PiecewiseConstantDecay([10, 20], [1, 0.5, 0.1]), 0, 10, 11, 20, 21), Is.EqualTo(new[] { 1, 1, 0.5, 0.5, 0.1 }).Within(1e-6));
        Assert.That(Rates(s.PolynomialDecay(1, 10, 0.2, power: 2), 0, 5, 10, 30), Is.EqualTo(new[] { 1, 0.4, 0.2, 0.2 }).Within(1e-6));
        Assert.That(Rates(s.PolynomialDecay(1, 10, 0, cycle: true), 15), Is.EqualTo(new[] { 0.25 }).Within(1e-6));
        Assert.That(Rates(s.CosineDecay(1, 10, alpha: 0.1), 0, 5, 10, 99), Is.EqualTo(new[] { 1, 0.55, 0.1, 0.1 }).Within(1e-6));
        Assert.That(Rates(s.CosineDecay(0, 10, warmup_target: 1, warmup_steps: 4), 0, 2, 4, 9, 14), Is.EqualTo(new[] { 0, 0.5, 1, 0.5, 0 }).Within(1e-6));
        Assert.That(Rates(s.CosineDecayRestarts(1, 10, t_mul: 2, m_mul: 0.5), 0, 5, 10, 20), Is.EqualTo(new[] { 1, 0.5, 0.5, 0.25 }).Within(1e-5));
        Assert.That(Rates(s.CosineDecayRestarts(1, 10, t_mul: 1), 5, 15), Is.EqualTo(new[] { 0.5, 0.5 }).Within(1e-5));
        Assert.That(() => s.PiecewiseConstantDecay([1], [1]), Throws.TypeOf<global::Tensorflow.ValueError>());
    }

    [Test]
    public void Constraints()
    {
        var c = keras.constraints;
        var w = tf.constant(new float[,] { { 3, 0.3f }, { -4, 0.4f } });
        Assert.That(Run(c.MaxNorm(1).Apply(w)), Is.EqualTo(new[] { 0.6f, 0.3f, -0.8f, 0.4f }).Within(1e-5));
        Assert.That(Run(c.UnitNorm().Apply(w)), Is.EqualTo(new[] { 0.6f, 0.6f, -0.8f, 0.8f }).Within(1e-5));
        Assert.That(Run(c.NonNeg().Apply(w)), Is.EqualTo(new[] { 3f, 0.3f, 0, 0.4f }));
        Assert.That(Run(c.MinMaxNorm(1, 2, rate: 0.5).Apply(w)), Is.EqualTo(new[] { 2.1f, 0.45f, -2.8f, 0.6f }).Within(1e-5));
        var kernel = tf.constant(Enumerable.Range(0, 9).Select(i => (float)i).ToArray(), shape: (3, 3, 1, 1));
        Assert.That(Run(c.RadialConstraint().Apply(kernel)), Is.EqualTo(new float[] { 4, 4, 4, 4, 0, 4, 4, 4, 4 }));
    }

    [TestCase("glorot_uniform", 0.0816)]
    [TestCase("glorot_normal", 0.0816)]
    [TestCase("he_normal", 0.1)]
    [TestCase("he_uniform", 0.1)]
    [TestCase("lecun_normal", 0.0707)]
    [TestCase("lecun_uniform", 0.0707)]
    [TestCase("random_normal", 0.05)]
    [TestCase("random_uniform", 0.0289)]
    public void InitializersHaveTheirDeviation(string name, double deviation)
    {
        var values = Run(keras.initializers.get(name).Apply((200, 100)));
        Assert.That(Math.Sqrt(values.Average(v => (double)v * v)), Is.EqualTo(deviation).Within(0.03 * deviation));
        Assert.That(values.Average(), Is.EqualTo(0).Within(0.003));
    }

    [Test]
    public void FocalLossesLowerWhatIsRight()
    {
        var y = tf.constant(new float[,] { { 1, 0 } });
        var p = tf.constant(new float[,] { { 0.9f, 0.1f } });
        var each = -Math.Log(0.9) * 0.01;
        Assert.That(Run(keras.losses.BinaryFocalCrossentropy().call(y, p))[0], Is.EqualTo(each).Within(1e-5));
        Assert.That(Run(keras.losses.BinaryFocalCrossentropy(apply_class_balancing: true).call(y, p))[0], Is.EqualTo(each * (0.25 + 0.75) / 2).Within(1e-5));
        Assert.That(Run(keras.losses.CategoricalFocalCrossentropy().call(y, p))[0], Is.EqualTo(0.25 * each).Within(1e-5));
        Assert.That(Run(keras.losses.CategoricalHinge().call(y, p))[0], Is.EqualTo(1 + 0.1 - 0.9).Within(1e-5));
    }

    [Test]
    public void SmoothingReductionAndIgnoredClasses()
    {
        var y = tf.constant(new float[,] { { 1, 0 }, { 0, 1 } });
        var p = tf.constant(new float[,] { { 0.8f, 0.2f }, { 0.8f, 0.2f } });
        double right = -Math.Log(0.8), wrong = -Math.Log(0.2);
        Assert.That(Run(keras.losses.CategoricalCrossentropy(label_smoothing: 0.2).call(y, p))[0], Is.EqualTo(0.9 * right + 0.1 * wrong).Within(1e-5));
        Assert.That(Run(keras.losses.CategoricalCrossentropy(reduction: "sum").Apply(y, p))[0], Is.EqualTo(right + wrong).Within(1e-5));
        Assert.That(Run(keras.losses.CategoricalCrossentropy(reduction: "none").Apply(y, p)), Is.EqualTo(new[] { right, wrong }).Within(1e-5));
        Assert.That(Run(keras.losses.SparseCategoricalCrossentropy(ignore_class: -1).call(tf.constant(new[] { 0, -1 }), p)), Is.EqualTo(new[] { right, 0 }).Within(1e-5));
        Assert.That(() => keras.losses.Huber(reduction: "mean"), Throws.TypeOf<global::Tensorflow.ValueError>().With.Message.Contains("Invalid Reduction Key"));
    }
}
