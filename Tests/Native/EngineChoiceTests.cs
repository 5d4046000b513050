using NUnit.Framework;
using Tensorflow;
using Tensorflow.Native;
using TfExercises.Lessons;
using TfExercises.Tests.Exercises;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Native;

/// <summary>Which engine a session takes.</summary>
public sealed class EngineChoiceTests : TensorflowFixture
{
    [Test]
    public void TheArgumentGoesBeforeTheSettingsAndThoseBeforeTheDefault()
    {
        using var graph = tf.Graph().as_default();
        var before = Engines.Default;
        try
        {
            foreach (var name in Engines.Names)
            {
                Engines.Default = name;
                var other = Engines.Names.Single(n => n != name);
                Assert.Multiple(() =>
                {
                    Assert.That(EngineOf(tf.Session()), Is.EqualTo(name));
                    Assert.That(EngineOf(tf.Session(graph)), Is.EqualTo(name));
                    Assert.That(EngineOf(tf.Session(tf.ConfigProto(other))), Is.EqualTo(other));
                    Assert.That(EngineOf(tf.Session(graph, engine: other)), Is.EqualTo(other));
                    Assert.That(EngineOf(new Session(graph: graph, config: new ConfigProto(name), engine: other)), Is.EqualTo(other));
                    Assert.That(EngineOf(tf.InteractiveSession(graph, engine: other)), Is.EqualTo(other));
                });
            }
        }
        finally
        {
            Engines.Default = before;
        }

        static string EngineOf(Session session)
        {
            using (session) return session.Engine is TensorflowEngine ? Engines.TensorFlow : Engines.Managed;
        }
    }

    [Test]
    public void TheRunnerTakesTheEngineOfItsOption()
    {
        var before = Engines.Default;
        var run = CommandLine.Run(LessonTable.Course, "run", "linear-regression", "--engine", Engines.TensorFlow, "--set", "iterations=20", "--json", "--quiet");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("\"engine\": \"tensorflow\""));
        Assert.That(Engines.Default, Is.EqualTo(before));
    }
}

/// <summary>Names of engines, whether TensorFlow's library is here or not.</summary>
public sealed class EngineNameTests
{
    [Test]
    public void AnUnknownNameIsAnError()
    {
        using var graph = tf.Graph().as_default();
        Assert.That(() => tf.Session(graph, engine: "gpu"), Throws.TypeOf<ValueError>().With.Message.EqualTo("The session's engine is 'gpu': there is no such engine; expected managed or tensorflow."));
        Assert.That(() => Engines.Default = "gpu", Throws.TypeOf<ValueError>().With.Message.Contains("Engines.Default is 'gpu'"));
    }

    [Test]
    public void TheManagedEngineTellsWhatItIs()
    {
        var description = Engines.Describe(Engines.Managed);
        Assert.That(description.Version, Does.Match(@"^TfExercises \d+\.\d+\.\d+$"));
        Assert.That(description.Devices, Has.Count.EqualTo(1));
    }

    [Test]
    public void TheManagedEngineHasNoTarget() => Assert.That(
        () => new Session("grpc://localhost:2222", engine: Engines.Managed), Throws.TypeOf<UnimplementedError>().With.Message.Contains("no target 'grpc://localhost:2222'"));
}
