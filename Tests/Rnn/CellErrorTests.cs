using NUnit.Framework;
using Tensorflow;
using Tensorflow.Rnn;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Rnn;

/// <summary>What cells and recurrent networks refuse when the graph is built, by the text: both sides are named.</summary>
public sealed class CellErrorTests
{
    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    [Test]
    public void ATensorForAnLstm() => Refused<ValueError>(() => tf.nn.rnn_cell.BasicLSTMCell(5).apply(X(3), tf.zeros(new[] { 2, 5 }, name: "s")),
        "The state given to the cell 'basic_lstm_cell' has another structure than the cell's state_size: expected LSTMStateTuple(c=5, h=5), got Tensor(\"s:0\", shape=(2, 5), dtype=float32).");

    [Test]
    public void ATupleForAGru() => Refused<ValueError>(() => tf.nn.rnn_cell.GRUCell(5).apply(X(3), new RnnState[] { tf.zeros(new[] { 2, 5 }, name: "s") }),
        "The state given to the cell 'gru_cell' has another structure than the cell's state_size: expected 5, got (Tensor(\"s:0\"");

    [Test]
    public void AStackWithOneStateTooFew() => Refused<ValueError>(
        () => tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.GRUCell(5), tf.nn.rnn_cell.GRUCell(4)]).apply(X(3), new RnnState[] { tf.zeros(new[] { 2, 5 }) }),
        "The state given to the cell 'multi_rnn_cell' has another structure than the cell's state_size: expected (5, 4), got (Tensor(");

    [Test]
    public void AnotherSize() => Refused<ValueError>(() => tf.nn.rnn_cell.BasicRNNCell(5).apply(X(3), tf.zeros(new[] { 2, 4 }, name: "s")),
        "The state given to the cell 'basic_rnn_cell' has another size than the cell's state_size 5: expected the shape (?, 5), got (2, 4) of Tensor(\"s:0\"");

    [Test]
    public void AnotherType() => Refused<TypeError>(() => tf.nn.rnn_cell.BasicRNNCell(5).apply(X(3), tf.zeros(new[] { 2, 5 }, tf.float64, name: "s")),
        "The state given to the cell 'basic_rnn_cell' has the type float64, the inputs have float32: Tensor(\"s:0\", shape=(2, 5), dtype=float64) and Tensor(\"x:0\", shape=(?, 3), dtype=float32).");

    [Test]
    public void AnotherBatch() => Refused<ValueError>(() => tf.nn.rnn_cell.BasicRNNCell(5).apply(tf.zeros(new[] { 3, 4 }), tf.zeros(new[] { 2, 5 })),
        "The state given to the cell 'basic_rnn_cell' is for a batch of 2, the inputs for one of 3:");

    [Test]
    public void InputsOfAnotherRank() => Refused<ValueError>(() => tf.nn.rnn_cell.BasicRNNCell(5).apply(tf.zeros(new[] { 2, 3, 4 }), tf.zeros(new[] { 2, 5 })),
        "Input 0 of layer basic_rnn_cell is incompatible with the layer: expected ndim=2, found ndim=3.");

    [Test]
    public void UnknownFeatures() => Refused<ValueError>(() => tf.nn.rnn_cell.BasicRNNCell(5).apply(X(-1), tf.zeros(new[] { 2, 5 })),
        "Expected inputs.shape[-1] to be known, saw shape: (?, ?) of Tensor(\"x:0\"");

    [Test]
    public void Integers() => Refused<TypeError>(() => tf.nn.rnn_cell.BasicRNNCell(5).apply(tf.zeros(new[] { 2, 3 }, tf.int32), tf.zeros(new[] { 2, 5 })),
        "RNN cell only supports floating point inputs, but saw dtype: int32");

    [Test]
    public void NeitherStateNorType() => Refused<ValueError>(() => tf.nn.static_rnn(tf.nn.rnn_cell.BasicRNNCell(5), [X(3)]),
        "If there is no initial_state, you must give a dtype: tf.nn.static_rnn(cell, inputs, dtype: tf.float32).");

    [Test]
    public void NoSteps() => Refused<ValueError>(() => tf.nn.static_rnn(tf.nn.rnn_cell.BasicRNNCell(5), [], dtype: tf.float32), "inputs must not be empty");

    [Test]
    public void StepsOfDifferentBatches() => Refused<ValueError>(() => tf.nn.static_rnn(tf.nn.rnn_cell.BasicRNNCell(5), [tf.zeros(new[] { 2, 3 }), tf.zeros(new[] { 4, 3 })], dtype: tf.float32),
        "Dimensions 2 and 4 are not compatible");

    [Test]
    public void LengthsOfAnotherShape() => Refused<ValueError>(
        () => tf.nn.static_rnn(tf.nn.rnn_cell.BasicRNNCell(5), [tf.zeros(new[] { 2, 3 })], dtype: tf.float32, sequence_length: new[] { 1, 1, 1 }),
        "sequence_length must be a vector of length batch_size, 2, but saw shape: (3,)");

    [Test]
    public void ATupleOfStatesWhereOneTensorIsAskedFor() => Refused<ValueError>(
        () => tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.BasicLSTMCell(2)], state_is_tuple: false),
        "Some cells return tuples of states, but the flag state_is_tuple is not set. State sizes are: (LSTMStateTuple(c=2, h=2))");

    [Test]
    public void AStateTakenForWhatItIsNot()
    {
        RnnState tensor = tf.zeros(new[] { 2, 5 }, name: "s"), tuple = new LSTMStateTuple(tf.zeros(new[] { 2, 5 }, name: "c"), tf.zeros(new[] { 2, 5 }, name: "h"));
        Refused<TypeError>(() => _ = tensor.h, "The state has no 'h': it is not an LSTMStateTuple but Tensor(\"s:0\"");
        Refused<TypeError>(() => _ = (Tensor)tuple, "A tensor was expected, but the state is a tuple of 2: LSTMStateTuple(c=Tensor(\"c:0\"");
        Refused<ValueError>(() => _ = tuple[2], "The state has 2 elements, index 2 lies outside");
    }

    [Test]
    public void InputsOfADynamicNetwork()
    {
        var cell = tf.nn.rnn_cell.BasicRNNCell(5);
        Refused<ValueError>(() => tf.nn.dynamic_rnn(cell, X(3), dtype: tf.float32),
            "The inputs of a recurrent network must have the shape [batch, time, features], but got Tensor(\"x:0\", shape=(?, 3), dtype=float32)");
        Refused<ValueError>(() => tf.nn.dynamic_rnn(cell, tf.placeholder(tf.float32), dtype: tf.float32, time_major: true, scope: "a"),
            "The inputs of a recurrent network must have the shape [time, batch, features], but got Tensor(\"Placeholder:0\", dtype=float32)");
        Refused<ValueError>(() => tf.nn.dynamic_rnn(cell, tf.placeholder(tf.float32, new[] { -1, -1, -1 }), dtype: tf.float32, scope: "b"),
            "Input size (depth of inputs) must be accessible via shape inference, but saw value None");
        Refused<ValueError>(() => tf.nn.dynamic_rnn(cell, tf.zeros(new[] { 2, 4, 3 }), scope: "c"),
            "If there is no initial_state, you must give a dtype: tf.nn.dynamic_rnn(cell, inputs, dtype: tf.float32).");
        Refused<ValueError>(() => tf.nn.dynamic_rnn(cell, tf.zeros(new[] { 2, 4, 3 }), initial_state: tf.zeros(new[] { 3, 5 }), scope: "d"),
            "The state given to the cell 'basic_rnn_cell' is for a batch of 3, the inputs for one of 2:");
        Refused<TypeError>(() => tf.nn.dynamic_rnn(cell, tf.zeros(new[] { 2, 4, 3 }), dtype: tf.float64, scope: "e"),
            "The state given to the cell 'basic_rnn_cell' has the type float64, the inputs have float32:");
        Refused<ValueError>(() => tf.nn.dynamic_rnn(cell, tf.zeros(new[] { 2, 4, 3 }), new[,] { { 1, 2 } }, dtype: tf.float32, scope: "f"),
            "sequence_length must be a vector of length batch_size, 2, but saw shape: (1, 2)");
    }

    // The managed engine finds shapes that do not fit before the run; TensorFlow comes to the assertion.
    [Test, Category("ManagedEngine")]
    public void LengthsOfAnotherBatchInTheRun()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, -1, 3 });
        var lengths = tf.placeholder(tf.int32, new[] { -1 });
        var (outputs, _) = tf.nn.dynamic_rnn(tf.nn.rnn_cell.BasicRNNCell(5), x, lengths, dtype: tf.float32);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        var error = Assert.Throws<InvalidArgumentError>(() => session.run(outputs, (x, RandomValue.Of(1, 2, 4, 3)), (lengths, new[] { 1, 2, 3 })));
        Assert.That(error!.Message, Does.Contain("(3,)").And.Contain("(2, 5)"));
    }

    [Test]
    public void ACellThatReturnsAnotherState() => Refused<ValueError>(() => new Forgetful().apply(X(3), tf.zeros(new[] { 2, 5 })),
        "The state returned by the cell 'forgetful' has another size than the cell's state_size 5: expected the shape (?, 5), got (?, 3) of Tensor(\"x:0\"");

    sealed class Forgetful : RNNCell
    {
        public override StateSize state_size => 5;

        public override int output_size => 3;

        protected override (Tensor output, RnnState state) call(Tensor inputs, RnnState state) => (inputs, inputs);
    }

    [Test]
    public void Probabilities()
    {
        Refused<ValueError>(() => tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(5), input_keep_prob: 1.5), "Parameter input_keep_prob must be between 0 and 1: 1.5");
        Refused<ValueError>(() => tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(5), variational_recurrent: true), "When variational_recurrent=True, dtype must be provided");
        Refused<ValueError>(() => tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(5), 0.5, variational_recurrent: true, dtype: tf.float32),
            "When variational_recurrent=True and input_keep_prob < 1.0 or is unknown, input_size must be provided");
    }

    [Test]
    public void ResidualsOfAnotherSize() => Refused<ValueError>(() => tf.nn.rnn_cell.ResidualWrapper(tf.nn.rnn_cell.GRUCell(5)).apply(X(3), tf.zeros(new[] { 2, 5 })),
        "ResidualWrapper adds inputs and outputs, whose shapes differ");

    static Tensor X(int features) => tf.placeholder(tf.float32, new[] { -1, features }, name: "x");

    static void Refused<T>(Action call, string text) where T : TensorflowException => Assert.That(Assert.Throws<T>(() => call())!.Message, Does.StartWith(text));
}
