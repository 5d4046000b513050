using System.Text.Json.Nodes;
using NUnit.Framework;
using Tensorflow.Keras.Saving;

namespace TfExercises.Tests.Keras.Saving;

/// <summary>Texts of Python's json.dumps.</summary>
sealed class PythonJsonTests
{
    [TestCase(1e-7, "1e-07")]
    [TestCase(1.5e-7, "1.5e-07")]
    [TestCase(-9.99e-5, "-9.99e-05")]
    [TestCase(0.0001, "0.0001")]
    [TestCase(0, "0.0")]
    [TestCase(1, "1.0")]
    [TestCase(0.009999999776482582, "0.009999999776482582")]
    [TestCase(1234567890123456, "1234567890123456.0")]
    [TestCase(1e16, "1e+16")]
    [TestCase(-1.5e16, "-1.5e+16")]
    [TestCase(2e22, "2e+22")]
    [TestCase(1e-320, "1e-320")]
    public void FloatsAreTheirRepr(double number, string want) => Assert.That(PythonJson.Write(JsonValue.Create(number)), Is.EqualTo(want));

    [Test]
    public void StringsAreAscii() => Assert.That(
        PythonJson.Write(new JsonObject { ["Custom>a"] = "\"層\\\n\u0001'<&+", ["none"] = null, ["list"] = new JsonArray(true, 1, 1.5) }),
        Is.EqualTo(@"{""Custom>a"": ""\""\u5c64\\\n\u0001'<&+"", ""none"": null, ""list"": [true, 1, 1.5]}"));
}
