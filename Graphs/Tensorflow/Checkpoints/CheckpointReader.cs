using System.Text;
using NumSharp;
using Tensorflow.Checkpoints;

namespace Tensorflow;

/// <summary>What a checkpoint holds, without a graph or a session.</summary>
public sealed class CheckpointReader : IDisposable
{
    private readonly StoredTensors _reader;

    internal CheckpointReader(string prefix) => _reader = StoredTensors.Open(prefix);

    /// <summary>The shapes by the tensors' names.</summary>
    public Dictionary<string, Shape> get_variable_to_shape_map() =>
        _reader.All.ToDictionary(t => t.Name, t => new Shape(t.Dims), StringComparer.Ordinal);

    /// <summary>The element types by the tensors' names.</summary>
    public Dictionary<string, TF_DataType> get_variable_to_dtype_map() =>
        _reader.All.ToDictionary(t => t.Name, t => t.DType, StringComparer.Ordinal);

    /// <summary>True where the checkpoint holds a tensor of this name.</summary>
    public bool has_tensor(string tensor_str) => _reader.Find(tensor_str) is not null;

    /// <summary>The value of a tensor.</summary>
    /// <exception cref="NotFoundError">There is none of this name.</exception>
    /// <exception cref="TypeError">It is a tensor of strings, which <see cref="get_strings"/> gives.</exception>
    /// <exception cref="DataLossError">The checkpoint is damaged.</exception>
    public NDArray get_tensor(string tensor_str) => NDArrayBridge.ToArray(_reader.Read(tensor_str));

    /// <summary>The elements of a tensor of strings, in row-major order.</summary>
    /// <exception cref="TypeError">It is no tensor of strings.</exception>
    public string[] get_strings(string tensor_str)
    {
        var value = _reader.Read(tensor_str);
        if (value.DType != TF_DataType.TF_STRING) throw new TypeError($"'{tensor_str}' holds {value.DType.as_numpy_name()}, no strings; read it by get_tensor.");
        return value.Texts();
    }

    /// <summary>A line for each tensor: name, type, shape.</summary>
    public string debug_string()
    {
        var text = new StringBuilder();
        foreach (var tensor in _reader.All)
            text.Append($"{tensor.Name} ({((DataType)tensor.DType).ToString().Replace("Dt", "DT_", StringComparison.Ordinal).ToUpperInvariant()}) [{string.Join(',', tensor.Dims)}]\n");
        return text.ToString();
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => _reader.Dispose();
}
