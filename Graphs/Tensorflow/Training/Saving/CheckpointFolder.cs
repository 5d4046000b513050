using Tensorflow.Checkpoints;
using Tensorflow.Files;

namespace Tensorflow.Saving;

/// <summary>
/// The checkpoints of a folder: the file <c>checkpoint</c> (CheckpointState as text) that names them, the newest first, and the files of each.
/// </summary>
internal static class CheckpointFolder
{
    public const string StateFile = "checkpoint";

    public const string MetaSuffix = "meta";

    public static string StatePath(string folder, string? latestFilename) => Path.Combine(folder, latestFilename ?? StateFile);

    public static string MetaFile(string prefix, string suffix = MetaSuffix)
    {
        var shard = System.Text.RegularExpressions.Regex.Match(prefix, @"^(.*)-[\d?]+-of-\d+$");
        return $"{(shard.Success ? shard.Groups[1].Value : prefix)}.{suffix}";
    }

    /// <summary>True where a checkpoint of this prefix is there; with <c>*</c> and <c>?</c> in the file's name, any that fits.</summary>
    public static bool Exists(string prefix) => Files(prefix).Length > 0;

    /// <summary>When the checkpoint was written.</summary>
    /// <exception cref="NotFoundError">It is not there.</exception>
    public static DateTime WrittenAt(string prefix) => Files(prefix) is [var first, ..]
        ? File.GetLastWriteTimeUtc(first)
        : throw new NotFoundError($"Checkpoint {prefix} is not there: no file {Bundle.IndexFile(prefix)}.");

    /// <summary>Deletes the files of a checkpoint, those that are there.</summary>
    public static void Remove(string prefix, string metaSuffix, SaverDef.Types.CheckpointFormatVersion version)
    {
        File.Delete(MetaFile(prefix, metaSuffix));
        if (version != SaverDef.Types.CheckpointFormatVersion.V2)
        {
            foreach (var file in FilePattern.Matching(prefix)) File.Delete(file);
            return;
        }
        File.Delete(Bundle.IndexFile(prefix));
        foreach (var data in FilePattern.Matching(prefix + ".data-?????-of-?????")) File.Delete(data);
    }

    /// <summary>What the state file says, its relative paths joined to the folder; null where there is no such file, or none that can be read.</summary>
    public static CheckpointState? Read(string folder, string? latestFilename)
    {
        var path = StatePath(folder, latestFilename);
        if (!File.Exists(path)) return null;
        var state = new CheckpointState();
        try
        {
            TextFormatReader.Read(File.ReadAllText(path), state);
        }
        catch (ValueError error)
        {
            Console.Error.WriteLine($"{path}: {error.Message}");
            return null;
        }
        if (state.ModelCheckpointPath.Length == 0) throw new ValueError($"Invalid checkpoint state loaded from {path}: it names no checkpoint.");
        state.ModelCheckpointPath = Path.Combine(folder, state.ModelCheckpointPath);
        for (var i = 0; i < state.AllModelCheckpointPaths.Count; i++) state.AllModelCheckpointPaths[i] = Path.Combine(folder, state.AllModelCheckpointPaths[i]);
        return state;
    }

    /// <summary>Writes the state file.</summary>
    public static void Write(string folder, CheckpointState state, string? latestFilename, bool relative)
    {
        var path = StatePath(folder, latestFilename);
        var written = Generate(folder, relative ? RelativeTo(folder, state) : state);
        if (written.ModelCheckpointPath == path)
            throw new RuntimeError($"Save path '{state.ModelCheckpointPath}' conflicts with path used for checkpoint state.  Please use a different save path.");
        AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(TextFormatWriter.Write(written))));
    }

    /// <summary>The state as it is written to the folder: the newest checkpoint is the last of all; in a relative folder relative paths count from it.</summary>
    public static CheckpointState Generate(string folder, CheckpointState state)
    {
        var result = state.Clone();
        var all = result.AllModelCheckpointPaths;
        if (all.Count == 0 || all[^1] != result.ModelCheckpointPath) all.Add(result.ModelCheckpointPath);
        if (result.AllModelCheckpointTimestamps.Count > 0 && result.AllModelCheckpointTimestamps.Count != all.Count)
            throw new ValueError($"Checkpoint timestamps, if provided, must match checkpoint paths: {result.AllModelCheckpointTimestamps.Count} timestamps, {all.Count} paths.");
        return Path.IsPathRooted(folder) ? result : Mapped(result, path => Path.IsPathRooted(path) ? path : Relative(folder, path));
    }

    private static CheckpointState RelativeTo(string folder, CheckpointState state) => Mapped(state, path => Path.IsPathRooted(path) ? Relative(folder, path) : path);

    private static CheckpointState Mapped(CheckpointState state, Func<string, string> map)
    {
        var result = state.Clone();
        result.ModelCheckpointPath = map(state.ModelCheckpointPath);
        for (var i = 0; i < result.AllModelCheckpointPaths.Count; i++) result.AllModelCheckpointPaths[i] = map(result.AllModelCheckpointPaths[i]);
        return result;
    }

    private static string Relative(string folder, string path) => Path.GetRelativePath(folder.Length == 0 ? "." : folder, path);

    // The files that show that a checkpoint is there: the index of the format V2, or those of the format V1.
    private static string[] Files(string prefix) => FilePattern.Matching(Bundle.IndexFile(prefix)) is { Length: > 0 } index ? index : FilePattern.Matching(prefix);
}
