using NUnit.Framework;
using Tensorflow;
using Tensorflow.Rnn;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Rnn;

/// <summary>tf.nn.dynamic_rnn gives what the same cell unrolled by tf.nn.static_rnn gives, values and gradients.</summary>
public sealed class DynamicRnnTests(string engine) : OnBothEngines(engine)
{
    const int Batch = 3, Steps = 4, Features = 2, Units = 5;

    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    static readonly Dictionary<string, Func<RNNCell>> s_cells = new()
    {
        ["BasicRNNCell"] = () => tf.nn.rnn_cell.BasicRNNCell(Units),
        ["GRUCell"] = () => tf.nn.rnn_cell.GRUCell(Units),
        ["BasicLSTMCell"] = () => tf.nn.rnn_cell.BasicLSTMCell(Units),
        ["BasicLSTMCell with one state tensor"] = () => tf.nn.rnn_cell.BasicLSTMCell(Units, state_is_tuple: false),
        ["LSTMCell with everything"] = () => tf.nn.rnn_cell.LSTMCell(Units, use_peepholes: true, cell_clip: 0.8, num_proj: 3, proj_clip: 0.5),
        ["MultiRNNCell"] = () => tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.GRUCell(3), tf.nn.rnn_cell.LSTMCell(Units)]),
        ["ResidualWrapper"] = () => tf.nn.rnn_cell.ResidualWrapper(tf.nn.rnn_cell.BasicRNNCell(Features)),
    };

    static IEnumerable<string> Cells() => s_cells.Keys;

    [Test]
    public void EqualsTheUnrolledNetwork([ValueSource(nameof(Cells))] string name, [Values] bool withLengths, [Values] bool timeMajor)
    {
        var x = tf.placeholder(tf.float32, new[] { -1, -1, Features });
        var lengths = tf.placeholder(tf.int32, new[] { -1 });
        var given = withLengths ? lengths : default(TensorLike);
        var cell = s_cells[name]();
        var (outputs, state) = tf.nn.dynamic_rnn(cell, x, given, dtype: tf.float32, time_major: timeMajor);
        var known = tf.ensure_shape(x, timeMajor ? new[] { Steps, -1, Features } : new[] { -1, Steps, Features });
        var time = timeMajor ? 0 : 1;
        var (unrolled, want) = tf.nn.static_rnn(cell, tf.unstack(known, axis: time), dtype: tf.float32, sequence_length: given, scope: "unrolled");
        Assert.That(tf.trainable_variables().Select(v => v.op.name), Is.All.StartWith("rnn/"));
        Assert.That(outputs.shape, Is.EqualTo(new Shape(-1, -1, cell.output_size)));
        Same([outputs, .. state.flatten()], [tf.stack(unrolled, time), .. want.flatten()], x,
            (x, timeMajor ? RandomValue.Of(1, Steps, Batch, Features) : RandomValue.Of(1, Batch, Steps, Features)), (lengths, new[] { 2, 0, 4 }));
    }

    [Test]
    public void AnInitialStateThatIsLearned()
    {
        var x = tf.placeholder(tf.float32, new[] { Batch, -1, Features });
        var initial = tf.get_variable("initial", new[] { Batch, Units });
        var cell = tf.nn.rnn_cell.GRUCell(Units);
        var (outputs, state) = tf.nn.dynamic_rnn(cell, x, initial_state: initial);
        var (unrolled, want) = tf.nn.static_rnn(cell, tf.unstack(tf.ensure_shape(x, new[] { Batch, Steps, Features }), axis: 1), initial_state: initial, scope: "unrolled");
        Assert.That((outputs.shape, ((Tensor)state).shape), Is.EqualTo((new Shape(Batch, -1, Units), new Shape(Batch, Units))));
        Same([outputs, state], [tf.stack(unrolled, 1), want], x, (x, RandomValue.Of(1, Batch, Steps, Features)));
    }

    [Test]
    public void LengthsBelowAllStepsLeaveZeros()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, -1, Features });
        var lengths = tf.placeholder(tf.int64, new[] { -1 });
        var (outputs, state) = tf.nn.dynamic_rnn(tf.nn.rnn_cell.BasicRNNCell(Units), x, lengths, dtype: tf.float32);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        var (values, last) = session.run((outputs, state), (x, RandomValue.Of(1, 2, 6, Features)), (lengths, new long[] { 1, 2 }));
        Assert.That(values.shape, Is.EqualTo(new[] { 2, 6, Units }));
        var v = values.ToArray<float>();
        Assert.That(v[Units..(6 * Units)], Is.All.EqualTo(0f));
        Assert.That(v[(8 * Units)..], Is.All.EqualTo(0f));
        Assert.That(last.ToArray<float>(), Is.EqualTo(v[..Units].Concat(v[(7 * Units)..(8 * Units)])));
    }

    [Test]
    public void OneGraphForAnyBatchAndLength()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, -1, Features });
        var (outputs, state) = tf.nn.dynamic_rnn(tf.nn.rnn_cell.BasicLSTMCell(Units), x, dtype: tf.float32);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        var size = tf.get_default_graph().get_operations().Count;
        foreach (var (batch, steps) in new[] { (1, 1), (2, 7), (5, 30), (2, 7) })
        {
            var (value, h) = session.run((outputs, state.h), (x, RandomValue.Of(1, batch, steps, Features)));
            Assert.That(value.shape, Is.EqualTo(new[] { batch, steps, Units }));
            Assert.That(h.ToArray<float>()[..Units], Is.EqualTo(value.ToArray<float>()[((steps - 1) * Units)..(steps * Units)]));
        }
        Assert.That(tf.get_default_graph().get_operations(), Has.Count.EqualTo(size));
    }

    [Test]
    public void Bidirectional([Values] bool withLengths, [Values] bool timeMajor)
    {
        int[] dims = timeMajor ? [Steps, Batch, Features] : [Batch, Steps, Features];
        var x = tf.placeholder(tf.float32, dims);
        TensorLike lengths = withLengths ? tf.constant(new[] { 3, 4, 1 }) : default(TensorLike);
        var (forward, backward) = (tf.nn.rnn_cell.BasicLSTMCell(3), tf.nn.rnn_cell.GRUCell(2));
        var ((fw, bw), (stateFw, stateBw)) = tf.nn.bidirectional_dynamic_rnn(forward, backward, x, lengths, dtype: tf.float32, time_major: timeMajor);
        Assert.That(tf.trainable_variables().Select(v => v.op.name), Is.EqualTo(new[]
        {
            "bidirectional_rnn/fw/basic_lstm_cell/kernel", "bidirectional_rnn/fw/basic_lstm_cell/bias",
            "bidirectional_rnn/bw/gru_cell/gates/kernel", "bidirectional_rnn/bw/gru_cell/gates/bias",
            "bidirectional_rnn/bw/gru_cell/candidate/kernel", "bidirectional_rnn/bw/gru_cell/candidate/bias",
        }));
        var time = timeMajor ? 0 : 1;
        var (unrolled, wantFw, wantBw) = tf.nn.static_bidirectional_rnn(forward, backward, tf.unstack(x, axis: time), dtype: tf.float32, sequence_length: lengths, scope: "unrolled");
        Same([tf.concat([fw, bw], 2), stateFw.c, stateFw.h, stateBw], [tf.stack(unrolled, time), wantFw.c, wantFw.h, wantBw], x, (x, RandomValue.Of(1, dims)));
    }

    [Test]
    public void DropoutInsideTheLoop()
    {
        var x = tf.ones(new[] { 1, 3, 500 });
        var cell = tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.ResidualWrapper(tf.nn.rnn_cell.BasicRNNCell(500), (inputs, _) => inputs), output_keep_prob: 0.5);
        var (outputs, _) = tf.nn.dynamic_rnn(cell, x, dtype: tf.float32);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        var values = session.run(outputs).ToArray<float>();
        Assert.That(values.Distinct().Order(), Is.EqualTo(new[] { 0f, 2f }));
        Assert.That(values[..500], Is.Not.EqualTo(values[500..1000]), "each step draws its own mask");
        Assert.That(values.Count(v => v > 0), Is.InRange(600, 900));
    }

    [Test]
    public void ACellThatMakesItsVariablesByGetVariable()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, -1, 1 });
        var (outputs, _) = tf.nn.dynamic_rnn(new Adder(), x, dtype: tf.float32);
        Assert.That(tf.global_variables().Select(v => v.name), Is.EqualTo(new[] { "rnn/adder/step:0" }));
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        Assert.That(session.run(outputs, (x, new float[,,] { { { 1 }, { 1 }, { 1 } } })).ToArray<float>(), Is.EqualTo(new[] { 2f, 4f, 6f }));
    }

    sealed class Adder : RNNCell
    {
        public override StateSize state_size => 1;

        public override int output_size => 1;

        protected override (Tensor output, RnnState state) call(Tensor inputs, RnnState state)
        {
            var sum = state + inputs + tf.get_variable("step", new[] { 1 }, initializer: tf.ones_initializer);
            return (sum, sum);
        }
    }

    [Test]
    public void Learns()
    {
        // The sign of the sum of a sequence, which only a network with a memory can tell.
        tf.set_random_seed(1);
        var x = tf.placeholder(tf.float32, new[] { -1, -1, 1 });
        var y = tf.placeholder(tf.int32, new[] { -1 });
        var (_, state) = tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(8), x, dtype: tf.float32);
        var logits = tf.layers.dense(state.h, 2);
        var loss = tf.losses.sparse_softmax_cross_entropy(y, logits);
        var train = tf.train.AdamOptimizer(0.02).minimize(loss);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        float first = 0, last = 0;
        for (var i = 0; i < 150; i++)
        {
            var values = RandomValue.Of(i, 32, 6, 1);
            var labels = Enumerable.Range(0, 32).Select(row => values.Span<float>().Slice(row * 6, 6).ToArray().Sum() > 0 ? 1 : 0).ToArray();
            session.run(train, (x, values), (y, labels));
            last = (float)session.run(loss, (x, values), (y, labels));
            if (i == 0) first = last;
        }
        Assert.That(last, Is.LessThan(first / 3));
    }

    static void Same(Tensor[] got, Tensor[] want, Tensor x, params FeedItem[] feeds)
    {
        TensorLike[] xs = [x, .. tf.trainable_variables().Select(v => (TensorLike)v)];
        var (gradients, wanted) = (tf.gradients(Weighted(got), xs), tf.gradients(Weighted(want), xs));
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        object[] fetches = [.. got.Concat(gradients).Zip(want.Concat(wanted)).SelectMany(pair => new object[] { pair.First!, pair.Second! })];
        var values = session.run(fetches, feeds);
        for (var i = 0; i < values.Length; i += 2)
        {
            Assert.That(values[i].shape, Is.EqualTo(values[i + 1].shape));
            Assert.That(values[i].ToArray<float>(), Is.EqualTo(values[i + 1].ToArray<float>()).Within(1e-5));
        }
    }

    static Tensor Weighted(Tensor[] tensors) =>
        tf.add_n(tensors.Select((t, i) => tf.reduce_sum(t * tf.random.stateless_normal(tf.shape(t), new[] { 5, i }))));
}
