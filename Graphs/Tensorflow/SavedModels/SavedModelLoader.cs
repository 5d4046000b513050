using Tensorflow.MetaGraphs;

namespace Tensorflow.SavedModels;

/// <summary>Loads a SavedModel into a session: adds its graph to the session's, restores the variables, runs what it wants to be run.</summary>
internal static class SavedModelLoader
{
    public static MetaGraphDef Load(Session sess, IEnumerable<string> tags, string folder, string? importScope)
    {
        var meta = Find(SavedModelFiles.Read(folder), [.. tags], folder);
        using var entered = sess.graph.as_default();
        var scope = MetaGraphReader.Import(sess.graph, meta, clearDevices: false, importScope);
        var saver = meta.SaverDef is { } def ? Saver.from_proto(def, scope) : null;
        saver?.restore(sess, SavedModelFiles.Variables(folder));
        if (InitOp(meta) is { } init)
        {
            FeedItem[] assets = [.. Assets(meta).Select(asset => new FeedItem(CollectionCodec.InScope(asset.TensorInfo.Name, scope), SavedModelFiles.Asset(folder, asset.Filename)))];
            sess.run(sess.graph.get_operation_by_name(CollectionCodec.InScope(init, scope)), assets);
        }
        return meta;
    }

    /// <summary>The graph that has just these tags.</summary>
    private static MetaGraphDef Find(SavedModel model, HashSet<string> tags, string folder)
    {
        foreach (var meta in model.MetaGraphs)
        {
            if (tags.SetEquals(meta.MetaInfoDef?.Tags ?? [])) return meta;
        }
        var available = string.Join("; ", model.MetaGraphs.Select(meta => $"'{string.Join("', '", meta.MetaInfoDef?.Tags ?? [])}'"));
        throw new RuntimeError($"MetaGraphDef associated with tags '{string.Join("', '", tags)}' could not be found in SavedModel {folder}. It has graphs with the tags {available}.");
    }

    private static string? InitOp(MetaGraphDef meta)
    {
        if (meta.SignatureDef.TryGetValue(SavedModelFiles.InitOpSignature, out var signature)) return signature.Outputs[SavedModelFiles.InitOpSignature].Name;
        foreach (var key in new[] { SavedModelFiles.MainOpKey, SavedModelFiles.LegacyInitOpKey })
        {
            if (!meta.CollectionDef.TryGetValue(key, out var collection)) continue;
            if (collection.NodeList is not { Value: [var name] }) throw new RuntimeError($"Expected exactly one main op in the collection '{key}' of the SavedModel.");
            return name;
        }
        return null;
    }

    private static IEnumerable<AssetFileDef> Assets(MetaGraphDef meta)
    {
        if (meta.AssetFileDef.Count > 0) return meta.AssetFileDef;
        return meta.CollectionDef.TryGetValue(SavedModelFiles.AssetsKey, out var assets) ? assets.AnyList.Value.Select(any => any.Unpack<AssetFileDef>()) : [];
    }
}
