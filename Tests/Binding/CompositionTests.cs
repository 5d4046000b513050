using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Ops;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Binding;

/// <summary>Values of the functions that are composed of others and that no golden case holds.</summary>
public class CompositionTests
{
    static readonly Dictionary<string, Action<ValueCheck>> s_cases = new()
    {
        ["lbeta"] = c => c.Gives(tf.lbeta(new[] { 2.0, 3 }), [Math.Log(1.0 / 12)], 1e-12),
        ["polyval"] = c => c.Gives(tf.math.polyval([2.0, 0.0, -1.0], new[] { 3.0, -1 }), [17, 1]),
        ["polyval of nothing"] = c => c.Gives(tf.math.polyval([], new[] { 3.0, -1 }), [0, 0]),
        ["floor_div"] = c => c.Gives(tf.floor_div(new[] { -7, 7 }, new[] { 2, 2 }), [-4, 3]),
        ["count_nonzero"] = c =>
        {
            c.Gives(tf.count_nonzero(new[,] { { 0, 1, 0 }, { 1, 1, 0 } }, axis: 1), [1, 2]);
            c.Gives(tf.count_nonzero(new[] { true, false }, dtype: tf.int32), [1]);
            c.Gives(tf.count_nonzero(new[] { "", "a", "" }), [1]);
        },
        ["arg_max"] = c => c.Gives(tf.arg_max(new[,] { { 1, 5, 2 }, { 7, 0, 7 } }, 1), [1, 0]),
        ["arg_min"] = c => c.Gives(tf.arg_min(new[,] { { 1, 5, 2 }, { 7, 0, 7 } }, 0), [0, 1, 0]),
        ["unsorted_segment_sqrt_n"] = c => c.Gives(tf.unsorted_segment_sqrt_n(new[] { 1.0, 2, 3, 4 }, new[] { 0, 0, 0, 2 }, 3), [6 / Math.Sqrt(3), 0, 4], 1e-12),
        ["confusion_matrix"] = c =>
        {
            c.Gives(tf.confusion_matrix(new[] { 1, 2, 4 }, new[] { 2, 2, 4 }), [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
            c.Gives(tf.confusion_matrix(new[] { 0, 1, 1 }, new[] { 1, 1, 1 }, 2, tf.float64, weights: new[] { 0.5, 2, 3 }), [0, 0.5, 0, 5]);
        },
        ["saturate_cast"] = c =>
        {
            c.Gives(tf.saturate_cast(new[] { -5, 100, 300 }, tf.uint8), [0, 100, 255]);
            c.Gives(tf.saturate_cast(new[] { -1e20f, 1e20f, 2.7f }, tf.int32), [int.MinValue, 2147483520, 2]);
            c.Gives(tf.saturate_cast(new[] { 3f }, tf.float64), [3]);
        },
        ["space_to_batch"] = c => c.Gives(tf.space_to_batch(tf.reshape(tf.range(8), [1, 2, 4, 1]), new int[2, 2], 2), [0, 2, 1, 3, 4, 6, 5, 7]),
        ["batch_to_space"] = c => c.Gives(tf.batch_to_space(tf.reshape(tf.range(8), [4, 1, 2, 1]), new int[2, 2], 2), [0, 2, 1, 3, 4, 6, 5, 7]),
        ["identity_n"] = c => c.Gives(tf.identity_n([tf.constant(1), tf.constant(2f)])[1], [2]),
        ["ones without elements"] = c => c.Gives(tf.shape(tf.ones([2, 0])), [2, 0]),
        ["a number as constant without elements"] = c => c.Gives(tf.shape(tf.constant(3, tf.int64, [0, 4])), [0, 4]),
        ["a reshape of nothing to an open size"] = c =>
        {
            var rows = tf.placeholder_with_default(new float[2, 3], [-1, -1]);
            var nothing = tf.reshape(tf.zeros([4, 0, 2]), tf.stack([tf.constant(0), tf.shape(rows)[1]]));
            Assert.That(nothing.shape.ToString(), Is.EqualTo("(0, ?)"));
            c.Gives(tf.shape(nothing), [0, 3]);
        },
        ["tensordot of unknown ranks"] = c =>
        {
            var a = tf.placeholder_with_default(new[,,] { { { 1f, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } } }, null);
            var b = tf.placeholder_with_default(new[,] { { 1f, 2 }, { 3, 4 } }, null);
            c.Gives(tf.tensordot(a, b, 1), [7, 10, 15, 22, 23, 34, 31, 46]);
            c.Gives(tf.tensordot(a, b, [[0, -1], [1, 0]]), [41, 61]);
            c.Gives(tf.tensordot(tf.constant(new[,] { { 1f, 1 } }), b, [[-1], [0]]), [4, 6]);
            c.Gives(tf.tensordot(a, 2f, 0), [2, 4, 6, 8, 10, 12, 14, 16]);
        },
        ["setdiff1d"] = c =>
        {
            var (values, places) = tf.setdiff1d(new[] { 5, 3, 5, 1 }, new[] { 3 });
            c.Gives(values, [5, 5, 1]);
            c.Gives(places, [0, 2, 3]);
        },
        ["batch_gather"] = c => c.Gives(tf.batch_gather(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }, new[,] { { 2, 0 }, { 1, 1 } }), [3, 1, 5, 5]),
        ["strings.format"] = c => c.GivesText(tf.strings.format("x {} y {}", [tf.constant(new[] { 1, 2, 3, 4 }), tf.constant(1.5f)], summarize: 1), "x [1 ... 4] y 1.5"),
        ["strings.join"] = c => c.GivesText(tf.strings.join([new[] { "a", "b" }, "c"], " "), "a c", "b c"),
        ["logical xor of operators"] = c => c.Gives((tf.constant(new[] { true, false, true }) ^ new[] { true, true, false }) ^ tf.Variable(new[] { true, true, true }), [1, 0, 0]),
        ["initializers.identity"] = c => c.Gives(tf.initializers.identity(2).Apply([2, 3]), [2, 0, 0, 0, 2, 0]),
        ["linalg"] = c =>
        {
            var matrix = tf.constant(new[,] { { 1.0, 2 }, { 3, 4 } });
            c.Gives(tf.linalg.matmul(matrix, tf.linalg.eye(2, dtype: tf.float64)), [1, 2, 3, 4]);
            c.Gives(tf.linalg.band_part(matrix, 0, -1), [1, 2, 0, 4]);
            c.Gives(tf.linalg.transpose(matrix), [1, 3, 2, 4]);
            c.Gives(tf.linalg.trace(matrix), [5]);
            c.Gives(tf.linalg.norm(matrix), [Math.Sqrt(30)]);
            c.Gives(tf.linalg.tensor_diag_part(matrix), [1, 4]);
        },
        ["IndexedSlices"] = c => c.Gives(tf.convert_to_tensor(tf.IndexedSlices(tf.constant(new[] { 1f, 2, 4 }), tf.constant(new[] { 2, 0, 2 }), tf.constant(new[] { 4 }))), [2, 0, 5, 0]),
    };

    static IEnumerable<string> Names() => s_cases.Keys;

    [TestCaseSource(nameof(Names))]
    public void Gives(string name)
    {
        var check = new ValueCheck();
        s_cases[name](check);
        check.Run();
    }

    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    [Test]
    public void ARandomCropIsAPartOfTheTensor()
    {
        tf.set_random_seed(2);
        var image = tf.reshape(tf.range(48), [6, 8]);
        var crop = tf.random_crop(image, new[] { 2, 3 });
        var size = tf.placeholder(tf.int32, [2]);
        var fed = tf.random_crop(image, size);
        using var session = tf.Session();
        for (var i = 0; i < 20; i++)
        {
            var part = session.run(crop).ToArray<int>();
            Assert.That(part, Is.EqualTo(new[] { 0, 1, 2, 8, 9, 10 }.Select(place => part[0] + place)));
            Assert.That(part[0] % 8, Is.LessThanOrEqualTo(5));
        }
        Assert.That(() => session.run(fed, (size, new[] { 7, 3 })), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("Need value.shape >= size, got"));
    }

    [Test]
    public void CollectionsAreSearchedByScope()
    {
        tf.add_to_collections(["first", "second"], tf.constant(1, name: "a/x"));
        tf.add_to_collection("first", tf.constant(1, name: "b/x"));
        tf.add_to_collection("first", 7);
        Assert.Multiple(() =>
        {
            Assert.That(tf.get_collection("first", "a/"), Has.Count.EqualTo(1));
            Assert.That(tf.get_collection<Tensor>("first").Select(t => t.name), Is.EqualTo(new[] { "a/x:0", "b/x:0" }));
            Assert.That(tf.get_collection("second"), Has.Count.EqualTo(1));
            Assert.That(tf.get_collection("none"), Is.Empty);
        });
        tf.get_collection_ref("none").Add(3);
        Assert.That(tf.get_collection("none"), Is.EqualTo(new object[] { 3 }));
    }

    [Test]
    public void LocalVariablesAreNeitherTrainedNorGlobal()
    {
        var counter = tf.get_local_variable("counter", [], tf.int32, tf.zeros_initializer());
        Assert.Multiple(() =>
        {
            Assert.That(tf.local_variables(), Is.EqualTo(new[] { counter }));
            Assert.That(tf.global_variables(), Is.Empty);
            Assert.That(tf.trainable_variables(), Is.Empty);
        });
    }

    [Test]
    public void TheDefaultSessionIsKnown()
    {
        Assert.That(tf.get_default_session(), Is.Null);
        using (var session = tf.Session().as_default()) Assert.That(tf.get_default_session(), Is.SameAs(session));
        Assert.That(tf.get_default_session(), Is.Null);
    }

    [Test]
    public void AGraphIsWrittenAsTextOrBytes()
    {
        tf.constant(new[] { 1f, 2 }, name: "c");
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var graph = tf.get_default_graph();
            var text = tf.train.write_graph(graph, Path.Combine(folder, "new"), "g.pbtxt");
            var bytes = tf.train.write_graph(graph, folder, "g.pb", as_text: false);
            Assert.Multiple(() =>
            {
                Assert.That(text, Is.EqualTo(Path.Combine(folder, "new", "g.pbtxt")));
                Assert.That(GraphDefText.Parse(File.ReadAllText(text)), Is.EqualTo(graph.as_graph_def()));
                Assert.That(GraphDef.Parser.ParseFrom(File.ReadAllBytes(bytes)), Is.EqualTo(graph.as_graph_def()));
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void AGraphOpensScopesOfItsOwn()
    {
        using var graph = new Graph().as_default();
        Tensor x, y;
        using (graph.name_scope("a"))
        using (graph.device("/cpu:0"))
        {
            Assert.That(graph.get_name_scope(), Is.EqualTo("a"));
            x = tf.constant(1);
        }
        using (graph.control_dependencies([x])) y = tf.constant(2);
        Assert.That((x.name, x.device, y.op.control_inputs[0].name), Is.EqualTo(("a/Const:0", "/device:CPU:0", "a/Const")));
    }

    [Test]
    public void ShapesBroadcastBeforeTheRun()
    {
        Assert.That(tf.broadcast_static_shape(new Shape(3, 1, -1), new Shape(4, 1)), Is.EqualTo(new Shape(3, 4, -1)));
        Assert.That(() => tf.broadcast_static_shape(new Shape(3), new Shape(4)), Throws.TypeOf<ValueError>().With.Message.EqualTo("Dimensions must be equal, but are 3 and 4"));
    }

    [TestCase("positive", 1f, -1f)]
    [TestCase("negative", -1f, 0f)]
    [TestCase("non_negative", 0f, -1f)]
    [TestCase("non_positive", 0f, 1f)]
    public void SignsAreAsserted(string name, float good, float bad)
    {
        var x = tf.placeholder(tf.float32, [-1]);
        Func<TensorLike, Operation> assert = name switch
        {
            "positive" => value => tf.assert_positive(value, message: "Wrong sign."),
            "negative" => value => tf.assert_negative(value, message: "Wrong sign."),
            "non_negative" => value => tf.assert_non_negative(value, message: "Wrong sign."),
            _ => value => tf.assert_non_positive(value, message: "Wrong sign."),
        };
        var check = assert(x);
        using var session = tf.Session();
        session.run(check, (x, new[] { good }));
        Assert.That(() => session.run(check, (x, new[] { good, bad })), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("Wrong sign.").And.Message.Contains("did not hold element-wise"));
        Assert.That(() => assert(new[] { bad }), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("Wrong sign.").And.Message.Contains("did not hold element-wise"));
    }

    [Test]
    public void RanksAndTypesAreAssertedWhenTheGraphIsBuilt()
    {
        var x = tf.placeholder(tf.float32, [2, 3]);
        var open = tf.placeholder(tf.float32);
        tf.assert_rank(x, 2);
        tf.assert_rank_at_least(x, 1);
        tf.assert_type(x, tf.float32);
        var later = tf.assert_rank(open, 2, message: "Rows are needed.");
        Assert.Multiple(() =>
        {
            Assert.That(() => tf.assert_rank(x, 3), Throws.TypeOf<ValueError>().With.Message.Contains("Tensor Placeholder:0 must have rank 3. Received rank 2, shape (2, 3)"));
            Assert.That(() => tf.assert_rank_at_least(x, 3), Throws.TypeOf<ValueError>().With.Message.Contains("must have rank at least 3"));
            Assert.That(() => tf.assert_type(x, tf.int32), Throws.TypeOf<TypeError>().With.Message.Contains("must be of type int32"));
        });
        using var session = tf.Session();
        session.run(later, (open, new float[1, 1]));
        Assert.That(() => session.run(later, (open, new float[1])), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("Rows are needed."));
    }

    [Test]
    public void AConfusionMatrixKnowsItsClasses()
    {
        var labels = tf.placeholder(tf.int32, [-1]);
        var matrix = tf.confusion_matrix(labels, new[] { 1, 0 }, num_classes: 2);
        using var session = tf.Session();
        Assert.That(session.run(matrix, (labels, new[] { 1, 1 })).ToArray<int>(), Is.EqualTo(new[] { 0, 0, 1, 1 }));
        Assert.Multiple(() =>
        {
            Assert.That(() => session.run(matrix, (labels, new[] { 1, 2 })), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("`labels` out of bound"));
            Assert.That(() => session.run(matrix, (labels, new[] { -1, 1 })), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("`labels` contains negative values"));
            Assert.That(() => tf.confusion_matrix(new[,] { { 1 } }, new[] { 1 }), Throws.TypeOf<ValueError>().With.Message.Contains("takes the labels as a vector, but they have shape (1, 1)"));
        });
    }
}
