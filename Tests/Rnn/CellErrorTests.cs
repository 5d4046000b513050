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
        "The cell 'basic_rnn_cell' was given inputs of type float32 and a state of type float64: Tensor(\"x:0\", shape=(?, 3), dtype=float32) and Tensor(\"s:0\", shape=(2, 5), dtype=float64).");

    [Test]
    public void AnotherBatch() => Refused<ValueError>(() => tf.nn.rnn_cell.BasicRNNCell(5).apply(tf.zeros(new[] { 3, 4 }), tf.zeros(new[] { 2, 5 })),
        "The cell 'basic_rnn_cell' was given inputs for a batch of 3 and a state for one of 2:");

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
