using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops;

/// <summary>Compares what operations give with values from elsewhere: worked by hand, or by a formula in plain C#.</summary>
sealed class ValueCheck
{
    readonly List<(Tensor Y, double[] Want, double Tolerance)> numbers = [];
    readonly List<(Tensor Y, string[] Want)> texts = [];
    readonly List<(Operation Op, string Path, string Want)> writers = [];

    public ValueCheck() => tf.reset_default_graph();

    /// <summary>The elements of y in row-major order.</summary>
    public void Gives(Tensor y, double[] want, double tolerance = 1e-6) => numbers.Add((y, want, tolerance));

    /// <summary>Two tensors are alike.</summary>
    public void Same(Tensor y, Tensor other) => Gives(tf.reduce_sum(tf.cast(tf.equal(y, other), tf.int32)), [y.shape.size]);

    /// <summary>The texts of a tensor of strings.</summary>
    public void GivesText(Tensor y, params string[] want) => texts.Add((y, want));

    /// <summary>What an operation writes into the file that it is given.</summary>
    public void Writes(Func<string, Operation> make, string want)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        writers.Add((make(path), path, want));
    }

    /// <summary>A variable with these values.</summary>
    public static RefVariable Variable(double[] values, params int[] dims) =>
        tf.Variable(tf.constant(values, tf.float64, dims.Length == 0 ? new Shape([values.Length]) : new Shape(dims)));

    /// <summary>Runs all at once, variables initialized, and compares.</summary>
    public void Run()
    {
        using var session = tf.Session();
        if (tf.global_variables() is { Count: > 0 } variables) session.run(tf.variables_initializer(variables));
        foreach (var (op, path, want) in writers)
        {
            session.run(op);
            Assert.That(File.ReadAllText(path), Is.EqualTo(want), op.name);
            File.Delete(path);
        }
        object[] fetches = [.. numbers.Select(n => n.Y), .. texts.Select(t => t.Y)];
        if (fetches.Length == 0) return;
        var got = session.Execute(fetches, [], Elements);
        Assert.Multiple(() =>
        {
            for (var i = 0; i < numbers.Count; i++) Assert.That(got[i], Is.EqualTo(numbers[i].Want).Within(numbers[i].Tolerance), numbers[i].Y.name);
            for (var i = 0; i < texts.Count; i++) Assert.That(got[numbers.Count + i], Is.EqualTo(texts[i].Want), texts[i].Y.name);
        });
    }

    static Array Elements(TensorValue value) => value.IsObject
        ? value.Texts()
        : Enumerable.Range(0, value.Count).Select(value.AsDouble).ToArray();
}
