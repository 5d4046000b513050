using Google.Protobuf;

namespace Tensorflow.MetaGraphs;

/// <summary>Cuts a MetaGraphDef down to one name scope, whose name then stands no longer in the names.</summary>
internal static class MetaGraphScope
{
    /// <exception cref="ValueError">An operation of the scope takes what lies outside of it.</exception>
    public static void Restrict(MetaGraphDef meta, string scope)
    {
        var prefix = scope.TrimEnd('/') + "/";
        var graph = meta.GraphDef;
        var inside = graph.Node.Where(n => n.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        foreach (var node in inside)
        {
            node.Name = node.Name[prefix.Length..];
            for (var i = node.Input.Count - 1; i >= 0; i--)
            {
                if (Stripped(node.Input[i].TrimStart('^'), prefix) is { } input) node.Input[i] = node.Input[i].StartsWith('^') ? "^" + input : input;
                else if (node.Input[i].StartsWith('^')) node.Input.RemoveAt(i);
                else throw new ValueError($"The node '{prefix}{node.Name}' of the exported scope takes '{node.Input[i]}', which lies outside of it. Export a scope that holds both.");
            }
            if (!node.Attr.TryGetValue("_class", out var beside)) continue;
            var kept = beside.List.S.Select(s => s.ToStringUtf8()).Where(s => s.StartsWith("loc:@" + prefix, StringComparison.Ordinal)).Select(s => ByteString.CopyFromUtf8("loc:@" + s[(5 + prefix.Length)..])).ToList();
            beside.List.S.Clear();
            beside.List.S.Add(kept);
            if (kept.Count == 0) node.Attr.Remove("_class");
        }
        graph.Node.Clear();
        graph.Node.Add(inside);
        meta.SaverDef = meta.SaverDef is { } saver ? Saver.from_proto(saver).to_proto(scope.TrimEnd('/')) : null;
        foreach (var (key, collection) in meta.CollectionDef.ToList())
        {
            if (!Restrict(collection, prefix)) meta.CollectionDef.Remove(key);
        }
    }

    private static bool Restrict(CollectionDef collection, string prefix)
    {
        if (collection.NodeList is { } nodes) return Replace(nodes.Value, [.. nodes.Value.Select(name => Stripped(name, prefix)).OfType<string>()]);
        return collection.BytesList is not { } bytes || Replace(bytes.Value, [.. bytes.Value.Select(b => Variable(b, prefix)).OfType<ByteString>()]);
    }

    private static ByteString? Variable(ByteString bytes, string prefix)
    {
        VariableDef variable;
        try
        {
            variable = VariableDef.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return bytes;
        }
        if (Stripped(variable.VariableName, prefix) is not { } name) return null;
        variable.VariableName = name;
        variable.InitialValueName = Stripped(variable.InitialValueName, prefix) ?? "";
        variable.InitializerName = Stripped(variable.InitializerName, prefix) ?? variable.InitializerName;
        variable.SnapshotName = Stripped(variable.SnapshotName, prefix) ?? variable.SnapshotName;
        return variable.ToByteString();
    }

    private static bool Replace<T>(Google.Protobuf.Collections.RepeatedField<T> list, List<T> items)
    {
        list.Clear();
        list.Add(items);
        return items.Count > 0;
    }

    private static string? Stripped(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;
}
