using System.Text.Json;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Golden;

/// <summary>The checkpoint that TensorFlow's Saver wrote, and the variables whose values it holds.</summary>
static class GoldenCheckpoint
{
    public static string Folder => GoldenFiles.Own("checkpoint");

    public static string Prefix => Path.Combine(Folder, "model.ckpt-7");

    /// <summary>Names and values in the order in which the variables were made.</summary>
    public static IEnumerable<(string Name, TensorValue Value)> Values()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "values.json")));
        foreach (var entry in json.RootElement.EnumerateObject()) yield return (entry.Name, Read(entry.Value));
    }

    /// <summary>The variables, with those values or with zeros as initial ones.</summary>
    public static List<(RefVariable Variable, TensorValue Value)> Variables(bool zeros) =>
        [.. Values().Select(v => (Variable(v.Name, zeros ? TensorValue.Allocate(v.Value.DType, v.Value.Dims, clear: true) : v.Value), v.Value))];

    static RefVariable Variable(string name, TensorValue value)
    {
        var initial = tf.get_default_graph().CreateOp(Tensorflow.Ops.OpTable.Get("Const"), $"{name}/initial_value", [], new NodeAttrs(("dtype", value.DType), ("value", value))).output;
        return tf.Variable(initial, name: name);
    }

    static TensorValue Read(JsonElement json)
    {
        var value = TensorValue.Allocate(DataTypes.from_numpy_name(json.GetProperty("dtype").GetString()!), [.. json.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())]);
        var i = 0;
        foreach (var number in json.GetProperty("values").EnumerateArray()) Set(value, i++, number);
        return value;
    }

    static void Set(TensorValue value, int i, JsonElement number)
    {
        switch (value.DType)
        {
            case TF_DataType.TF_FLOAT: value.Span<float>()[i] = number.GetSingle(); break;
            case TF_DataType.TF_DOUBLE: value.Span<double>()[i] = number.GetDouble(); break;
            case TF_DataType.TF_INT64: value.Span<long>()[i] = number.GetInt64(); break;
            case TF_DataType.TF_BOOL: value.Span<bool>()[i] = number.GetBoolean(); break;
            default: throw new InvalidDataException($"values.json holds a {value.DType}.");
        }
    }
}
