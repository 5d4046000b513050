using NUnit.Framework;
using Tensorflow;

namespace TfExercises.Tests.Keras;

/// <summary>Each test has a graph of its own.</summary>
public abstract class KerasTestBase
{
    Graph _graph = null!;

    [SetUp]
    public void EnterGraph()
    {
        _graph = new Graph().as_default();
        _graph.seed = 1;
    }

    [TearDown]
    public void LeaveGraph()
    {
        global::Tensorflow.Keras.Engine.GraphState.Forget(_graph);
        _graph.Dispose();
    }
}
