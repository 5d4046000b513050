using Tensorflow.Ops;

namespace Tensorflow.MetaGraphs;

/// <summary>Definitions of operations as TensorFlow's OpDef messages, without descriptions.</summary>
internal static class OpDefs
{
    /// <summary>The operations that a graph and its functions use, in the order of their names.</summary>
    public static OpList Of(GraphDef graph)
    {
        var nodes = graph.Node.Concat(graph.Library?.Function.SelectMany(f => f.NodeDef) ?? []);
        var functions = graph.Library?.Function.Select(f => f.Signature.Name).ToHashSet() ?? [];
        var list = new OpList();
        list.Op.Add(nodes.Select(n => n.Op).Distinct().Where(name => !functions.Contains(name)).Order(StringComparer.Ordinal).Select(name => Of(OpTable.Get(name))));
        return list;
    }

    public static OpDef Of(OpType type)
    {
        var def = new OpDef { Name = type.Name, IsStateful = type.IsStateful };
        def.InputArg.Add(type.Signature.Inputs.Select(Of));
        def.OutputArg.Add(type.Signature.Outputs.Select(Of));
        def.Attr.Add(type.Signature.Attrs.OrderBy(a => a.Name, StringComparer.Ordinal).Select(Of));
        return def;
    }

    private static OpDef.Types.ArgDef Of(ArgDef arg) => new()
    {
        Name = arg.Name,
        Type = (DataType)arg.Type,
        TypeAttr = arg.TypeAttr ?? "",
        NumberAttr = arg.NumberAttr ?? "",
        TypeListAttr = arg.TypeListAttr ?? "",
        IsRef = arg.IsRef,
    };

    private static OpDef.Types.AttrDef Of(AttrDef attr)
    {
        var def = new OpDef.Types.AttrDef { Name = attr.Name, Type = KindName(attr.Kind) };
        if (attr.Default is not null) def.DefaultValue = AttrCodec.ToProto(attr.Default);
        if (attr.AllowedTypes is not null) def.AllowedValues = AttrCodec.ToProto(attr.AllowedTypes);
        return def;
    }

    private static string KindName(AttrKind kind) => kind switch
    {
        AttrKind.TypeList => "list(type)",
        AttrKind.IntList => "list(int)",
        AttrKind.FloatList => "list(float)",
        AttrKind.BoolList => "list(bool)",
        AttrKind.StringList => "list(string)",
        AttrKind.ShapeList => "list(shape)",
        AttrKind.FuncList => "list(func)",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
