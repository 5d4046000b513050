using System.Text.RegularExpressions;
using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Sessions;

/// <summary>
/// What goes wrong in use says what was wrong, what came, where the object was made and what to do. The session stays usable
/// and its variables are what they were.
/// </summary>
public partial class BadInputTests
{
    Graph graph = null!;
    Session session = null!;
    Tensor x = null!, counts = null!, open = null!, y = null!, loss = null!;
    Operation train = null!;
    RefVariable v = null!;

    [SetUp]
    public void Build()
    {
        graph = new Graph().as_default();
        x = tf.placeholder(tf.float32, [-1, 2], name: "x");
        counts = tf.placeholder(tf.int32, [2], name: "counts");
        open = tf.placeholder(tf.float32, name: "open");
        v = tf.Variable(new[] { 1f, 2f }, name: "v");
        y = tf.reduce_sum(x * v, name: "y");
        loss = tf.check_numerics(tf.log(y), "The loss is no number", name: "loss");
        train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, name: "train");
        session = tf.Session(graph);
    }

    [TearDown]
    public void Close()
    {
        session.Dispose();
        graph.Dispose();
    }

    // TensorFlow's message is shorter.
    [Test, Category("ManagedEngine")]
    public void AnUninitializedVariable()
    {
        const string text = "Attempting to use uninitialized value v. Run its initializer first: sess.run(tf.global_variables_initializer())."
            + "\n\t [[node v/read (Identity), defined at BadInputTests.cs:# in BadInputTests.Build]]";
        Says<FailedPreconditionError>(() => session.run(v), text);
        Says<FailedPreconditionError>(() => session.run(train, (x, new float[1, 2])), text);
        session.run(tf.global_variables_initializer());
        Assert.That(session.run(v).ToArray<float>(), Is.EqualTo(new[] { 1f, 2f }));
    }

    // TensorFlow's message is shorter.
    [Test, Category("ManagedEngine")]
    public void AnUnfedPlaceholder() => Fails<InvalidArgumentError>(() => session.run(train),
        "You must feed a value for placeholder tensor 'x' with dtype float32 and shape (?, 2): give sess.run a pair (tensor, value) for it."
        + "\n\t [[node x (Placeholder), defined at BadInputTests.cs:# in BadInputTests.Build]]");

    [Test]
    public void AFeedOfAnotherShape()
    {
        Fails<ValueError>(() => session.run(train, (x, new float[3, 3])),
            "Cannot feed value of shape (3, 3) for Tensor 'x:0', which has shape '(?, 2)' (made at BadInputTests.cs:# in BadInputTests.Build)."
            + " Reshape the value, or make the placeholder's dimension unknown (-1).");
        Fails<ValueError>(() => session.run(train, (x, 1f)),
            "Cannot feed value of shape () for Tensor 'x:0', which has shape '(?, 2)' (made at BadInputTests.cs:# in BadInputTests.Build)."
            + " Reshape the value, or make the placeholder's dimension unknown (-1).");
    }

    [Test]
    public void AFeedOfAnotherType()
    {
        Fails<TypeError>(() => session.run(tf.identity(counts), (counts, new[] { 1.5f, 2f })),
            "Cannot feed the tensor 'counts:0' (made at BadInputTests.cs:# in BadInputTests.Build): the value has type float32, the tensor int32."
            + " Convert the value first, or make the placeholder float32.");
        Fails<TypeError>(() => session.run(y, (x, "a")),
            "Cannot feed the tensor 'x:0' (made at BadInputTests.cs:# in BadInputTests.Build): the value has type string, the tensor float32."
            + " Convert the value first, or make the placeholder string.");
        Fails<TypeError>(() => session.run(y, (x, new[] { new[] { 1f, 2f }, new[] { 1f } })),
            "Cannot feed the tensor 'x:0' (made at BadInputTests.cs:# in BadInputTests.Build): The array is ragged: element 0 has shape (2,),"
            + " element 1 has shape (1,); all must have one shape.");
        Fails<TypeError>(() => session.run(y, (x, null)),
            "Cannot feed the tensor 'x:0' (made at BadInputTests.cs:# in BadInputTests.Build): None values not supported: null was given where a tensor is needed.");
        Fails<TypeError>(() => session.run(y, (x, tf.ones(new[] { 1, 2 }))),
            "The value of a feed cannot be a tf.Tensor object. Acceptable feed values include numbers, strings, arrays and NDArrays. For reference, the tensor"
            + " object was Tensor(\"ones:0\", shape=(1, 2), dtype=float32) which was passed to the feed with key Tensor(\"x:0\", shape=(?, 2), dtype=float32).");
    }

    [Test]
    public void AFeedKeyThatIsNoTensor()
    {
        Fails<TypeError>(() => session.run(y, (3, 4)), "Cannot interpret feed_dict key as Tensor: 3 is of type Int32; a feed is a pair (tensor, value).");
        Fails<TypeError>(() => session.run(y, new FeedItem(null!, 4)), "Cannot interpret feed_dict key as Tensor: the key is null.");
        Fails<TypeError>(() => session.run(y, ("x", new float[1, 2])),
            "Cannot interpret feed_dict key as Tensor: The name 'x' is no tensor name; a tensor is called 'operation:index', such as 'x:0'.");
        Fails<TypeError>(() => session.run(y, ("count:0", new float[1, 2])),
            "Cannot interpret feed_dict key as Tensor: The name 'count:0' refers to a Tensor which does not exist. The operation, 'count', does not exist in the graph."
            + " Did you mean 'counts'?");
        Fails<ValueError>(() => session.run(y, (x, new float[1, 2]), (x, new float[1, 2])), "The tensor 'x:0' is fed twice in one run.");
    }

    [Test]
    public void ATensorOfAnotherGraph()
    {
        var foreign = Foreign();
        Fails<ValueError>(() => session.run(foreign),
            "Fetch argument Tensor(\"foreign:0\", shape=(), dtype=float32) cannot be interpreted as a Tensor. (It is not an element of this session's graph;"
            + " it was made at BadInputTests.cs:# in BadInputTests.Foreign. Give the session that graph: tf.Session(graph).)");
        Fails<TypeError>(() => session.run(y, (foreign, 1f)),
            "Cannot interpret feed_dict key as Tensor: Tensor Tensor(\"foreign:0\", shape=(), dtype=float32) is not an element of this graph"
            + " (made at BadInputTests.cs:# in BadInputTests.Foreign). Feed a tensor of the session's graph, or give the session that graph: tf.Session(graph).");
        Fails<ValueError>(() => tf.add(x, foreign, name: "sum"),
            "The operation 'sum' belongs to another graph than its input 'foreign' (made at BadInputTests.cs:# in BadInputTests.Foreign)."
            + " Build both in the same graph: use graph.as_default() around all of it.");
    }

    [Test]
    public void WrongFetches()
    {
        Fails<ValueError>(() => session.run(Array.Empty<object>()), "sess.run was given nothing to fetch; name at least one tensor or operation.");
        Fails<TypeError>(() => session.run(new object[] { null! }),
            "Fetch argument None has invalid type: null was given where a tensor, a variable, an operation or a name is needed.");
        Fails<TypeError>(() => session.run(new object[] { 3 }), "Fetch argument 3 has invalid type Int32, must be a tensor, a variable, an operation or a name.");
        Fails<ValueError>(() => session.run("yy:0"),
            "Fetch argument 'yy:0' cannot be interpreted as a Tensor. (The name 'yy:0' refers to a Tensor which does not exist. The operation, 'yy', does not exist"
            + " in the graph. Did you mean 'y'?)");
        Fails<ValueError>(() => session.run("y:3"),
            "Fetch argument 'y:3' cannot be interpreted as a Tensor. (The name 'y:3' refers to a Tensor which does not exist. The operation, 'y', exists but only has 1 outputs.)");
    }

    [Test]
    public void AClosedSession()
    {
        session.close();
        Says<RuntimeError>(() => session.run(v),
            "Attempted to use a closed Session. It was opened at BadInputTests.cs:# in BadInputTests.Build; its variables went with it."
            + " Open another by tf.Session() and initialize them there.");
    }

    [Test]
    public void NoDefaultSession()
    {
        Fails<ValueError>(() => y.eval(), "Cannot evaluate the tensor 'y:0': no default session is registered. Use `using var sess = tf.Session().as_default()` or give the session.");
        Fails<ValueError>(() => train.run(), "Cannot run the operation 'train': no default session is registered. Use `using var sess = tf.Session().as_default()` or give the session.");
    }

    [Test]
    public void IncompatibleShapesWhenTheGraphIsBuilt()
    {
        Fails<ValueError>(() => tf.add(x, tf.constant(new float[3]), name: "sum"),
            "Dimensions must be equal, but are 2 and 3 for 'AddV2' with input shapes: (?, 2), (3,)."
            + "\n\t [[node sum (AddV2), made at BadInputTests.cs:# in BadInputTests.IncompatibleShapesWhenTheGraphIsBuilt, from"
            + " Tensor(\"x:0\", shape=(?, 2), dtype=float32) made at BadInputTests.cs:# in BadInputTests.Build;"
            + " Tensor(\"Const_1:0\", shape=(3,), dtype=float32) made at BadInputTests.cs:# in BadInputTests.IncompatibleShapesWhenTheGraphIsBuilt]]");
        Fails<ValueError>(() => tf.assign(v, new[] { 1f, 2, 3 }),
            "Shapes must be equal, but are (2,) and (3,) for 'Assign' with input shapes: (2,), (3,)."
            + "\n\t [[node Assign (Assign), made at BadInputTests.cs:# in BadInputTests.IncompatibleShapesWhenTheGraphIsBuilt, from"
            + " Tensor(\"v:0\", shape=(2,), dtype=float32_ref) made at BadInputTests.cs:# in BadInputTests.Build;"
            + " Tensor(\"Assign/value:0\", shape=(3,), dtype=float32) made at BadInputTests.cs:# in BadInputTests.IncompatibleShapesWhenTheGraphIsBuilt]]");
        Fails<TypeError>(() => tf.add(x, tf.constant(new double[2]), name: "sum"),
            "Input 'y' of 'AddV2' Op has type float64 that does not match type float32 of the other arguments: Tensor(\"Const_2:0\", shape=(2,), dtype=float64)"
            + " (made at BadInputTests.cs:# in BadInputTests.IncompatibleShapesWhenTheGraphIsBuilt). Use tf.cast.");
        Fails<TypeError>(() => tf.assign(y, 1f),
            "Argument 'ref' of Assign must be a variable, but got Tensor(\"y:0\", shape=(), dtype=float32). Only variables (tf.Variable) can be assigned to.");
    }

    // TensorFlow's message is shorter.
    [Test, Category("ManagedEngine")]
    public void IncompatibleShapesInARun()
    {
        var sum = tf.add(open, new[] { 1f, 2 }, name: "sum");
        Fails<InvalidArgumentError>(() => session.run(sum, (open, new float[3])),
            "Dimensions must be equal, but are 3 and 2 for 'AddV2' with input shapes: (3,), (2,)."
            + "\n\t [[node sum (AddV2), defined at BadInputTests.cs:# in BadInputTests.IncompatibleShapesInARun]]");
        var rows = tf.gather(tf.constant(new[] { 1f, 2 }), tf.cast(open, tf.int32), name: "rows");
        Fails<InvalidArgumentError>(() => session.run(rows, (open, new[] { 0f, 5 })),
            "indices[1] = 5 is not in [0, 2)\n\t [[node rows (GatherV2), defined at BadInputTests.cs:# in BadInputTests.IncompatibleShapesInARun]]");
    }

    [Test]
    public void AGradientThroughSomethingThatHasNone()
    {
        var normalized = tf.gradients(tf.nn.lrn(tf.reshape(x, [1, 1, 1, -1]), name: "lrn"), x)[0]!;
        Fails<LookupError>(() => tf.gradients(normalized, x),
            "No gradient defined for operation 'gradients_1/lrn_grad/LRNGrad' (op type: LRNGrad), made at BadInputTests.cs:# in BadInputTests.AGradientThroughSomethingThatHasNone."
            + " TensorFlow defines no second derivative of local response normalization."
            + " Use tf.stop_gradient on its result, or differentiate with respect to something that does not lead through it.");
        Fails<TypeError>(() => tf.gradients(tf.cast(y, tf.int32), x),
            "Gradients of tensors must be floating or complex, but Tensor(\"Cast:0\", shape=(), dtype=int32) has type int32"
            + " (made at BadInputTests.cs:# in BadInputTests.AGradientThroughSomethingThatHasNone). Use tf.cast on what you differentiate.");
        Fails<ValueError>(() => tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(x, name: "unrelated")),
            "No gradients provided for any variable, check your graph for ops that do not support gradients, between variables"
            + " [\"<tf.Variable 'v:0' shape=(2,) dtype=float32_ref>\"] and loss Tensor(\"unrelated:0\", shape=(), dtype=float32)"
            + " (made at BadInputTests.cs:# in BadInputTests.AGradientThroughSomethingThatHasNone).");
    }

    // TensorFlow's message is shorter.
    [Test, Category("ManagedEngine")]
    public void ALossThatIsNoNumber() => Fails<InvalidArgumentError>(() => session.run(train, (x, new float[,] { { -3, -4 } })),
        "The loss is no number : Tensor had NaN values. Look at what goes into it: a logarithm or root of a number below 0, a division by 0,"
        + " or numbers that grew because the learning rate is too large."
        + "\n\t [[node loss (CheckNumerics), defined at BadInputTests.cs:# in BadInputTests.Build]]");

    // TensorFlow leaves variables half updated.
    [Test, Category("ManagedEngine")]
    public void AFailureAfterAWriteTakesTheWriteBack()
    {
        var doubled = tf.assign(v, v * 2f);
        Operation failing;
        using (tf.control_dependencies(new[] { doubled }))
            failing = tf.group(tf.Assert(tf.less(tf.reduce_sum(v.read_value()), 1f), ["The variable grew:", v.read_value()], name: "limit"));
        Fails<InvalidArgumentError>(() => session.run(failing),
            "assertion failed: [The variable grew:] [2 4]\n\t [[node limit/Assert (Assert), defined at BadInputTests.cs:# in BadInputTests.AFailureAfterAWriteTakesTheWriteBack]]");
    }

    [Test]
    public void AFinalizedGraph()
    {
        session.run(tf.global_variables_initializer());
        graph.finalize();
        Says<RuntimeError>(() => tf.constant(1),
            "Graph is finalized and cannot be modified; the operation 'Const' (Const) was to be added."
            + " Build all of it before finalize(); in a training loop, make operations before the loop.");
        Assert.That(session.run(v).ToArray<float>(), Is.EqualTo(new[] { 1f, 2f }));
    }

    [Test]
    public void AVariableThatExists()
    {
        tf.get_variable("w", [2]);
        Fails<ValueError>(() => tf.get_variable("w", [2]),
            "Variable w already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?"
            + " Originally defined at: BadInputTests.cs:# in BadInputTests.AVariableThatExists");
    }

    static Tensor Foreign()
    {
        using var other = new Graph().as_default();
        return tf.constant(1f, name: "foreign");
    }

    /// <summary>The error, after which the session computes what it did and its variable has the value it had.</summary>
    void Fails<TError>(Action use, string text) where TError : TensorflowException
    {
        session.run(v.initializer);
        Says<TError>(use, text);
        Assert.That(session.run(v).ToArray<float>(), Is.EqualTo(new[] { 1f, 2f }), "the variable is what it was");
        Assert.That((float)session.run(y, (x, new float[,] { { 3, 4 } })), Is.EqualTo(11f), "the session is usable");
    }

    static void Says<TError>(Action use, string text) where TError : TensorflowException
    {
        var error = Assert.Throws<TError>(() => use());
        Assert.That(Lambda().Replace(Line().Replace(error!.Message, ".cs:#"), "BadInputTests.$1"), Is.EqualTo(text));
    }

    [GeneratedRegex(@"\.cs:\d+")]
    private static partial Regex Line();

    [GeneratedRegex(@"(?:BadInputTests|<>c\w*)\.<(\w+)>b__\w+")]
    private static partial Regex Lambda();
}
