using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Training.Saving;

/// <summary>Tests of files that graphs write and read, on both engines: each test has a graph and a folder of its own.</summary>
public abstract class SaverFixture(string engine) : OnBothEngines(engine)
{
    private protected TemporaryFolder folder = null!;

    [SetUp]
    public void Begin()
    {
        tf.reset_default_graph();
        folder = new TemporaryFolder();
    }

    [TearDown]
    public void End() => folder.Dispose();

    /// <summary>The path of files to be written.</summary>
    private protected string Prefix => folder["model.ckpt"];

    private protected static Session Initialized()
    {
        var session = tf.Session();
        session.run(tf.global_variables_initializer());
        return session;
    }

    private protected static T[] ValueOf<T>(Session session, RefVariable variable) where T : unmanaged => session.run(variable).ToArray<T>();
}
