using NUnit.Framework;
using Tensorflow;
using Tensorflow.Rnn;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Rnn;

/// <summary>tf.nn.static_rnn is the cell applied step by step; lengths stop the state and zero the outputs.</summary>
public sealed class StaticRnnTests(string engine) : OnBothEngines(engine)
{
    const int Batch = 3, Steps = 4, Features = 2, Units = 5;

    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    [Test]
    public void EqualsTheCellStepByStep()
    {
        var x = Sequence();
        var cell = tf.nn.rnn_cell.BasicLSTMCell(Units);
        var (outputs, state) = tf.nn.static_rnn(cell, tf.unstack(x, axis: 1), dtype: tf.float32);
        var byHand = cell.zero_state(tf.shape(x)[0], tf.float32);
        var want = new List<Tensor>();
        foreach (var step in tf.unstack(x, axis: 1))
        {
            (var output, byHand) = cell.apply(step, byHand);
            want.Add(output);
        }
        Same(x, [.. outputs, state.c, state.h], [.. want, byHand.c, byHand.h]);
        Assert.That(tf.trainable_variables().Select(v => v.name), Is.EqualTo(new[] { "rnn/basic_lstm_cell/kernel:0", "rnn/basic_lstm_cell/bias:0" }));
    }

    [Test]
    public void LengthsStopStateAndOutputs()
    {
        var x = Sequence();
        var lengths = tf.placeholder(tf.int64, new[] { -1 });
        var cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.GRUCell(3), tf.nn.rnn_cell.LSTMCell(Units)]);
        var (outputs, state) = tf.nn.static_rnn(cell, tf.unstack(x, axis: 1), dtype: tf.float32, sequence_length: lengths);
        using var scope = tf.variable_scope("rnn", reuse: true);
        var (plain, _) = tf.nn.static_rnn(cell, tf.unstack(x, axis: 1), dtype: tf.float32, scope: "again");
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        var results = session.run(outputs.Concat(plain).Concat(state.flatten()), (x, RandomValue.Of(1, Batch, Steps, Features)), (lengths, new long[] { 2, 0, 4 }));
        var values = results.Select(r => r.ToArray<float>()).ToArray();
        int[] ends = [2, 0, 4];
        for (var t = 0; t < Steps; t++)
        {
            for (var row = 0; row < Batch; row++)
            {
                var got = values[t][(row * Units)..((row + 1) * Units)];
                if (t < ends[row]) Assert.That(got, Is.EqualTo(values[Steps + t][(row * Units)..((row + 1) * Units)]));
                else Assert.That(got, Is.All.EqualTo(0f));
            }
        }
        var last = values[^1];
        Assert.That(last[..Units], Is.EqualTo(values[1][..Units]), "the state of a row is that of its last step");
        Assert.That(last[Units..(2 * Units)], Is.All.EqualTo(0f));
        Assert.That(last[(2 * Units)..], Is.EqualTo(values[3][(2 * Units)..]));
    }

    [Test]
    public void AnInitialStateAsATensorOrATuple()
    {
        var x = Sequence();
        var initial = tf.ones(new[] { Batch, Units });
        var (_, plain) = tf.nn.static_rnn(tf.nn.rnn_cell.GRUCell(Units), tf.unstack(x, axis: 1), initial_state: initial);
        var stack = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.GRUCell(Units), tf.nn.rnn_cell.BasicLSTMCell(Units)]);
        var (_, tuple) = tf.nn.static_rnn(stack, tf.unstack(x, axis: 1), initial_state: [initial, new LSTMStateTuple(initial, initial)], scope: "stack");
        Assert.That((plain.is_tuple, tuple.Count, tuple[1]), Is.EqualTo((false, 2, tuple[-1])));
    }

    [Test]
    public void Bidirectional()
    {
        var x = Sequence();
        var lengths = tf.placeholder(tf.int32, new[] { -1 });
        var (forward, backward) = (tf.nn.rnn_cell.GRUCell(3), tf.nn.rnn_cell.GRUCell(2));
        var (outputs, stateForward, stateBackward) = tf.nn.static_bidirectional_rnn(forward, backward, tf.unstack(x, axis: 1), dtype: tf.float32, sequence_length: lengths);
        Assert.That(tf.trainable_variables().Select(v => v.op.name).Where(n => n.EndsWith("gates/kernel", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            "bidirectional_rnn/fw/gru_cell/gates/kernel", "bidirectional_rnn/bw/gru_cell/gates/kernel",
        }));
        var reversed = tf.reverse_sequence(x, lengths, 1, 0);
        var (ahead, wantForward) = tf.nn.static_rnn(forward, tf.unstack(x, axis: 1), dtype: tf.float32, sequence_length: lengths);
        var (back, wantBackward) = tf.nn.static_rnn(backward, tf.unstack(reversed, axis: 1), dtype: tf.float32, sequence_length: lengths);
        var backAgain = tf.unstack(tf.reverse_sequence(tf.stack(back, 1), lengths, 1, 0), axis: 1);
        Same(x, [.. outputs, stateForward, stateBackward], [.. ahead.Zip(backAgain, (a, b) => tf.concat([a, b], 1)), wantForward, wantBackward], (lengths, new[] { 3, 4, 1 }));
    }

    [Test]
    public void DropoutKeepsAShareAndScales()
    {
        var x = tf.ones(new[] { 1, 2000 });
        var cell = tf.nn.rnn_cell.DropoutWrapper(new Echo(), output_keep_prob: 0.75, state_keep_prob: 0.5);
        var (outputs, state) = tf.nn.static_rnn(cell, [x, x], dtype: tf.float32);
        using var session = tf.Session();
        var values = session.run([outputs[0], outputs[1], state]).Select(v => v.ToArray<float>()).ToArray();
        foreach (var (value, keep) in values.Zip(new[] { 0.75, 0.75, 0.5 }))
        {
            Assert.That(value.Distinct().Order(), Is.EqualTo(new[] { 0f, (float)(1 / keep) }));
            Assert.That(value.Count(v => v > 0) / 2000.0, Is.EqualTo(keep).Within(0.05));
        }
        Assert.That(values[0], Is.Not.EqualTo(values[1]));
    }

    [Test]
    public void VariationalDropoutUsesOneMaskForAllSteps()
    {
        var x = tf.ones(new[] { 3, 2000 });
        var cell = tf.nn.rnn_cell.DropoutWrapper(new Echo(), input_keep_prob: 0.5, variational_recurrent: true, input_size: 2000, dtype: tf.float32, seed: 7);
        var (outputs, _) = tf.nn.static_rnn(cell, [x, x], dtype: tf.float32);
        using var session = tf.Session();
        var values = session.run(outputs).Select(v => v.ToArray<float>()).ToArray();
        Assert.That(values[0], Is.EqualTo(values[1]));
        Assert.That(values[0][..2000], Is.EqualTo(values[0][2000..4000]));
        Assert.That(values[0].Count(v => v > 0) / 6000.0, Is.EqualTo(0.5).Within(0.05));
        Assert.That(session.run(outputs[0]).ToArray<float>(), Is.Not.EqualTo(values[0]), "another run draws another mask");
    }

    [Test]
    public void DropoutLeavesTheMemoryOfAnLstm()
    {
        var cell = tf.nn.rnn_cell.BasicLSTMCell(1000);
        var x = tf.ones(new[] { 1, 3 });
        var (_, dropped) = tf.nn.rnn_cell.DropoutWrapper(cell, state_keep_prob: 0.5).apply(x, cell.zero_state(1, tf.float32));
        var (_, kept) = cell.apply(x, cell.zero_state(1, tf.float32));
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        var values = session.run([dropped.c, kept.c, dropped.h]).Select(v => v.ToArray<float>()).ToArray();
        Assert.That(values[0], Is.EqualTo(values[1]));
        Assert.That(values[2].Count(v => v == 0), Is.InRange(400, 600));
    }

    [Test]
    public void SeedsFollowTensorFlowsRule()
    {
        tf.set_random_seed(1);
        tf.nn.rnn_cell.DropoutWrapper(new Echo(), input_keep_prob: 0.5, seed: 7).apply(tf.ones(new[] { 1, 2000 }), tf.zeros(new[] { 1, 2000 }));
        var uniform = tf.get_default_graph().get_operations().Single(op => op.type == "RandomUniform");
        Assert.That(uniform.get_attr("seed2"), Is.EqualTo((long)(Convert.ToUInt32(Convert.ToHexString(System.Security.Cryptography.MD5.HashData("7input_0"u8))[..8], 16) & 0x7FFFFFFF)));
    }

    /// <summary>Gives its inputs; the state is ones of the same size.</summary>
    sealed class Echo : RNNCell
    {
        public override StateSize state_size => 2000;

        public override int output_size => 2000;

        protected override (Tensor output, RnnState state) call(Tensor inputs, RnnState state) => (inputs, tf.ones_like(inputs));
    }

    static Tensor Sequence() => tf.placeholder(tf.float32, new[] { -1, Steps, Features }, name: "x");

    static void Same(Tensor x, Tensor[] got, Tensor[] want, params FeedItem[] feeds)
    {
        TensorLike[] xs = [x, .. tf.trainable_variables().Select(v => (TensorLike)v)];
        var (gradients, wanted) = (tf.gradients(Weighted(got), xs), tf.gradients(Weighted(want), xs));
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        foreach (var (a, b) in got.Concat(gradients!).Zip(want.Concat(wanted!)))
        {
            var (left, right) = session.run((a!, b!), [(x, RandomValue.Of(1, Batch, Steps, Features)), .. feeds]);
            Assert.That(left.ToArray<float>(), Is.EqualTo(right.ToArray<float>()).Within(1e-5));
        }
    }

    static Tensor Weighted(Tensor[] tensors) =>
        tf.add_n(tensors.Select((t, i) => tf.reduce_sum(t * tf.random.stateless_normal(tf.shape(t), new[] { 5, i }))));
}
