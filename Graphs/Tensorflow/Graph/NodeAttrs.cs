using System.Diagnostics.CodeAnalysis;

namespace Tensorflow;

/// <summary>
/// The attributes of one operation by name. Values are <see cref="long"/>, <see cref="float"/>, <see cref="bool"/>,
/// <see cref="string"/>, <see cref="byte"/>[] (a string that is no UTF-8), <see cref="TF_DataType"/>, <see cref="Shape"/>,
/// <see cref="TensorValue"/>, <see cref="FunctionName"/>, or arrays of these (of <see cref="byte"/>[] where one of several strings is no UTF-8).
/// </summary>
internal sealed class NodeAttrs
{
    private readonly SortedDictionary<string, object> _values = new(StringComparer.Ordinal);

    public NodeAttrs(params (string Name, object Value)[] values)
    {
        foreach (var (name, value) in values) this[name] = value;
    }

    public IEnumerable<KeyValuePair<string, object>> All => _values;

    public object this[string name]
    {
        get => _values.TryGetValue(name, out var value) ? value : throw new ValueError($"The operation has no attribute '{name}'; it has {string.Join(", ", _values.Keys)}.");
        set => _values[name] = value is int number ? (long)number : value;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public bool TryGet<T>(string name, [MaybeNullWhen(false)] out T value)
    {
        if (_values.TryGetValue(name, out var found) && found is T typed)
        {
            value = typed;
            return true;
        }
        value = default;
        return false;
    }

    public NodeAttrs Copy()
    {
        var copy = new NodeAttrs();
        foreach (var (name, value) in _values) copy._values[name] = value;
        return copy;
    }

    public void Remove(string name) => _values.Remove(name);

    public TF_DataType Type(string name) => Get<TF_DataType>(name);

    public long Long(string name) => Get<long>(name);

    public int Int(string name) => checked((int)Get<long>(name));

    public float Float(string name) => Get<float>(name);

    public bool Bool(string name) => Get<bool>(name);

    public string String(string name) => Get<string>(name);

    public Shape Shape(string name) => Get<Shape>(name);

    public TensorValue Tensor(string name) => Get<TensorValue>(name);

    public long[] Longs(string name) => Get<long[]>(name);

    public int[] Ints(string name) => Array.ConvertAll(Get<long[]>(name), v => checked((int)v));

    public TF_DataType[] Types(string name) => Get<TF_DataType[]>(name);

    private T Get<T>(string name) => this[name] is T value
        ? value
        : throw new ValueError($"Attribute '{name}' is {this[name]} ({this[name].GetType().Name}), not a {typeof(T).Name}.");
}

/// <summary>The name of a function of the graph's library, with values for its own attributes.</summary>
internal sealed record FunctionName(string Name, NodeAttrs Attrs);
