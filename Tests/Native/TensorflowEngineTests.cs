using NumSharp;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Native;

/// <summary>Sessions on TensorFlow's runtime: what goes in and comes out, graphs that grow, errors, the end.</summary>
public sealed class TensorflowEngineTests : TensorflowFixture
{
    Graph _graph = null!;
    Session _session = null!;

    [SetUp]
    public void SetUp()
    {
        _graph = tf.Graph().as_default();
        _session = tf.Session(_graph, engine: Engines.TensorFlow);
    }

    [TearDown]
    public void TearDown()
    {
        _session?.Dispose();
        _graph?.Dispose();
    }

    [Test]
    public void TheGraphMayGrowBetweenRuns()
    {
        var x = tf.placeholder(tf.float32, [2]);
        var w = tf.Variable(new[] { 1f, 2f });
        _session.run(tf.global_variables_initializer());
        var y = x * w;
        Assert.That(_session.run(y, (x, new[] { 3f, 4f })).ToArray<float>(), Is.EqualTo(new[] { 3f, 8f }));

        // New nodes read a tensor, wait for an operation and share a place with one that TensorFlow has already.
        var update = tf.assign(w, y);
        Tensor z;
        using (tf.control_dependencies([update.op])) z = tf.identity(tf.constant(5f));
        var slope = tf.gradients(y, x)[0]!;
        Assert.That((float)_session.run(z, (x, new[] { 10f, 10f })), Is.EqualTo(5f));
        Assert.That(_session.run(slope, (x, new[] { 0f, 0f })).ToArray<float>(), Is.EqualTo(new[] { 10f, 20f }));
    }

    [Test]
    public void AnOptimizerMayComeLater()
    {
        var w = tf.Variable(3f);
        var loss = tf.square(w.value());
        _session.run(w.initializer);
        Assert.That((float)_session.run(loss), Is.EqualTo(9f));
        var train = tf.train.AdamOptimizer(0.5).minimize(loss);
        _session.run(tf.global_variables_initializer());
        _session.run(train);
        Assert.That((float)_session.run(w), Is.EqualTo(2.5f).Within(1e-5));
    }

    [Test]
    public void NumbersOfAllTypesGoInAndComeOut()
    {
        Same(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Same(new double[] { 1.5, -2 });
        Same(new[] { 1, -2 });
        Same(new long[] { 1L << 40, -2 });
        Same(new byte[] { 0, 255 });
        Same(new sbyte[] { -128, 127 });
        Same(new short[] { -300, 300 });
        Same(new ushort[] { 65535, 0 });
        Same(new uint[] { 4_000_000_000, 0 });
        Same(new ulong[] { ulong.MaxValue, 0 });
        Same(new bool[,] { { true, false }, { false, true } });
        Same(new Half[] { (Half)1.5f, Half.NaN });
        Same(new float[0, 3]);

        void Same(Array value)
        {
            var x = tf.placeholder(value.GetType().GetElementType()!.as_tf_dtype());
            var back = _session.Execute([tf.identity(x)], [(x, value)], v => v.Clone())[0]!;
            var want = ValueConversion.ToValue(value);
            Assert.That(back.DType, Is.EqualTo(want.DType));
            Assert.That(back.Dims, Is.EqualTo(want.Dims));
            unsafe
            {
                Assert.That(new Span<byte>(back.Data, (int)back.ByteCount).SequenceEqual(new Span<byte>(want.Data, (int)want.ByteCount)), $"{value.GetType()}");
            }
        }
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(1024)]
    public void AFeedMayLieAtAnyAddress(int skip)
    {
        var x = tf.placeholder(tf.float32);
        var whole = np.arange(4096).astype(np.float32);
        Assert.That((float)_session.run(tf.reduce_sum(x), (x, whole[$"{skip}:"])), Is.EqualTo((4095f * 4096 - (skip - 1f) * skip) / 2));
    }

    [Test]
    public void AFedArrayIsNeitherKeptNorWritten()
    {
        var x = tf.placeholder(tf.float32, [64]);
        var w = tf.Variable(tf.zeros([64]));
        var fed = Enumerable.Repeat(1f, 64).ToArray();
        _session.run(tf.assign(w, x).op, (x, fed));
        _session.run(tf.assign_add(w, x).op, (x, fed));
        Assert.That(fed, Is.All.EqualTo(1f));
        Array.Fill(fed, 9f);
        Assert.That(_session.run(w).ToArray<float>(), Is.All.EqualTo(2f));
    }

    [Test]
    public void StringsGoInAndComeOut()
    {
        var x = tf.placeholder(tf.@string, [-1]);
        string[] texts = ["", "kurz", "日本語", new string('x', 100_000)];
        Assert.That(_session.run_strings(tf.identity(x), (x, texts)), Is.EqualTo(texts));
        Assert.That(_session.run_strings(tf.identity(x), (x, Array.Empty<string>())), Is.Empty);
        Assert.That(_session.run_strings(tf.constant("fixed")), Is.EqualTo(new[] { "fixed" }));
    }

    [Test]
    public void AFedTensorMayBeFetchedAndAFetchRepeated()
    {
        var x = tf.placeholder(tf.float32, [2]);
        var y = tf.square(x);
        var fetched = _session.run([x, y, y, y.op, x], (x, new[] { 2f, 3f }));
        Assert.That(fetched.Select(f => f?.ToArray<float>()), Is.EqualTo(new[] { [2f, 3f], [4f, 9f], new[] { 4f, 9f }, null, [2f, 3f] }));
        Assert.That((float)_session.run(y, (y, new[] { 7f, 7f }))[0], Is.EqualTo(7f));
    }

    [Test]
    public void ErrorsHaveTheirTypeTheirTextAndThePlace()
    {
        var x = tf.placeholder(tf.float32, [-1, -1]);
        var y = tf.matmul(x, tf.ones([3, 2]));
        Assert.That(() => _session.run(y, (x, new float[2, 2])), Throws.TypeOf<InvalidArgumentError>()
            .With.Message.Contains("Matrix size-incompatible: In[0]: [2,2], In[1]: [3,2]").And.Message.Contains("[[node MatMul (MatMul), defined at TensorflowEngineTests.cs:")
            .And.Property(nameof(OpError.op)).EqualTo(y.op));
        var w = tf.Variable(1f);
        Assert.That(() => _session.run(w), Throws.TypeOf<FailedPreconditionError>().With.Message.Contains("uninitialized value Variable").And.Message.Contains("defined at TensorflowEngineTests.cs:"));
        Assert.That(() => _session.run(x), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("You must feed a value for placeholder tensor 'Placeholder'"));
        Assert.That((float)_session.run(tf.constant(2f)), Is.EqualTo(2f), "The session goes on after errors.");
    }

    [TestCase(1, typeof(CancelledError))]
    [TestCase(2, typeof(UnknownError))]
    [TestCase(3, typeof(InvalidArgumentError))]
    [TestCase(4, typeof(DeadlineExceededError))]
    [TestCase(5, typeof(NotFoundError))]
    [TestCase(6, typeof(AlreadyExistsError))]
    [TestCase(7, typeof(PermissionDeniedError))]
    [TestCase(8, typeof(ResourceExhaustedError))]
    [TestCase(9, typeof(FailedPreconditionError))]
    [TestCase(10, typeof(AbortedError))]
    [TestCase(11, typeof(OutOfRangeError))]
    [TestCase(12, typeof(UnimplementedError))]
    [TestCase(13, typeof(InternalError))]
    [TestCase(14, typeof(UnavailableError))]
    [TestCase(15, typeof(DataLossError))]
    [TestCase(16, typeof(UnauthenticatedError))]
    public void EveryStatusCodeHasItsError(int code, Type type)
    {
        var op = tf.constant(1f, name: "here").op;
        var error = StatusErrors.Error(code, "Broken.\n\t [[{{node here}}]]", _graph);
        Assert.That(error, Is.TypeOf(type));
        Assert.That(error.op, Is.EqualTo(op));
        Assert.That(error.message, Is.EqualTo("Broken."));
        Assert.That(StatusErrors.Error(code, "Broken at {{node elsewhere}}", _graph).message, Is.EqualTo("Broken at {{node elsewhere}}"));
    }

    [Test]
    public void AnOperationThatChangesIsSentAnewWithAllThatDependsOnIt()
    {
        var w = tf.Variable(1f);
        var a = tf.assign_add(w, 1f);
        var b = tf.constant(2f);
        var c = b * 3f;
        _session.run(w.initializer);
        Assert.That((float)_session.run(c), Is.EqualTo(6f));
        b.op.AddControlInput(a.op);
        Assert.That((float)_session.run(c), Is.EqualTo(6f), "The plan of the run before is not taken.");
        Assert.That((float)_session.run(w), Is.EqualTo(2f));
        b.op.AddControlInput(tf.assign_add(w, 10f).op);
        Assert.That((float)_session.run(c), Is.EqualTo(6f));
        Assert.That((float)_session.run(w), Is.EqualTo(13f));
    }

    [Test]
    public void AVariableThatIsSentAnewKeepsItsValue()
    {
        var w = tf.Variable(1f);
        var first = tf.no_op();
        _session.run(w.initializer);
        _session.run(w.assign(5f));
        w.op.AddControlInput(first);
        Assert.That((float)_session.run(w), Is.EqualTo(5f));
    }

    [Test]
    public void GradientsOfALoopMayBeAskedForAfterRuns()
    {
        var w = tf.Variable(2f);
        var power = tf.while_loop((i, x) => i < 3, (i, x) => (i + 1, x * x * w.value()), (tf.constant(0), w.value())).Item2;
        var later = power + 1f;
        _session.run(w.initializer);
        // x w x: the exponents are 1, 3, 7, 15.
        Assert.That((float)_session.run(later), Is.EqualTo(MathF.Pow(2, 15) + 1));
        var slope = tf.gradients(later, w.value())[0]!;
        Assert.That((float)_session.run(slope), Is.EqualTo(15 * MathF.Pow(2, 14)));
        var curvature = tf.gradients(slope, w.value())[0]!;
        Assert.That((float)_session.run(curvature), Is.EqualTo(15 * 14 * MathF.Pow(2, 13)));
        Assert.That(_session.run([later, slope, curvature]).Select(v => (float)v!), Is.EqualTo(new[] { MathF.Pow(2, 15) + 1, 15 * MathF.Pow(2, 14), 15 * 14 * MathF.Pow(2, 13) }));
        Assert.That((float)_session.run(w), Is.EqualTo(2f));
    }

    [Test]
    public void ErrorsInsideOfLoopsAndBranchesTellThePlace()
    {
        var x = tf.placeholder(tf.float32, [-1, -1]);
        Tensor Product(Tensor t) => tf.reduce_sum(tf.matmul(x, tf.ones([3, 2]), name: "wrong")) + t;
        Tensor Loop(Func<Tensor, Tensor> body) => tf.while_loop(t => t < 3f, body, tf.constant(0f));
        var branch = tf.cond(tf.reduce_sum(x) >= 0f, () => Product(tf.constant(1f)), () => tf.constant(0f));
        Tensor[] failing = [Loop(Product), branch, Loop(t => tf.cond(t < 5f, () => Loop(Product), () => t)), tf.map_fn(Product, tf.constant(new[] { 1f, 2f }))];
        foreach (var y in failing) Check(y);
        Check(tf.switch_case(tf.cast(tf.reduce_sum(x), tf.int32) + 1, [() => tf.constant(0f), () => Product(tf.constant(1f))]));
        var function = new FuncGraph("called", _graph);
        using (function.as_default()) function.Outputs.Add(function.Capture(Product(tf.constant(1f))));
        Check(Functional.Call([], function, "call").output);
        // Of a loop that was sent anew as well.
        tf.gradients(failing[0], x);
        Check(failing[0] * 2f);

        void Check(Tensor y)
        {
            var error = Assert.Throws<InvalidArgumentError>(() => _session.run(y, (x, new float[2, 2])))!;
            Assert.That(error.op?.type, Is.EqualTo("MatMul"));
            Assert.That(error.Message, Does.Match(@"^Matrix size-incompatible: In\[0\]: \[2,2\], In\[1\]: \[3,2\]\n\t \[\[node wrong \(MatMul\), defined at TensorflowEngineTests\.cs:\d+ in .*\]\]$"));
        }
    }

    [Test]
    public void WhereAFunctionIsCalledItsCallerIsNamed()
    {
        var x = tf.placeholder(tf.float32, [-1, -1], name: "x");
        tf.while_loop(t => t < 3f, t => tf.reduce_sum(tf.matmul(x, tf.ones([3, 2]), name: "wrong")) + t, tf.constant(0f), name: "loop");
        var def = _graph.as_graph_def();
        foreach (var node in def.Node) node.Attr.Remove("_lower_using_switch_merge");
        using var graph = tf.Graph().as_default();
        tf.import_graph_def(def, name: "");
        using var session = tf.Session(graph, engine: Engines.TensorFlow);
        var error = Assert.Throws<InvalidArgumentError>(() => session.run(graph.get_tensor_by_name("loop:0"), ("x:0", new float[2, 2])))!;
        Assert.That(error.op?.name, Is.EqualTo("loop"));
        Assert.That(error.message, Does.Contain("{{node wrong}}"));
    }

    [Test]
    public void FunctionsThatComeLaterAreSent()
    {
        var x = tf.placeholder(tf.float32);
        for (var i = 1; i <= 3; i++)
        {
            var y = tf.cond(x > (float)i, () => x * (float)i, () => -x);
            Assert.That((float)_session.run(y, (x, 10f)), Is.EqualTo(10f * i));
            Assert.That((float)_session.run(y, (x, 0.5f)), Is.EqualTo(-0.5f));
        }
    }

    [Test]
    public void ThreadsShareASession()
    {
        var x = tf.placeholder(tf.float32);
        var y = x * 2f;
        Parallel.For(0, 200, i => Assert.That((float)_session.run(y, (x, (float)i)), Is.EqualTo(2f * i)));
    }

    [Test]
    public void SettingsReachTensorFlow()
    {
        using var session = tf.Session(_graph, new ConfigProto(Engines.TensorFlow) { intra_op_parallelism_threads = 1, inter_op_parallelism_threads = 1, allow_soft_placement = true });
        Tensor far;
        using (tf.device("/device:GPU:7")) far = tf.identity(tf.constant(1f));
        Assert.That((float)session.run(far), Is.EqualTo(1f), "With soft placement it runs on the CPU.");
        Assert.That(() => _session.run(far), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("Cannot assign a device for operation"));
        var config = new ConfigProto { intra_op_parallelism_threads = 3, inter_op_parallelism_threads = 300, device_filters = ["/job:a"], allow_soft_placement = true };
        Assert.That(SessionConfig.ToBytes(config), Is.EqualTo(new byte[] { 0x10, 3, 0x22, 6, (byte)'/', (byte)'j', (byte)'o', (byte)'b', (byte)':', (byte)'a', 0x28, 0xac, 2, 0x38, 1, 0x40, 0 }));
    }

    [Test]
    public void AClosedSessionSaysSo()
    {
        var x = tf.constant(1f);
        _session.run(x);
        _session.Dispose();
        _session.Dispose();
        Assert.That(() => _session.run(x), Throws.TypeOf<Tensorflow.RuntimeError>().With.Message.Contains("closed Session"));
    }

    [Test]
    public void TheEngineTellsWhatItIs()
    {
        var description = Engines.Describe(Engines.TensorFlow);
        Assert.That(description.Version, Does.Match(@"^TensorFlow \d+\.\d+\.\d+"));
        Assert.That(File.Exists(description.Origin));
        Assert.That(description.Devices, Has.Some.Contains("CPU:0"));
    }
}
