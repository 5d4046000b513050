namespace Tensorflow.Ops;

/// <summary>
/// What an operation takes and gives, in the notation of TensorFlow's own op registrations:
/// <c>"x: T, axes: Tidx -&gt; y: T; T: number; Tidx: {int32, int64} = int32; keep_dims: bool = false"</c>.
/// Arguments: <c>name: type</c>, <c>name: Attr</c>, <c>name: N * T</c> (a list), <c>name: Ref(T)</c> (a variable),
/// <c>name: TypesAttr</c> with an attribute of kind <c>list(type)</c>.
/// Attributes: <c>type</c> or a set of types, <c>int bool float string shape tensor func</c>, <c>list(...)</c>, with <c>= default</c>.
/// Sets: <c>number</c> (all numbers), <c>summable</c> (numbers and lists), <c>real</c>, <c>floating</c>, <c>index</c> (int32, int64), <c>type</c> (any).
/// </summary>
internal sealed class Signature
{
    private static readonly TF_DataType[] Floating = [TF_DataType.TF_FLOAT, TF_DataType.TF_DOUBLE, TF_DataType.TF_HALF, TF_DataType.TF_BFLOAT16];

    private static readonly TF_DataType[] Real =
    [
        .. Floating, TF_DataType.TF_INT32, TF_DataType.TF_INT64, TF_DataType.TF_UINT8, TF_DataType.TF_INT16, TF_DataType.TF_INT8,
        TF_DataType.TF_UINT16, TF_DataType.TF_UINT32, TF_DataType.TF_UINT64,
    ];

    private Signature(ArgDef[] inputs, ArgDef[] outputs, AttrDef[] attrs)
    {
        Inputs = inputs;
        Outputs = outputs;
        Attrs = attrs;
    }

    public IReadOnlyList<ArgDef> Inputs { get; }

    public IReadOnlyList<ArgDef> Outputs { get; }

    public IReadOnlyList<AttrDef> Attrs { get; }

    public AttrDef? FindAttr(string name)
    {
        foreach (var attr in Attrs)
        {
            if (attr.Name == name) return attr;
        }
        return null;
    }

    /// <summary>The same with a handle in place of each reference to a variable, and without results: handles are given, not returned.</summary>
    public Signature WithHandles() =>
        new([.. Inputs.Select(arg => arg.IsRef ? new ArgDef(arg.Name, false, null, null, null, TF_DataType.TF_RESOURCE) : arg)], [], [.. Attrs]);

    /// <summary>Reads the notation described above.</summary>
    public static Signature Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var arrow = parts[0].IndexOf("->", StringComparison.Ordinal);
        if (arrow < 0) throw new ArgumentException($"An operation's signature needs '->': {text}");
        var attrs = parts.Skip(1).Select(ParseAttr).ToArray();
        return new Signature(ParseArgs(parts[0][..arrow], attrs), ParseArgs(parts[0][(arrow + 2)..], attrs), attrs);
    }

    private static ArgDef[] ParseArgs(string text, AttrDef[] attrs) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(arg => ParseArg(arg, attrs))];

    private static ArgDef ParseArg(string text, AttrDef[] attrs)
    {
        var (name, type) = Split(text, ':');
        var isRef = type.StartsWith("Ref(", StringComparison.Ordinal);
        if (isRef) type = type[4..^1].Trim();
        string? number = null;
        var star = type.IndexOf('*');
        if (star >= 0) (number, type) = (type[..star].Trim(), type[(star + 1)..].Trim());
        var attr = Array.Find(attrs, a => a.Name == type);
        if (attr is null) return new ArgDef(name, isRef, number, null, null, DataTypes.from_numpy_name(type));
        return attr.Kind == AttrKind.TypeList
            ? new ArgDef(name, isRef, null, null, type, TF_DataType.DtInvalid)
            : new ArgDef(name, isRef, number, type, null, TF_DataType.DtInvalid);
    }

    private static AttrDef ParseAttr(string text)
    {
        var (name, rest) = Split(text, ':');
        string? defaultText = null;
        var equals = rest.IndexOf('=');
        if (equals >= 0) (rest, defaultText) = (rest[..equals].Trim(), rest[(equals + 1)..].Trim());
        var (kind, allowed) = ParseKind(rest);
        return new AttrDef(name, kind, allowed, defaultText is null ? null : ParseDefault(kind, defaultText));
    }

    private static (AttrKind Kind, TF_DataType[]? Allowed) ParseKind(string text) => text switch
    {
        "type" => (AttrKind.Type, null),
        "number" => (AttrKind.Type, [.. Real, TF_DataType.TF_COMPLEX64, TF_DataType.TF_COMPLEX128]),
        "summable" => (AttrKind.Type, [.. Real, TF_DataType.TF_COMPLEX64, TF_DataType.TF_COMPLEX128, TF_DataType.TF_VARIANT]),
        "real" => (AttrKind.Type, Real),
        "floating" => (AttrKind.Type, Floating),
        "index" => (AttrKind.Type, [TF_DataType.TF_INT32, TF_DataType.TF_INT64]),
        "int" => (AttrKind.Int, null),
        "float" => (AttrKind.Float, null),
        "bool" => (AttrKind.Bool, null),
        "string" => (AttrKind.String, null),
        "shape" => (AttrKind.Shape, null),
        "tensor" => (AttrKind.Tensor, null),
        "func" => (AttrKind.Func, null),
        "list(type)" => (AttrKind.TypeList, null),
        "list(int)" => (AttrKind.IntList, null),
        "list(float)" => (AttrKind.FloatList, null),
        "list(bool)" => (AttrKind.BoolList, null),
        "list(string)" => (AttrKind.StringList, null),
        "list(shape)" => (AttrKind.ShapeList, null),
        "list(func)" => (AttrKind.FuncList, null),
        _ when text.StartsWith('{') => (AttrKind.Type,
            [.. text[1..^1].Split(',', StringSplitOptions.TrimEntries).Select(DataTypes.from_numpy_name)]),
        _ => throw new ArgumentException($"'{text}' is no kind of attribute."),
    };

    private static object ParseDefault(AttrKind kind, string text) => kind switch
    {
        AttrKind.Type => DataTypes.from_numpy_name(text),
        AttrKind.Int => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
        AttrKind.Float => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
        AttrKind.Bool => bool.Parse(text),
        AttrKind.String => text.Trim('\''),
        AttrKind.Shape => text == "unknown" ? Tensorflow.Shape.Unknown : throw new ArgumentException($"Default shape '{text}' is not supported."),
        AttrKind.IntList => text.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(t => long.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToArray(),
        AttrKind.FloatList when text == "[]" => Array.Empty<float>(),
        AttrKind.BoolList when text == "[]" => Array.Empty<bool>(),
        AttrKind.StringList when text == "[]" => Array.Empty<string>(),
        AttrKind.ShapeList when text == "[]" => Array.Empty<Shape>(),
        AttrKind.TypeList when text == "[]" => Array.Empty<TF_DataType>(),
        _ => throw new ArgumentException($"A default of kind {kind} is not supported: '{text}'."),
    };

    private static (string, string) Split(string text, char separator)
    {
        var at = text.IndexOf(separator);
        if (at < 0) throw new ArgumentException($"'{text}' lacks '{separator}'.");
        return (text[..at].Trim(), text[(at + 1)..].Trim());
    }
}

/// <summary>The kinds of attributes that TensorFlow's operations have.</summary>
internal enum AttrKind
{
    Type, Int, Float, Bool, String, Shape, Tensor, Func, TypeList, IntList, FloatList, BoolList, StringList, ShapeList, FuncList,
}

/// <summary>One input or output: a tensor, or a list of tensors.</summary>
/// <param name="Name">TensorFlow's name of the argument; a value given for it becomes a constant of that name.</param>
/// <param name="IsRef">True when the argument is a reference to a variable.</param>
/// <param name="NumberAttr">For a list of equally typed tensors: the attribute that counts them.</param>
/// <param name="TypeAttr">The attribute that holds the type, where it is not fixed.</param>
/// <param name="TypeListAttr">For a list of differently typed tensors: the attribute that lists the types.</param>
/// <param name="Type">The fixed type.</param>
internal sealed record ArgDef(string Name, bool IsRef, string? NumberAttr, string? TypeAttr, string? TypeListAttr, TF_DataType Type)
{
    /// <summary>True when the argument is the handle of a variable.</summary>
    public bool IsHandle => Type == TF_DataType.TF_RESOURCE;

    /// <summary>True when the argument takes several tensors.</summary>
    public bool IsList => NumberAttr is not null || TypeListAttr is not null;
}

/// <summary>One attribute: its kind, the types allowed (null for any) and its default (null for none).</summary>
internal sealed record AttrDef(string Name, AttrKind Kind, TF_DataType[]? AllowedTypes, object? Default);
