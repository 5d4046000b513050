using NUnit.Framework;
using Tensorflow;
using Const = Tensorflow.Ops.Const;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops;

/// <summary>
/// Compares gradient rules with central differences along one random direction, and once more for the gradients
/// themselves (second order).
/// </summary>
sealed class GradientCheck
{
    readonly List<(Tensor X, TensorValue Value)> inputs = [];
    readonly Random random = new(7);
    readonly TF_DataType dtype;
    readonly bool onlyBuilds;

    /// <param name="dtype">The type of the inputs: float64, or float32 where the operation takes nothing else.</param>
    /// <param name="onlyBuilds">True to add the operations that a check needs to the default graph, and to run none.</param>
    public GradientCheck(TF_DataType dtype = TF_DataType.TF_DOUBLE, bool onlyBuilds = false)
    {
        this.dtype = dtype;
        this.onlyBuilds = onlyBuilds;
        tf.reset_default_graph();
    }

    /// <summary>A placeholder with random values in [low, high), whose gradient is checked.</summary>
    public Tensor Input(int[] dims, double low = -1, double high = 1)
    {
        var x = tf.placeholder(dtype, dims);
        inputs.Add((x, Values(dims, low, high)));
        return x;
    }

    /// <summary>Checks the gradient of a random weighting of y, and the gradient of a random weighting of those gradients.</summary>
    public void Verify(Tensor y, bool second = true)
    {
        var gradients = VerifyOnce("first", Weighted(y));
        if (second) VerifyOnce("second", tf.add_n([.. gradients.OfType<Tensor>().Select(Weighted)]));
    }

    Tensor?[] VerifyOnce(string order, Tensor loss)
    {
        Tensor[] xs = [.. inputs.Select(i => i.X)];
        var gradients = tf.gradients(loss, xs);
        if (onlyBuilds) return gradients;
        using var session = tf.Session();
        TensorValue[] directions = [.. inputs.Select(i => Values(i.Value.Dims, -1, 1))];
        var step = dtype == TF_DataType.TF_DOUBLE ? 1e-5 : 1e-2;
        var difference = (Loss(session, loss, directions, step) - Loss(session, loss, directions, -step)) / (2 * step);
        double slope = 0;
        for (var i = 0; i < xs.Length; i++)
        {
            if (gradients[i] is not { } gradient) continue;
            var value = session.Execute([gradient], Feeds(directions, 0), v => v.Clone())[0]!;
            Assert.That(value.Dims, Is.EqualTo(inputs[i].Value.Dims), $"{order} gradient of input {i}: shape");
            for (var e = 0; e < value.Count; e++) slope += value.AsDouble(e) * directions[i].AsDouble(e);
        }
        var tolerance = dtype == TF_DataType.TF_DOUBLE ? 1e-6 : 2e-2;
        Assert.That(slope, Is.EqualTo(difference).Within(tolerance * (1 + Math.Abs(difference))), $"{order} gradient along a random direction");
        return gradients;
    }

    double Loss(Session session, Tensor loss, TensorValue[] directions, double step) => session.Execute([loss], Feeds(directions, step), v => v.Clone())[0]!.AsDouble(0);

    FeedItem[] Feeds(TensorValue[] directions, double step)
    {
        var feeds = new FeedItem[inputs.Count];
        for (var i = 0; i < feeds.Length; i++)
        {
            var (x, value) = inputs[i];
            feeds[i] = (x, Filled(value.Dims, e => value.AsDouble(e) + step * directions[i].AsDouble(e)));
        }
        return feeds;
    }

    Tensor Weighted(Tensor y) => tf.reduce_sum(y * Const.Apply(Values(y.shape.ToInts(), -1, 1)));

    TensorValue Values(int[] dims, double low, double high) => Filled(dims, _ => low + (high - low) * random.NextDouble());

    TensorValue Filled(int[] dims, Func<int, double> element)
    {
        var value = TensorValue.Allocate(dtype, dims);
        for (var e = 0; e < value.Count; e++)
        {
            if (dtype == TF_DataType.TF_DOUBLE) value.Span<double>()[e] = element(e);
            else value.Span<float>()[e] = (float)element(e);
        }
        return value;
    }
}
