using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Training;

/// <summary>What optimizers and variable scopes refuse, by the text.</summary>
public class OptimizerErrorTests
{
    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    [Test]
    public void ALossThatDependsOnNoVariable()
    {
        tf.Variable(1f, name: "w");
        var error = Assert.Throws<ValueError>(() => tf.train.AdamOptimizer(0.1).minimize(tf.constant(1f)));
        Assert.That(error!.Message, Does.StartWith("No gradients provided for any variable"));
    }

    [Test]
    public void NothingToOptimize()
    {
        var error = Assert.Throws<ValueError>(() => tf.train.GradientDescentOptimizer(0.1).minimize(tf.constant(1f)));
        Assert.That(error!.Message, Is.EqualTo("No variables to optimize. Make one by tf.Variable or tf.get_variable (trainable), or give var_list."));
    }

    [Test]
    public void AnInitialAccumulatorOfZero()
    {
        var error = Assert.Throws<ValueError>(() => tf.train.AdagradOptimizer(0.1, initial_accumulator_value: 0));
        Assert.That(error!.Message, Does.Contain("must be positive"));
    }

    [Test]
    public void AVariableMadeTwice()
    {
        tf.get_variable("v", new[] { 2 });
        var error = Assert.Throws<ValueError>(() => tf.get_variable("v", new[] { 2 }));
        Assert.That(error!.Message, Does.StartWith("Variable v already exists, disallowed."));
    }
}
