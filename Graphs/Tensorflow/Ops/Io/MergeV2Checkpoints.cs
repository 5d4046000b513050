using Tensorflow.Checkpoints;

namespace Tensorflow.Ops;

/// <summary>Makes one checkpoint of those that several devices wrote; delete_old_dirs then removes their folders if they are empty.</summary>
internal sealed class MergeV2Checkpoints() : NotDifferentiableOp("MergeV2Checkpoints",
    "checkpoint_prefixes: string, destination_prefix: string ->; delete_old_dirs: bool = true; allow_missing_files: bool = false")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c)
    {
        c.WithRank(0, 1);
        c.WithRank(1, 0);
    }

    public override void Run(KernelContext k)
    {
        string[] prefixes = k.Input(0).Texts();
        var merged = k.Input(1).Text();
        if (k.Attrs.Bool("allow_missing_files")) prefixes = Array.FindAll(prefixes, prefix => File.Exists(Bundle.IndexFile(prefix)));
        BundleMerge.Run(prefixes, merged);
        if (!k.Attrs.Bool("delete_old_dirs")) return;
        var target = Path.GetDirectoryName(Path.GetFullPath(merged));
        foreach (var folder in prefixes.Select(prefix => Path.GetDirectoryName(Path.GetFullPath(prefix))!).Distinct())
        {
            if (folder != target && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
    }
}
