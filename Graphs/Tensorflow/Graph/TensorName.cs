using System.Globalization;

namespace Tensorflow;

/// <summary>The name of a tensor, <c>operation:index</c>: the operation that computes it and which of its outputs it is.</summary>
internal readonly record struct TensorName(string Operation, int Index)
{
    /// <summary>Takes a name apart.</summary>
    /// <exception cref="ValueError">The name is no such name.</exception>
    public static TensorName Parse(string name)
    {
        var colon = name.LastIndexOf(':');
        return colon > 0 && int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new TensorName(name[..colon], index)
            : throw new ValueError($"The name '{name}' is no tensor name; a tensor is called 'operation:index', such as '{(colon > 0 ? name[..colon] : name)}:0'.");
    }

    /// <summary>Takes an input of a NodeDef apart, where an output of index 0 may stand without it.</summary>
    /// <exception cref="ValueError">The name is no such name.</exception>
    public static TensorName OfInput(string input) => input.Contains(':') ? Parse(input) : new TensorName(input, 0);

    /// <summary>The operation that an input of a NodeDef names: of <c>a</c>, <c>a:1</c>, in functions <c>a:y:0</c>, and the control input <c>^a</c> it is a.</summary>
    public static string OwnerOf(string input) => input.TrimStart('^').Split(':')[0];

    /// <summary>The output of <paramref name="operation"/>.</summary>
    /// <exception cref="KeyError">It has no output of this index.</exception>
    public Tensor Of(Operation operation) => Index < operation.outputs.Length ? operation.outputs[Index]
        : throw new KeyError($"The name '{this}' refers to a Tensor which does not exist. The operation, '{Operation}', exists but only has {operation.outputs.Length} outputs.");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Operation}:{Index}");
}
