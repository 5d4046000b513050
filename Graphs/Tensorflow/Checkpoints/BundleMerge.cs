using Tensorflow.Files;

namespace Tensorflow.Checkpoints;

/// <summary>Makes one checkpoint of several: their data files are renamed, their indices joined.</summary>
internal static class BundleMerge
{
    /// <exception cref="InvalidArgumentError">A tensor is whole in two of them, or differs in type or shape.</exception>
    public static void Run(IReadOnlyList<string> prefixes, string merged)
    {
        Bundle.MakeFolder(merged);
        var entries = new SortedDictionary<string, BundleEntryProto>(StringComparer.Ordinal);
        var files = new List<string>();
        foreach (var prefix in prefixes.Distinct())
        {
            using var reader = new BundleReader(prefix);
            foreach (var (key, entry) in reader.Entries)
            {
                if (entry.Slices.Count == 0) entry.ShardId += files.Count;
                Join(entries, key, entry);
            }
            files.AddRange(Enumerable.Range(0, reader.ShardCount).Select(shard => Bundle.DataFile(prefix, shard, reader.ShardCount)));
        }
        for (var i = 0; i < files.Count; i++) File.Move(files[i], Bundle.DataFile(merged, i, files.Count), overwrite: true);
        Bundle.WriteIndex(merged, files.Count, entries);
        foreach (var prefix in prefixes.Distinct()) File.Delete(Bundle.IndexFile(prefix));
    }

    private static void Join(SortedDictionary<string, BundleEntryProto> entries, string key, BundleEntryProto entry)
    {
        if (entries.TryAdd(key, entry)) return;
        var known = entries[key];
        if (known.Slices.Count == 0 || entry.Slices.Count == 0)
            throw new InvalidArgumentError($"Duplicate tensor keyed by {Bundle.NameOf(key)} encountered, when merging checkpoints.");
        if (known.Dtype != entry.Dtype || !known.Shape.Equals(entry.Shape))
            throw new InvalidArgumentError($"Ill-formed checkpoints: the slices of {Bundle.NameOf(key)} belong to tensors of different type or shape.");
        known.Slices.Add(entry.Slices);
    }
}
