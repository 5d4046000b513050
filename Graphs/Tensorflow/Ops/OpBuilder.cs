namespace Tensorflow.Ops;

/// <summary>
/// Adds an operation the way TensorFlow's generated wrappers do: opens a scope of the operation's name, turns values into
/// constants named after the arguments, infers type and count attributes, fills in defaults.
/// </summary>
internal static class OpBuilder
{
    /// <summary>Adds an operation and gives its first output.</summary>
    public static Tensor Apply(string type, string? name, ReadOnlySpan<TensorLike> inputs, params ReadOnlySpan<(string, object?)> attrs) =>
        ApplyOp(type, name, inputs, attrs).output;

    /// <summary>Adds an operation and gives all its outputs.</summary>
    public static Tensor[] ApplyMany(string type, string? name, ReadOnlySpan<TensorLike> inputs, params ReadOnlySpan<(string, object?)> attrs) =>
        ApplyOp(type, name, inputs, attrs).outputs;

    /// <summary>
    /// Adds an operation. An argument that is a list of tensors is given as one <see cref="TensorLike"/> of an array.
    /// Attributes given as null are left to inference or default. Names: null means the operation's own type.
    /// </summary>
    public static Operation ApplyOp(string type, string? name, ReadOnlySpan<TensorLike> inputs, params ReadOnlySpan<(string, object?)> attrs)
    {
        var opType = FormFor(OpTable.Get(type), inputs, out var handle);
        var signature = opType.Signature;
        if (inputs.Length != signature.Inputs.Count)
            throw new TypeError($"{type} takes {signature.Inputs.Count} inputs ({string.Join(", ", signature.Inputs.Select(i => i.Name))}), but got {inputs.Length}.");
        var nodeAttrs = new NodeAttrs();
        foreach (var (key, value) in attrs)
        {
            if (value is not null && (handle is null || signature.FindAttr(key) is not null)) nodeAttrs[key] = value;
        }
        if (handle is not null && signature.Attrs.FirstOrDefault(a => a.Name is "T" or "dtype") is { } element && !nodeAttrs.Has(element.Name)) nodeAttrs[element.Name] = handle.ValueType;
        var graph = DefaultGraph.Current;
        using var scope = graph.EnterScope(string.IsNullOrEmpty(name) ? opType.Name : name);
        InferTypes(signature, inputs, nodeAttrs);
        var flat = new List<Tensor>();
        for (var i = 0; i < inputs.Length; i++) Convert(opType.Name, signature.Inputs[i], inputs[i], nodeAttrs, flat);
        FillDefaults(opType, nodeAttrs);
        CheckTypes(opType, nodeAttrs, signature, inputs);
        using var besideVariables = ColocateWithReferences(graph, signature, inputs);
        return graph.CreateOp(opType, scope.scope_name, [.. flat], nodeAttrs);
    }

    // An operation on a reference that is given a handle is meant in its form for handles.
    private static OpType FormFor(OpType opType, ReadOnlySpan<TensorLike> inputs, out Tensor? handle)
    {
        handle = null;
        for (var i = 0; i < Math.Min(inputs.Length, opType.Signature.Inputs.Count) && handle is null; i++)
        {
            var argument = opType.Signature.Inputs[i];
            if ((argument.IsRef || argument.IsHandle) && inputs[i].AsRef is { dtype: TF_DataType.TF_RESOURCE } given) handle = given;
        }
        return handle is not null && VariableUpdates.HandleForm(opType) is { } form ? OpTable.Get(form) : opType;
    }

    /// <summary>Sets attributes that have a default and no value yet; an attribute without either is an error.</summary>
    public static void FillDefaults(OpType opType, NodeAttrs attrs)
    {
        foreach (var attr in opType.Signature.Attrs)
        {
            if (attrs.Has(attr.Name)) continue;
            attrs[attr.Name] = attr.Default ?? throw new TypeError($"{opType.Name} needs the attribute '{attr.Name}' ({attr.Kind}).");
        }
    }

    private static IDisposable? ColocateWithReferences(Graph graph, Signature signature, ReadOnlySpan<TensorLike> inputs)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (signature.Inputs[i].IsRef && !signature.Inputs[i].IsList) return graph.EnterColocation(graph.Adopt(inputs[i].AsRef!, signature.Inputs[i].Name).op);
        }
        return null;
    }

    // A tensor decides its type attribute; only then do plain values take that type or, with no tensor, their own.
    private static void InferTypes(Signature signature, ReadOnlySpan<TensorLike> inputs, NodeAttrs attrs)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                var arg = signature.Inputs[i];
                if (arg.NumberAttr is { } number && inputs[i].Value is Array list) attrs[number] = (long)list.Length;
                if (arg.TypeListAttr is not null || arg.TypeAttr is not { } typeAttr || attrs.Has(typeAttr)) continue;
                var found = pass == 0 ? TensorType(inputs[i]) : NaturalType(inputs[i], signature.FindAttr(typeAttr));
                if (found != TF_DataType.DtInvalid) attrs[typeAttr] = found;
            }
        }
    }

    private static TF_DataType TensorType(TensorLike input)
    {
        if (input.TensorType is { } type) return type;
        if (input.Value is Array list && list.GetType().GetElementType() is { IsValueType: false } or { Name: nameof(TensorLike) })
        {
            foreach (var item in list)
            {
                if (TensorLike.From(item).TensorType is { } inner) return inner;
            }
        }
        return TF_DataType.DtInvalid;
    }

    private static TF_DataType NaturalType(TensorLike input, AttrDef? attr)
    {
        if (input.IsNull) return TF_DataType.DtInvalid;
        if (attr?.Default is TF_DataType preferred && input.Value is int or int[] or long or long[] or Shape) return preferred;
        var value = ValueConversion.ToValue(input.Value is Array { Rank: 1 } list && list.GetType().GetElementType() == typeof(TensorLike) ? ((TensorLike)list.GetValue(0)!).Value : input.Value);
        return value.DType;
    }

    private static void Convert(string type, ArgDef arg, TensorLike input, NodeAttrs attrs, List<Tensor> flat)
    {
        if (arg.IsList)
        {
            if (input.Value is not Array list) throw new TypeError($"Argument '{arg.Name}' of {type} takes a list of tensors, but got {input.Value?.GetType().Name ?? "null"}.");
            var types = new TF_DataType[list.Length];
            for (var i = 0; i < list.Length; i++)
            {
                var wanted = arg.TypeListAttr is not null ? TF_DataType.DtInvalid : arg.TypeAttr is null ? arg.Type : attrs.Type(arg.TypeAttr);
                var tensor = ToTensor(type, arg, TensorLike.From(list.GetValue(i)), wanted, $"{arg.Name}_{i}");
                types[i] = tensor.dtype.as_base_dtype();
                flat.Add(tensor);
            }
            if (arg.TypeListAttr is not null) attrs[arg.TypeListAttr] = types;
            return;
        }
        if (arg.IsRef)
        {
            var reference = input.AsRef;
            if (reference is null || !reference.dtype.is_ref_dtype())
                throw new TypeError($"Argument '{arg.Name}' of {type} must be a variable, but got {reference?.ToString() ?? input.Value?.ToString() ?? "null"}. Only variables (tf.Variable) can be assigned to.");
            flat.Add(reference);
            return;
        }
        if (arg.IsHandle)
        {
            if (input.AsRef is not { dtype: TF_DataType.TF_RESOURCE } given)
                throw new TypeError($"Argument '{arg.Name}' of {type} must be a resource variable, but got {input.AsRef?.ToString() ?? input.Value?.ToString() ?? "null"}. Make the variable with use_resource: true.");
            flat.Add(given);
            return;
        }
        flat.Add(ToTensor(type, arg, input, arg.TypeAttr is null ? arg.Type : attrs.Type(arg.TypeAttr), arg.Name));
    }

    private static Tensor ToTensor(string type, ArgDef arg, TensorLike input, TF_DataType wanted, string name)
    {
        if (input.TensorType is { } own && wanted != TF_DataType.DtInvalid && own != wanted)
        {
            var tensor = input.AsTensor!;
            throw new TypeError($"Input '{arg.Name}' of '{type}' Op has type {own.as_numpy_name()} that does not match type {wanted.as_numpy_name()} of the other arguments: {tensor} (made at {tensor.op.DefinedAt}). Use tf.cast.");
        }
        return input.ToTensor(name, wanted);
    }

    private static void CheckTypes(OpType opType, NodeAttrs attrs, Signature signature, ReadOnlySpan<TensorLike> inputs)
    {
        foreach (var attr in signature.Attrs)
        {
            if (attr.AllowedTypes is not { } allowed || !attrs.TryGet<TF_DataType>(attr.Name, out var type) || allowed.Contains(type)) continue;
            var argument = signature.Inputs.FirstOrDefault(i => i.TypeAttr == attr.Name)?.Name ?? attr.Name;
            throw new TypeError($"Value passed to parameter '{argument}' of {opType.Name} has DataType {type.as_numpy_name()} not in list of allowed values: {string.Join(", ", allowed.Select(t => t.as_numpy_name()))}");
        }
    }
}
