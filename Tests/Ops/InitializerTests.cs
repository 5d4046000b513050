using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops;

public class InitializerTests
{
    [SetUp]
    public void StartGraph()
    {
        tf.reset_default_graph();
        tf.set_random_seed(1);
    }

    [Test]
    public void ConstantsFillTheVariable()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Values(tf.zeros_initializer, 3), Is.EqualTo(new[] { 0f, 0f, 0f }));
            Assert.That(Values(tf.ones_initializer(), 2), Is.EqualTo(new[] { 1f, 1f }));
            Assert.That(Values(tf.constant_initializer(0.5), 2), Is.EqualTo(new[] { 0.5f, 0.5f }));
            Assert.That(Values(tf.constant_initializer(new[] { 1f, 2f }), 4), Is.EqualTo(new[] { 1f, 2f, 2f, 2f }));
            Assert.That(tf.zeros_initializer().Apply(2, tf.int32).dtype, Is.EqualTo(tf.int32));
        });
    }

    [TestCase("glorot_uniform", 2.0 / (40 + 60))]
    [TestCase("glorot_normal", 2.0 / (40 + 60))]
    [TestCase("he_uniform", 2.0 / 40)]
    [TestCase("he_normal", 2.0 / 40)]
    [TestCase("lecun_uniform", 1.0 / 40)]
    [TestCase("lecun_normal", 1.0 / 40)]
    public void TheVarianceFitsTheFans(string name, double variance)
    {
        Initializer initializer = name switch
        {
            "glorot_uniform" => tf.initializers.glorot_uniform,
            "glorot_normal" => tf.initializers.glorot_normal,
            "he_uniform" => tf.initializers.he_uniform,
            "he_normal" => tf.initializers.he_normal(),
            "lecun_uniform" => tf.initializers.lecun_uniform,
            _ => tf.initializers.lecun_normal,
        };
        var values = Values(initializer, new[] { 2, 2, 10, 15 });
        Assert.That(values.Average(v => v * v), Is.EqualTo(variance).Within(0.1 * variance));
    }

    [TestCase(6, 4)]
    [TestCase(4, 6)]
    public void OrthogonalMatricesAreOrthogonal(int rows, int columns)
    {
        var matrix = Values(tf.orthogonal_initializer(gain: 2.0), new[] { rows, columns });
        var (count, length) = rows < columns ? (rows, columns) : (columns, rows);
        float At(int vector, int i) => rows < columns ? matrix[vector * columns + i] : matrix[i * columns + vector];
        for (var a = 0; a < count; a++)
            for (var b = 0; b < count; b++)
                Assert.That(Enumerable.Range(0, length).Sum(i => At(a, i) * At(b, i)), Is.EqualTo(a == b ? 4f : 0f).Within(1e-5f));
    }

    [Test]
    public void WrongSettingsAreNamed() => Assert.Multiple(() =>
    {
        Assert.That(() => tf.variance_scaling_initializer(mode: "fan"), Throws.TypeOf<ValueError>().With.Message.Contains("fan_avg"));
        Assert.That(() => tf.variance_scaling_initializer(scale: 0), Throws.TypeOf<ValueError>().With.Message.Contains("positive"));
        Assert.That(() => tf.glorot_uniform_initializer(dtype: tf.int32), Throws.TypeOf<ValueError>().With.Message.Contains("int32"));
        Assert.That(() => tf.orthogonal_initializer().Apply(3), Throws.TypeOf<ValueError>().With.Message.Contains("two-dimensional"));
    });

    private static float[] Values(Initializer initializer, Shape shape)
    {
        var tensor = initializer.Apply(shape);
        using var session = tf.Session(tf.get_default_graph());
        return session.run(tensor).ToArray<float>();
    }
}
