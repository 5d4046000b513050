using NumSharp;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras;
using Tensorflow.Keras.Layers;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;
using Shape = Tensorflow.Shape;
using ValueError = Tensorflow.ValueError;

namespace TfExercises.Tests.Keras.Layers;

/// <summary>Recurrent layers beyond golden's cases: loops against unrolled steps, states, masks, cells, wrappers, errors.</summary>
public class RecurrentTests
{
    Graph _graph = null!;

    [SetUp]
    public void FreshGraph()
    {
        _graph = new Graph().as_default();
        tf.set_random_seed(3);
        np.random.seed(3);
    }

    [TearDown]
    public void LeaveGraph()
    {
        keras.backend.get_session().Dispose();
        _graph.Dispose();
    }

    static IEnumerable<TestCaseData> Kinds()
    {
        foreach (var kind in new[] { "SimpleRNN", "LSTM", "GRU", "GRU before" })
        {
            foreach (var (sequences, backwards, masked) in new[] { (false, false, false), (true, false, false), (true, true, true), (false, false, true) })
                yield return new TestCaseData(kind, sequences, backwards, masked);
        }
    }

    static RNN Make(string kind, int units, bool unroll = false, bool return_sequences = false, bool return_state = false, bool go_backwards = false, bool stateful = false,
        double dropout = 0, double recurrent_dropout = 0, string? name = null) => kind switch
        {
            "SimpleRNN" => keras.layers.SimpleRNN(units, return_sequences: return_sequences, return_state: return_state, go_backwards: go_backwards, stateful: stateful, unroll: unroll,
                dropout: dropout, recurrent_dropout: recurrent_dropout, name: name),
            "LSTM" => keras.layers.LSTM(units, return_sequences: return_sequences, return_state: return_state, go_backwards: go_backwards, stateful: stateful, unroll: unroll,
                dropout: dropout, recurrent_dropout: recurrent_dropout, name: name),
            _ => keras.layers.GRU(units, return_sequences: return_sequences, return_state: return_state, go_backwards: go_backwards, stateful: stateful, unroll: unroll,
                dropout: dropout, recurrent_dropout: recurrent_dropout, reset_after: kind == "GRU", name: name),
        };

    static NDArray Random(params int[] shape) => np.random.randn(Array.ConvertAll(shape, d => (long)d)).astype(np.float32);

    static float[] Floats(NDArray array) => array.astype(np.float32).ToArray<float>();

    static NDArray[] Run(params Tensor[] fetches) => keras.backend.get_session().run(fetches.Cast<object>());

    static void AreClose(NDArray got, NDArray want, double tolerance = 1e-6) => Assert.That(Floats(got), Is.EqualTo(Floats(want)).Within(tolerance));

    [TestCaseSource(nameof(Kinds))]
    public void TheLoopGivesWhatUnrolledStepsGive(string kind, bool sequences, bool backwards, bool masked)
    {
        var x = tf.constant(Random(3, 5, 2));
        var mask = masked ? tf.constant(new[,] { { true, true, true, false, false }, { true, false, true, true, true }, { false, false, true, true, false } }) : null;
        var unrolled = Make(kind, 4, unroll: true, return_sequences: sequences, return_state: true, go_backwards: backwards);
        var looped = Make(kind, 4, unroll: false, return_sequences: sequences, return_state: true, go_backwards: backwards);
        Tensors wanted = unrolled.Apply(x, mask), got = looped.Apply(x, mask);
        looped.set_weights(unrolled.get_weights());
        Assert.That(got.Select(t => t.shape.ToString()), Is.EqualTo(wanted.Select(t => t.shape.ToString())));
        static Tensor[] WithGradients(RNN layer, Tensors results, Tensor x)
        {
            var loss = results.Select((t, i) => tf.reduce_sum(tf.square(t) * (float)(i + 1))).Aggregate((a, b) => a + b);
            return [.. results, .. tf.gradients(loss, [.. layer.trainable_weights.Select(w => (Tensor)w), x])!];
        }
        var want = Run(WithGradients(unrolled, wanted, x));
        var have = Run(WithGradients(looped, got, x));
        for (var i = 0; i < want.Length; i++) AreClose(have[i], want[i], 1e-5);
    }

    [Test]
    public void TheLoopsGraphDoesNotGrowWithTheSteps()
    {
        int Nodes(int steps, bool unroll)
        {
            using var graph = new Graph().as_default();
            var layer = keras.layers.LSTM(3, unroll: unroll);
            var output = layer.Apply(tf.placeholder(tf.float32, [-1, steps, 2])).Single;
            tf.gradients(tf.reduce_sum(output), [.. layer.trainable_weights.Select(w => (Tensor)w)]);
            return graph.get_operations().Count;
        }
        Assert.Multiple(() =>
        {
            Assert.That(Nodes(50, false), Is.EqualTo(Nodes(5, false)));
            Assert.That(Nodes(50, true), Is.GreaterThan(5 * Nodes(5, true)));
        });
    }

    [Test]
    public void TheNumberOfStepsMayBeUnknown()
    {
        var model = keras.Sequential([keras.layers.GRU(3, input_shape: [-1, 2])]);
        var x = Random(2, 6, 2);
        var whole = Floats(model.predict(x));
        var shorter = Floats(model.predict(x[":, :4"]));
        Assert.That(whole, Has.Length.EqualTo(6).And.Not.EqualTo(shorter));
    }

    [TestCase("SimpleRNN")]
    [TestCase("LSTM")]
    [TestCase("GRU")]
    public void ALayerIsItsCellOverTheSteps(string kind)
    {
        var x = tf.constant(Random(2, 3, 2));
        var layer = Make(kind, 4, return_sequences: true);
        RecurrentCell cell = kind switch { "SimpleRNN" => keras.layers.SimpleRNNCell(4), "LSTM" => keras.layers.LSTMCell(4), _ => keras.layers.GRUCell(4) };
        var byCell = keras.layers.RNN(cell, return_sequences: true);
        var wanted = layer.Apply(x).Single;
        var got = byCell.Apply(x).Single;
        // One step after the other by hand.
        var states = cell.get_initial_state(tf.constant(2));
        var outputs = new List<Tensor>();
        for (var t = 0; t < 3; t++)
        {
            var step = cell.Apply(new Tensors([x[":", t], .. states])).ToArray();
            outputs.Add(step[0]);
            states = step[1..];
        }
        byCell.set_weights(layer.get_weights());
        var values = Run(wanted, got, tf.stack(outputs.ToArray(), 1));
        AreClose(values[1], values[0]);
        AreClose(values[2], values[0]);
    }

    [Test]
    public void StackedCellsAreLayersOneUponTheOther()
    {
        var x = tf.constant(Random(2, 4, 3));
        RNN lower = keras.layers.LSTM(5, return_sequences: true), upper = keras.layers.GRU(4, return_state: true);
        var wanted = upper.Apply(lower.Apply(x).Single);
        var stacked = keras.layers.RNN([keras.layers.LSTMCell(5), keras.layers.GRUCell(4)], return_state: true);
        var got = stacked.Apply(x);
        stacked.set_weights([.. lower.get_weights(), .. upper.get_weights()]);
        Assert.That(got, Has.Count.EqualTo(4), "output, h and c of the lower cell, h of the upper one");
        var values = Run(wanted[0], got[0], wanted[1], got[3]);
        AreClose(values[1], values[0]);
        AreClose(values[3], values[2]);
    }

    /// <summary>A cell as a program writes one: h' = h + x w.</summary>
    sealed class Adder(int units) : RecurrentCell
    {
        RefVariable? _w;

        public int units { get; } = units;

        public override int[] state_size => [units];

        public override void build(Shape[] input_shapes) => _w = add_weight("w", [input_shapes[0][-1], units]);

        public override Tensors call(Tensors inputs, CallOptions options)
        {
            var h = inputs[1] + tf.matmul(inputs[0], _w!);
            return [h, h];
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public void AProgramsOwnCell(bool unroll)
    {
        var x = Random(2, 5, 3);
        var layer = keras.layers.RNN(new Adder(2), unroll: unroll);
        var output = layer.Apply(tf.constant(x)).Single;
        var w = Random(3, 2);
        layer.set_weights([w]);
        AreClose(Run(output)[0], np.dot(np.sum(x, 1), w), 1e-5);
    }

    [TestCase("SimpleRNN", true)]
    [TestCase("LSTM", false)]
    [TestCase("GRU", true)]
    public void AStatefulLayerGoesOnWhereItStopped(string kind, bool unroll)
    {
        var x = Random(2, 6, 3);
        var whole = Make(kind, 4, unroll: unroll);
        var parts = Make(kind, 4, unroll: unroll, stateful: true);
        var sequence = keras.Input([6, 3]);
        var all = keras.Model(sequence, whole.Apply(sequence));
        var input = keras.Input([3, 3], batch_size: 2);
        var half = keras.Model(input, parts.Apply(input));
        parts.set_weights(whole.get_weights());
        var wanted = all.predict(x);
        half.predict(x[":, :3"], batch_size: 2);
        AreClose(half.predict(x[":, 3:"], batch_size: 2), wanted);
        Assert.That(Floats(half.predict(x[":, 3:"], batch_size: 2)), Is.Not.EqualTo(Floats(wanted)).Within(1e-6), "it went on from there");
        parts.reset_states();
        half.predict(x[":, :3"], batch_size: 2);
        AreClose(half.predict(x[":, 3:"], batch_size: 2), wanted);
        half.reset_states();
        half.predict(x[":, :3"]);
        AreClose(half.predict(x[":, 3:"]), wanted);
    }

    [Test]
    public void StatesPassFromOneLayerToAnother()
    {
        var x = Random(2, 6, 3);
        var encoder = keras.layers.LSTM(4, return_state: true);
        var decoder = keras.layers.LSTM(4);
        var whole = keras.layers.LSTM(4);
        var first = encoder.Apply(tf.constant(x[":, :2"]));
        var second = decoder.Apply(tf.constant(x[":, 2:"]), initial_state: [first[1], first[2]]).Single;
        var wanted = whole.Apply(tf.constant(x)).Single;
        decoder.set_weights(encoder.get_weights());
        whole.set_weights(encoder.get_weights());
        var values = Run(second, wanted);
        AreClose(values[0], values[1]);
    }

    [TestCase(1)]
    [TestCase(2)]
    public void DropoutDropsTheSameInAllSteps(int implementation)
    {
        var x = np.ones(new NumSharp.Shape(4, 3, 50), np.float32);
        var cell = keras.layers.LSTMCell(50, dropout: 0.4, implementation: implementation);
        cell.EnsureBuilt([[4, 50]]);
        cell.set_weights([np.concatenate([.. Enumerable.Repeat(np.eye(50).astype(np.float32), 4)], 1), np.zeros(new NumSharp.Shape(50, 200), np.float32), np.zeros(new NumSharp.Shape(200), np.float32)]);
        var projected = cell.Begin(tf.constant(3), training: true).Project(tf.constant(x));
        var values = Floats(Run(projected)[0]);
        // The rows of Project are (steps, batch) in a layer; here the first axis stands for the steps.
        for (var step = 1; step < 4; step++)
            Assert.That(values[(step * 600)..(step * 600 + 600)], Is.EqualTo(values[..600]), "the same in all steps");
        Assert.That(values, Has.All.EqualTo(0).Or.EqualTo(1 / 0.6f).Within(1e-6));
        var gatesDiffer = Enumerable.Range(0, 50).Any(c => values[c] != values[c + 50]);
        Assert.That(gatesDiffer, Is.EqualTo(implementation == 1), "each gate drops its own with implementation 1");
        Assert.That(values.Count(v => v == 0) / (double)values.Length, Is.EqualTo(0.4).Within(0.12));
    }

    [Test]
    public void RecurrentDropoutTakesTheFirstImplementation()
    {
        Assert.Multiple(() =>
        {
            Assert.That(keras.layers.LSTM(3, recurrent_dropout: 0.3).implementation, Is.EqualTo(1));
            Assert.That(keras.layers.GRU(3).implementation, Is.EqualTo(2));
        });
    }

    [TestCase("SimpleRNN")]
    [TestCase("LSTM")]
    [TestCase("GRU")]
    public void DropoutLeavesPredictionAlone(string kind)
    {
        var x = tf.constant(Random(2, 3, 2));
        RNN plain = Make(kind, 4), dropping = Make(kind, 4, dropout: 0.5, recurrent_dropout: 0.3);
        var wanted = plain.Apply(x).Single;
        var predicted = dropping.Apply(x, training: false).Single;
        var trained = dropping.Apply(x, training: true).Single;
        dropping.set_weights(plain.get_weights());
        var values = Run(wanted, predicted, trained);
        AreClose(values[1], values[0]);
        Assert.That(Floats(values[2]), Is.Not.EqualTo(Floats(values[0])).Within(1e-4));
    }

    [TestCase("concat")]
    [TestCase("sum")]
    [TestCase("mul")]
    [TestCase("ave")]
    public void BidirectionalPutsBothWaysTogether(string mode)
    {
        var x = tf.constant(Random(2, 4, 3));
        var both = keras.layers.Bidirectional(keras.layers.GRU(5, return_sequences: true, return_state: true), merge_mode: mode);
        var got = both.Apply(x);
        RNN there = keras.layers.GRU(5, return_sequences: true), back = keras.layers.GRU(5, return_sequences: true, go_backwards: true);
        var f = there.Apply(x).Single;
        var b = tf.reverse(back.Apply(x).Single, new[] { 1 });
        there.set_weights(both.forward_layer.get_weights());
        back.set_weights(both.backward_layer.get_weights());
        var wanted = mode switch { "concat" => tf.concat(new[] { f, b }, -1), "sum" => f + b, "mul" => f * b, _ => (f + b) / 2f };
        Assert.That(got, Has.Count.EqualTo(3), "the output and a state of each");
        var values = Run(got[0], wanted, got[2], b[":", 0]);
        AreClose(values[0], values[1]);
        AreClose(values[2], values[3]);
    }

    [Test]
    public void TimeDistributedAppliesTheLayerToEachStep()
    {
        var x = tf.constant(Random(2, 3, 4, 5));
        var inner = keras.layers.Dense(6, activation: "tanh");
        var whole = keras.layers.TimeDistributed(inner).Apply(x).Single;
        Assert.That(whole.shape, Is.EqualTo(new Shape(2, 3, 4, 6)));
        var step = inner.Apply(x[":", 1]).Single;
        var values = Run(whole[":", 1], step);
        AreClose(values[0], values[1]);
    }

    [Test]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Multiple(() =>
        {
            Fails("Input 0 of layer \"lstm\" is incompatible with the layer: expected ndim=3, found ndim=2. Full shape received: (?, 4)",
                () => keras.layers.LSTM(3).Apply(tf.placeholder(tf.float32, [-1, 4])));
            Fails("Cannot unroll the RNN \"gru\" if the time dimension is undefined: its inputs have the shape (?, ?, 4). Give the steps a fixed number in input_shape, or use unroll: false.",
                () => keras.layers.GRU(3, unroll: true).Apply(tf.placeholder(tf.float32, [-1, -1, 4])));
            Fails("An `initial_state` was passed to the layer \"lstm_1\" that is not compatible with `cell.state_size`. Received shapes (2, 3); however `cell.state_size` is [3, 3].",
                () => keras.layers.LSTM(3).Apply(tf.placeholder(tf.float32, [2, 5, 4]), initial_state: [tf.zeros([2, 3])]));
            Fails("If a RNN is stateful, it needs to know its batch size. Specify the batch size of your input tensors: give `batch_size` to keras.Input, or `batch_input_shape` to the first layer. The layer \"simple_rnn\" received inputs of shape (?, 5, 4).",
                () => keras.layers.SimpleRNN(3, stateful: true).Apply(tf.placeholder(tf.float32, [-1, 5, 4])));
            Fails("Received an invalid value for argument `units`, expected a positive integer, got 0.", () => keras.layers.GRU(0));
            Fails("Received an invalid value for argument `dropout`, expected a number from 0 to 1, got 1.5.", () => keras.layers.GRU(1, dropout: 1.5));
            Fails("Invalid merge mode. Received: max. Merge mode should be one of {\"sum\", \"mul\", \"ave\", \"concat\", null}",
                () => keras.layers.Bidirectional(keras.layers.LSTM(2), merge_mode: "max"));
        });
        static void Fails(string text, Action action) => Assert.That(action, Throws.InstanceOf<ValueError>().With.Message.EqualTo(text));
    }

    [Test]
    public void OnlyStatefulLayersHaveStatesToReset()
    {
        var layer = keras.layers.LSTM(2);
        Assert.That(() => layer.reset_states(), Throws.InstanceOf<ValueError>().With.Message.StartsWith("Layer must be stateful: \"lstm\""));
    }
}
