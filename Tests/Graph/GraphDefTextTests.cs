using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Golden;

namespace TfExercises.Tests.Graphs;

public class GraphDefTextTests
{
    static IEnumerable<TestCaseData> Files() => GoldenFiles.Matching("*.pb").Where(GoldenFiles.IsOwn).Select(
        file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file)));

    [TestCaseSource(nameof(Files))]
    public void WhatIsWrittenIsReadAsTheSame(string file)
    {
        var graph = GraphsReplay.Read(file);
        var text = GraphDefText.Write(graph);
        Assert.That(GraphDefText.Parse(text), Is.EqualTo(graph));
        Assert.That(GraphDefText.Write(GraphDefText.Parse(text)), Is.EqualTo(text));
    }

    [Test]
    public void TheTextIsLaidOutAsTensorFlows()
    {
        var graph = new GraphDef { Versions = new VersionDef { Producer = 1395 } };
        var node = new NodeDef { Name = "größe", Op = "Const", Input = { "^a" } };
        node.Attr["value"] = new AttrValue
        {
            Tensor = new TensorProto
            {
                Dtype = DataType.DtFloat,
                TensorShape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dim { Size = -1 } } },
                TensorContent = Google.Protobuf.ByteString.CopyFrom(0, 10, 34, 39, 92, 65, 200),
                FloatVal = { 1, 0.1f, 1e-8f, 123456.7f, 1e20f, float.PositiveInfinity, float.NaN, -0.0f, 0.0001f, 33554432f },
            },
        };
        node.Attr["dtype"] = new AttrValue { Type = DataType.DtFloat };
        node.Attr["b"] = new AttrValue { B = false };
        graph.Node.Add(node);
        Assert.That(GraphDefText.Write(graph), Is.EqualTo("""
            node {
              name: "größe"
              op: "Const"
              input: "^a"
              attr {
                key: "b"
                value {
                  b: false
                }
              }
              attr {
                key: "dtype"
                value {
                  type: DT_FLOAT
                }
              }
              attr {
                key: "value"
                value {
                  tensor {
                    dtype: DT_FLOAT
                    tensor_shape {
                      dim {
                        size: -1
                      }
                    }
                    tensor_content: "\000\n\"\'\\A\310"
                    float_val: 1.0
                    float_val: 0.1
                    float_val: 1e-08
                    float_val: 123456.7
                    float_val: 1e+20
                    float_val: inf
                    float_val: nan
                    float_val: -0.0
                    float_val: 0.0001
                    float_val: 33554432.0
                  }
                }
              }
            }
            versions {
              producer: 1395
            }

            """.ReplaceLineEndings("\n")));
        Assert.That(GraphDefText.Parse(GraphDefText.Write(graph)), Is.EqualTo(graph));
    }

    [Test]
    public void OtherSpellingsAreRead()
    {
        var graph = GraphDefText.Parse("""
            # written by hand
            node < name: 'a' "b", op : "Const"; input: ["x", 'y'] attr: { key: "t" value { tensor {
                dtype: 1 float_val: [1.5f, -2, 1e-3, -inf] int64_val: -0x10 int_val: 010 tensor_content: "\x41\102\u00e9" } } } >
            versions { producer: 7 }
            """);
        var node = graph.Node.Single();
        var tensor = node.Attr["t"].Tensor;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Name, Is.EqualTo("ab"));
            Assert.That(node.Input, Is.EqualTo(new[] { "x", "y" }));
            Assert.That(tensor.Dtype, Is.EqualTo(DataType.DtFloat));
            Assert.That(tensor.FloatVal, Is.EqualTo(new[] { 1.5f, -2f, 1e-3f, float.NegativeInfinity }));
            Assert.That(tensor.Int64Val, Is.EqualTo(new[] { -16L }));
            Assert.That(tensor.IntVal, Is.EqualTo(new[] { 8 }));
            Assert.That(tensor.TensorContent.ToByteArray(), Is.EqualTo(new byte[] { 0x41, 0x42, 0xC3, 0xA9 }));
            Assert.That(graph.Versions.Producer, Is.EqualTo(7));
        }
    }

    [TestCase("node {\n  nam: \"x\"\n}", "line 2, column 3: NodeDef has no field 'nam'. Did you mean 'name'?")]
    [TestCase("node {\n  name: x\n}", "line 2, column 9: expected a string in quotes, but found 'x'.")]
    [TestCase("node {\n  name: \"x\n}", "line 2, column 9: a string begins here, but its closing quote is missing on the line.")]
    [TestCase("node { name: \"x\"", "line 1, column 17: expected '}', but found the end of the text.")]
    [TestCase("versions { producer: many }", "line 1, column 22: the field 'producer' of VersionDef needs a value of the kind int32, but found 'many'.")]
    [TestCase("versions { producer: 3000000000 }", "line 1, column 22: the field 'producer' of VersionDef needs a value of the kind int32, but found '3000000000'.")]
    [TestCase("node { name: \"\\q\" }", "line 1, column 14: the string has the unknown escape '\\q'.")]
    [TestCase("node { name: \"\\377\" }", "line 1, column 14: the string of the field 'name' is not UTF-8.")]
    [TestCase("node { attr { value { b: true } } }", "an entry of 'attr' ends here without a key.")]
    [TestCase("node { attr { key: \"t\" value { type: DT_FLOOT } } }", "needs a value of the kind DataType, but found 'DT_FLOOT'.")]
    [TestCase("node { attr { key: \"t\" value { b: true i: 1 } } }", "the field 'i' of AttrValue is given twice, or stands beside another that excludes it.")]
    public void AnErrorNamesThePlace(string text, string part) =>
        Assert.That(() => GraphDefText.Parse(text), Throws.TypeOf<ValueError>().With.Message.Contains(part));
}
