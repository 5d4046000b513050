using NUnit.Framework;
using Tensorflow;
using Tensorflow.Rnn;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Rnn;

/// <summary>One step of each cell against its formula put together by hand, and the names of its variables and operations.</summary>
public sealed class CellTests(string engine) : OnBothEngines(engine)
{
    const int Batch = 4, Features = 3, Units = 5;

    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    [Test]
    public void BasicRNNCell() => Same(tf.nn.rnn_cell.BasicRNNCell(Units), (x, s, w) =>
    {
        var y = tf.tanh(Affine(x, s[0], w[0], w[1]));
        return [y, y];
    });

    [Test]
    public void BasicRNNCellWithRelu() => Same(tf.nn.rnn_cell.BasicRNNCell(Units, activation: tf.nn.relu), (x, s, w) =>
    {
        var y = tf.nn.relu(Affine(x, s[0], w[0], w[1]));
        return [y, y];
    });

    [Test]
    public void GRUCell() => Same(tf.nn.rnn_cell.GRUCell(Units), (x, s, w) =>
    {
        var gates = tf.sigmoid(Affine(x, s[0], w[0], w[1]));
        var (r, u) = (gates["..., :5"], gates["..., 5:"]);
        var c = tf.tanh(Affine(x, r * s[0], w[2], w[3]));
        var y = u * s[0] + (1f - u) * c;
        return [y, y];
    });

    [Test]
    public void GRUCellBiasesBeginWithOnesForTheGates()
    {
        tf.nn.rnn_cell.GRUCell(Units).apply(Inputs(), tf.zeros(new[] { Batch, Units }));
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        Assert.That(session.run(tf.global_variables()[1]).ToArray<float>(), Is.All.EqualTo(1f));
        Assert.That(session.run(tf.global_variables()[3]).ToArray<float>(), Is.All.EqualTo(0f));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void BasicLSTMCell(bool tuple) => Same(tf.nn.rnn_cell.BasicLSTMCell(Units, forget_bias: 0.7, state_is_tuple: tuple), (x, s, w) => Lstm(tuple, x, s, w, 0.7f));

    [TestCase(true)]
    [TestCase(false)]
    public void LSTMCell(bool tuple) => Same(tf.nn.rnn_cell.LSTMCell(Units, state_is_tuple: tuple), (x, s, w) => Lstm(tuple, x, s, w, 1f));

    [TestCase(true)]
    [TestCase(false)]
    public void LSTMCellWithEverything(bool tuple)
    {
        var cell = tf.nn.rnn_cell.LSTMCell(Units, use_peepholes: true, cell_clip: 0.4, num_proj: 2, proj_clip: 0.1, forget_bias: 0.5, state_is_tuple: tuple,
            initializer: tf.random_uniform_initializer(-1, 1, seed: 3));
        Assert.That((cell.output_size, cell.state_size.ToString()), Is.EqualTo((2, tuple ? "LSTMStateTuple(c=5, h=2)" : "7")));
        Same(cell, (x, s, w) =>
        {
            var (c, m) = tuple ? (s[0], s[1]) : (s[0][":, :5"], s[0][":, 5:"]);
            var z = Affine(x, m, w[0], w[1]);
            var (i, j, f, o) = (z[":, :5"], z[":, 5:10"], z[":, 10:15"], z[":, 15:"]);
            var newC = tf.sigmoid(f + 0.5f + w[2] * c) * c + tf.sigmoid(i + w[3] * c) * tf.tanh(j);
            newC = tf.clip_by_value(newC, -0.4f, 0.4f);
            var newM = tf.clip_by_value(tf.matmul(tf.sigmoid(o + w[4] * newC) * tf.tanh(newC), w[5]), -0.1f, 0.1f);
            return tuple ? [newM, newC, newM] : [newM, tf.concat([newC, newM], 1)];
        });
        Assert.That(tf.trainable_variables().Select(v => v.op.name), Is.EqualTo(new[]
        {
            "lstm_cell/kernel", "lstm_cell/bias", "lstm_cell/w_f_diag", "lstm_cell/w_i_diag", "lstm_cell/w_o_diag", "lstm_cell/projection/kernel",
        }));
    }

    [Test]
    public void MultiRNNCell()
    {
        var cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.GRUCell(2), tf.nn.rnn_cell.BasicLSTMCell(Units)]);
        Assert.That((cell.output_size, cell.state_size.ToString()), Is.EqualTo((Units, "(2, LSTMStateTuple(c=5, h=5))")));
        Same(cell, (x, s, w) =>
        {
            var gates = tf.sigmoid(Affine(x, s[0], w[0], w[1]));
            var (r, u) = (gates[":, :2"], gates[":, 2:"]);
            var below = u * s[0] + (1f - u) * tf.tanh(Affine(x, r * s[0], w[2], w[3]));
            return [.. Lstm(true, below, [s[1], s[2]], [w[4], w[5]], 1f).Take(1), below, .. Lstm(true, below, [s[1], s[2]], [w[4], w[5]], 1f).Skip(1)];
        });
        Assert.That(tf.trainable_variables().Select(v => v.op.name), Is.EqualTo(new[]
        {
            "multi_rnn_cell/cell_0/gru_cell/gates/kernel", "multi_rnn_cell/cell_0/gru_cell/gates/bias",
            "multi_rnn_cell/cell_0/gru_cell/candidate/kernel", "multi_rnn_cell/cell_0/gru_cell/candidate/bias",
            "multi_rnn_cell/cell_1/basic_lstm_cell/kernel", "multi_rnn_cell/cell_1/basic_lstm_cell/bias",
        }));
        Assert.That(cell.trainable_weights, Is.EqualTo(tf.trainable_variables()));
    }

    [Test]
    public void MultiRNNCellWithOneStateTensor()
    {
        var cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.BasicRNNCell(2), tf.nn.rnn_cell.BasicRNNCell(3)], state_is_tuple: false);
        Assert.That((int)cell.state_size, Is.EqualTo(5));
        Same(cell, (x, s, w) =>
        {
            var below = tf.tanh(Affine(x, s[0][":, :2"], w[0], w[1]));
            var above = tf.tanh(Affine(below, s[0][":, 2:"], w[2], w[3]));
            return [above, tf.concat([below, above], 1)];
        });
    }

    [Test]
    public void ResidualWrapper()
    {
        Same(tf.nn.rnn_cell.ResidualWrapper(tf.nn.rnn_cell.BasicRNNCell(Features)), (x, s, w) =>
        {
            var y = tf.tanh(Affine(x, s[0], w[0], w[1]));
            return [x + y, y];
        });
        tf.reset_default_graph();
        Same(tf.nn.rnn_cell.ResidualWrapper(tf.nn.rnn_cell.BasicRNNCell(Features), (x, y) => x * y), (x, s, w) =>
        {
            var y = tf.tanh(Affine(x, s[0], w[0], w[1]));
            return [x * y, y];
        });
        Assert.That(tf.trainable_variables()[0].op.name, Is.EqualTo("basic_rnn_cell/kernel"));
    }

    [Test]
    public void BasicLSTMCellNodes()
    {
        var cell = tf.nn.rnn_cell.BasicLSTMCell(Units);
        var state = new LSTMStateTuple(tf.placeholder(tf.float32, new[] { -1, Units }), tf.placeholder(tf.float32, new[] { -1, Units }));
        cell.apply(Inputs(), state);
        Assert.That(tf.get_default_graph().get_operations().Select(op => $"{op.name} {op.type}").SkipWhile(n => n != "basic_lstm_cell/bias/read Identity").Skip(1), Is.EqualTo(new[]
        {
            "basic_lstm_cell/Const Const",
            "basic_lstm_cell/concat/axis Const",
            "basic_lstm_cell/concat ConcatV2",
            "basic_lstm_cell/MatMul MatMul",
            "basic_lstm_cell/BiasAdd BiasAdd",
            "basic_lstm_cell/split Split",
            "basic_lstm_cell/Const_1 Const",
            "basic_lstm_cell/Add AddV2",
            "basic_lstm_cell/Sigmoid Sigmoid",
            "basic_lstm_cell/Mul Mul",
            "basic_lstm_cell/Sigmoid_1 Sigmoid",
            "basic_lstm_cell/Tanh Tanh",
            "basic_lstm_cell/Mul_1 Mul",
            "basic_lstm_cell/Add_1 AddV2",
            "basic_lstm_cell/Tanh_1 Tanh",
            "basic_lstm_cell/Sigmoid_2 Sigmoid",
            "basic_lstm_cell/Mul_2 Mul",
        }));
    }

    [Test]
    public void ZeroStates()
    {
        var cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.BasicRNNCell(2), tf.nn.rnn_cell.LSTMCell(3, num_proj: 1)]);
        var batch = tf.placeholder(tf.int32, Shape.Scalar);
        var known = cell.zero_state(7, tf.float32);
        var unknown = cell.zero_state(batch, tf.float64);
        Assert.That(known.flatten().Select(t => t.shape), Is.EqualTo(new Shape[] { new(7, 2), new(7, 3), new(7, 1) }));
        Assert.That(unknown.flatten().Select(t => t.shape), Is.EqualTo(new Shape[] { new(-1, 2), new(-1, 3), new(-1, 1) }));
        Assert.That(known[1].h.name, Does.StartWith("MultiRNNCellZeroState/LSTMCellZeroState/zeros_1"));
        using var session = tf.Session();
        var value = session.run(unknown[-1].c, (batch, 6));
        Assert.That(value.shape, Is.EqualTo(new[] { 6, 3 }));
        Assert.That(value.ToArray<double>(), Is.All.EqualTo(0.0));
    }

    [Test]
    public void ACellOfOnesOwn()
    {
        var cell = new Counter();
        var (first, state) = cell.apply(tf.ones(new[] { 2, 3 }), cell.zero_state(2, tf.float32));
        var (second, _) = cell.apply(tf.ones(new[] { 2, 3 }), state);
        Assert.That(tf.global_variables().Select(v => v.name), Is.EqualTo(new[] { "counter/step:0" }));
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        Assert.That(session.run(second).ToArray<float>(), Is.All.EqualTo(2f));
    }

    sealed class Counter : RNNCell
    {
        public override StateSize state_size => 1;

        public override int output_size => 1;

        protected override (Tensor output, RnnState state) call(Tensor inputs, RnnState state)
        {
            var next = (Tensor)state + tf.get_variable("step", new[] { 1 }, initializer: tf.ones_initializer);
            return (next, next);
        }
    }

    static Tensor[] Lstm(bool tuple, Tensor x, Tensor[] s, Tensor[] w, float forgetBias)
    {
        var (c, h) = tuple ? (s[0], s[1]) : (s[0][":, :5"], s[0][":, 5:"]);
        var z = Affine(x, h, w[0], w[1]);
        var (i, j, f, o) = (z[":, :5"], z[":, 5:10"], z[":, 10:15"], z[":, 15:"]);
        var newC = c * tf.sigmoid(f + forgetBias) + tf.sigmoid(i) * tf.tanh(j);
        var newH = tf.tanh(newC) * tf.sigmoid(o);
        return tuple ? [newH, newC, newH] : [newH, tf.concat([newC, newH], 1)];
    }

    static Tensor Affine(Tensor x, Tensor s, Tensor w, Tensor b) => tf.matmul(tf.concat([x, s], 1), w) + b;

    static Tensor Inputs() => tf.placeholder(tf.float32, new[] { -1, Features }, name: "x");

    /// <summary>Output and state equal what <paramref name="byHand"/> makes of inputs, state tensors and variables, in values and gradients.</summary>
    static void Same(RNNCell cell, Func<Tensor, Tensor[], Tensor[], Tensor[]> byHand)
    {
        var x = Inputs();
        var state = cell.state_size.Build(size => tf.placeholder(tf.float32, new Shape(-1).concatenate(size)));
        var (output, after) = cell.apply(x, state);
        Tensor[] got = [output, .. after.flatten()];
        Tensor[] variables = [.. tf.trainable_variables().Select(v => v.value())];
        var want = byHand(x, state.flatten(), variables);
        Assert.That(got, Has.Length.EqualTo(want.Length));
        Assert.That(got.Select(t => t.shape), Is.EqualTo(new[] { new Shape(-1, cell.output_size) }.Concat(cell.state_size.Flatten().Select(s => new Shape(-1).concatenate(s)))));
        TensorLike[] xs = [x, .. state.flatten().Select(t => (TensorLike)t), .. variables.Select(v => (TensorLike)v)];
        var (gradients, wanted) = (tf.gradients(Weighted(got), xs), tf.gradients(Weighted(want), xs));

        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        FeedItem[] feeds = [(x, RandomValue.Of(1, Batch, Features)), .. state.flatten().Select((t, i) => new FeedItem(t, RandomValue.Of(2 + i, Batch, (int)t.shape[1])))];
        foreach (var (a, b) in got.Concat(gradients!).Zip(want.Concat(wanted!)))
        {
            var (left, right) = session.run((a!, b!), feeds);
            Assert.That(left.ToArray<float>(), Is.EqualTo(right.ToArray<float>()).Within(1e-5));
        }
    }

    static Tensor Weighted(Tensor[] tensors) =>
        tf.add_n(tensors.Select((t, i) => tf.reduce_sum(t * tf.random.stateless_normal(tf.shape(t), new[] { 5, i }))));
}
