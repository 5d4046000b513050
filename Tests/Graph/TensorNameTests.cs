using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Graphs;

/// <summary>Names of tensors, <c>operation:index</c>, mean the same and are refused alike wherever they come from.</summary>
public class TensorNameTests
{
    [TestCase("a:0", "a", 0)]
    [TestCase("scope/a:12", "scope/a", 12)]
    public void ANameIsTakenApart(string name, string operation, int index)
    {
        Assert.That(TensorName.Parse(name), Is.EqualTo(new TensorName(operation, index)));
        Assert.That(TensorName.Parse(name).ToString(), Is.EqualTo(name));
        Assert.That(TensorName.OfInput(name), Is.EqualTo(new TensorName(operation, index)));
    }

    [TestCase("a", "a")]
    [TestCase("a:", "a")]
    [TestCase("a:x", "a")]
    [TestCase("a:-1", "a")]
    [TestCase("a: 1", "a")]
    [TestCase(":0", ":0")]
    [TestCase("", "")]
    public void WhatIsNoNameIsRefused(string name, string operation) =>
        Assert.That(() => TensorName.Parse(name), Throws.TypeOf<ValueError>().With.Message.EqualTo(
            $"The name '{name}' is no tensor name; a tensor is called 'operation:index', such as '{operation}:0'."));

    [Test]
    public void AnInputMayLeaveTheIndexOut()
    {
        Assert.That(TensorName.OfInput("a"), Is.EqualTo(new TensorName("a", 0)));
        Assert.That(new[] { "a", "a:1", "^a", "a:y:0" }.Select(TensorName.OwnerOf), Is.All.EqualTo("a"));
    }

    [Test]
    public void AGraphAndAnImportRefuseABadIndexAlike()
    {
        tf.reset_default_graph();
        var def = new GraphDef { Node = { new NodeDef { Name = "a", Op = "NoOp" }, new NodeDef { Name = "b", Op = "Identity", Input = { "a:x" }, Attr = { ["T"] = new AttrValue { Type = DataType.DtFloat } } } } };
        Assert.That(() => tf.import_graph_def(def, name: ""), Throws.TypeOf<ValueError>().With.Message.StartsWith("The name 'a:x' is no tensor name"));
        Assert.That(() => tf.get_default_graph().get_tensor_by_name("a:x"), Throws.TypeOf<ValueError>().With.Message.StartsWith("The name 'a:x' is no tensor name"));
    }
}
