using Google.Protobuf;
using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Golden;

/// <summary>The lessons' graphs as Python TensorFlow builds them: read here and written again, or built by the same calls, they are the same.</summary>
[Category("Golden")]
public class GraphsReplay
{
    static IEnumerable<TestCaseData> Files() => GoldenFiles.Matching("*.pb").Select(
        file => new TestCaseData(file).SetArgDisplayNames((GoldenFiles.IsOwn(file) ? "" : $"{GoldenFiles.Variable}: ") + Path.GetFileNameWithoutExtension(file)));

    [TestCaseSource(nameof(Files))]
    public void ImportedAndWrittenAgainItIsTheSame(string file)
    {
        var want = Read(file);
        using var graph = new Graph().as_default();
        tf.import_graph_def(want, name: "");
        GraphComparison.AssertSame(graph.as_graph_def(), want);
    }

    [TestCaseSource(nameof(Files))]
    public void WrittenHereAndReadAgainItIsTheSame(string file)
    {
        using var first = new Graph().as_default();
        tf.import_graph_def(Read(file), name: "");
        var written = first.as_graph_def();
        using var second = new Graph().as_default();
        tf.import_graph_def(GraphDef.Parser.ParseFrom(written.ToByteArray()), name: "");
        Assert.That(second.as_graph_def(), Is.EqualTo(written));
    }

    static IEnumerable<string> Lessons() => LessonGraphs.Builders.Keys;

    [TestCaseSource(nameof(Lessons))]
    public void TheSameCallsGiveTheSameNodes(string lesson)
    {
        using var graph = new Graph().as_default();
        tf.set_random_seed(0);
        LessonGraphs.Builders[lesson]();
        tf.global_variables_initializer();
        GraphComparison.AssertSameOutsideGradients(graph.as_graph_def(), Read(GoldenFiles.Own($"graphs/{lesson}.pb")));
    }

    internal static GraphDef Read(string file) => GraphDef.Parser.ParseFrom(File.ReadAllBytes(file));
}
