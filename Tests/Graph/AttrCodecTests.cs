using Google.Protobuf;
using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Graphs;

/// <summary>Attributes come out of a graph as they went in.</summary>
public class AttrCodecTests
{
    static readonly ByteString s_noText = ByteString.CopyFrom(0xff, 0, 0xc3, 0x28, 0xed, 0xa0, 0x80);

    [Test]
    public void StringsThatAreNoTextKeepTheirBytes()
    {
        tf.reset_default_graph();
        var node = new NodeDef { Name = "n", Op = "NoOp" };
        node.Attr["_bytes"] = new AttrValue { S = s_noText };
        node.Attr["_list"] = List(s_noText);
        node.Attr["_mixed"] = List(ByteString.CopyFromUtf8("größe"), s_noText, ByteString.Empty);
        node.Attr["_texts"] = List(ByteString.CopyFromUtf8("größe"), ByteString.Empty);
        tf.import_graph_def(new GraphDef { Node = { node } }, name: "");
        var written = tf.get_default_graph().as_graph_def().Node.Single();
        foreach (var name in node.Attr.Keys) Assert.That(written.Attr[name], Is.EqualTo(node.Attr[name]), name);
    }

    static AttrValue List(params ByteString[] values) => new() { List = new AttrValue.Types.ListValue { S = { values } } };
}
