using System.Globalization;
using Tensorflow.Saving;

namespace Tensorflow;

/// <summary>
/// Saves a graph's variables to checkpoints and restores them, in TensorFlow's V2 format: <c>PREFIX.index</c>,
/// <c>PREFIX.data-00000-of-00001</c> (with <c>write_version</c> V1 the single file <c>PREFIX</c>; both are read), with the graph in <c>PREFIX.meta</c>, and a file <c>checkpoint</c> beside them that names the newest.
/// Only the newest <c>max_to_keep</c> are kept.
/// </summary>
/// <example><code>
/// var saver = tf.train.Saver();
/// var path = saver.save(sess, "run/model.ckpt", global_step: step);
/// saver.restore(sess, tf.train.latest_checkpoint("run"));
/// </code></example>
public sealed class Saver
{
    private readonly IReadOnlyList<KeyValuePair<string, IVariableV1>>? _variables;
    private readonly SaverOptions _options;
    private readonly string? _name;
    private readonly List<(string Path, DateTime Time)> _last = [];
    private readonly Queue<(string Path, DateTime Time)> _toDelete = new();
    private DateTime _keepFrom;
    private SaverDef? _saverDef;
    private bool _isEmpty;
    private Saver? _ofObjects;

    /// <param name="variables">By their names in the checkpoint; null for all that the graph has when the saver is built.</param>
    /// <param name="options">The settings.</param>
    /// <param name="name">The scope of the operations.</param>
    /// <param name="saverDef">The operations where they are in the graph already; null to add them.</param>
    internal Saver(IReadOnlyList<KeyValuePair<string, IVariableV1>>? variables, SaverOptions options, string? name, SaverDef? saverDef)
    {
        if (options.WriteVersion is not (SaverDef.Types.CheckpointFormatVersion.V1 or SaverDef.Types.CheckpointFormatVersion.V2))
            throw new RuntimeError($"Unexpected write_version: {options.WriteVersion}. Checkpoints are written in the format V2 or V1.");
        _variables = variables;
        _options = options;
        _name = name;
        if (saverDef is not null) _saverDef = InScope(saverDef, name);
        if (!options.DeferBuild || saverDef is not null) build();
    }

    /// <summary>Where the operations are, and what is kept; null before <see cref="build"/>.</summary>
    public SaverDef? saver_def => _saverDef;

    /// <summary>The checkpoints that were saved and not deleted, the newest last.</summary>
    public List<string> last_checkpoints => [.. _last.Select(c => c.Path)];

    /// <summary>Adds the operations to the default graph, after <c>defer_build: true</c>.</summary>
    /// <exception cref="ValueError">There is no variable to save, or a name is there twice.</exception>
    public void build()
    {
        if (_saverDef is null && !_isEmpty)
        {
            var variables = _variables ?? Named(Binding.tf.global_variables());
            if (variables.Count == 0 && !_options.AllowEmpty) throw new ValueError("No variables to save. Make the variables before the Saver, or give allow_empty: true.");
            _isEmpty = variables.Count == 0;
            if (_isEmpty) return;
            _saverDef = SaverBuilder.Build(variables, _options.Reshape, _options.Sharded, _name, _options.Filename, _options.WriteVersion);
            _saverDef.MaxToKeep = _options.MaxToKeep ?? 0;
            _saverDef.KeepCheckpointEveryNHours = (float)_options.KeepEveryHours;
        }
        _keepFrom = DateTime.UtcNow + Hours();
    }

    /// <summary>Saves the variables' values.</summary>
    /// <param name="sess">The session that holds them.</param>
    /// <param name="save_path">What the files' names begin with. Its folder is made where only it is missing.</param>
    /// <param name="global_step">A number, or a tensor or variable that gives it, which is appended: <c>model.ckpt-100</c>.</param>
    /// <param name="latest_filename">The name of the file that names the newest checkpoint, <c>checkpoint</c> unless given.</param>
    /// <param name="meta_graph_suffix">The ending of the file that holds the graph.</param>
    /// <param name="write_meta_graph">False to write no graph.</param>
    /// <param name="write_state">False to leave the file <c>checkpoint</c> and older checkpoints alone.</param>
    /// <param name="strip_default_attrs">True to leave attributes out of the graph that have their default, so that older programs read it.</param>
    /// <returns>The path to restore from; null where there is nothing to save.</returns>
    /// <exception cref="FailedPreconditionError">A variable has no value yet.</exception>
    public string? save(Session sess, string save_path, TensorLike global_step = default, string? latest_filename = null, string meta_graph_suffix = CheckpointFolder.MetaSuffix,
        bool write_meta_graph = true, bool write_state = true, bool strip_default_attrs = false)
    {
        RequireBuilt();
        if (Path.GetFileName(latest_filename) != latest_filename) throw new ValueError($"'latest_filename' must not contain path components, but is '{latest_filename}'.");
        if (global_step.IsNull && Path.GetFileName(save_path) == (latest_filename ?? CheckpointFolder.StateFile) && !_options.Sharded)
            throw new ValueError($"'latest_filename' collides with 'save_path': '{latest_filename ?? CheckpointFolder.StateFile}' and '{save_path}'. The file of that name says which checkpoint is the newest; save under another, such as 'model.ckpt'.");
        var prefix = global_step.IsNull ? save_path : $"{save_path}-{Number(sess, global_step).ToString(_options.PadStepNumber ? "D8" : "D", CultureInfo.InvariantCulture)}";
        string? path = null;
        if (!_isEmpty)
        {
            path = Run(sess, prefix, save_path);
            if (write_state) Record(path, Path.GetDirectoryName(save_path) ?? "", latest_filename, meta_graph_suffix);
        }
        if (write_meta_graph) export_meta_graph(sess.graph, CheckpointFolder.MetaFile(prefix, meta_graph_suffix), strip_default_attrs: strip_default_attrs);
        return path;
    }

    /// <summary>Gives the variables the values of a checkpoint; they need no initializer before.</summary>
    /// <param name="sess">The session.</param>
    /// <param name="save_path">What <see cref="save"/> or <c>tf.train.latest_checkpoint</c> returned.</param>
    /// <exception cref="ValueError">There is no checkpoint of this path.</exception>
    /// <exception cref="NotFoundError">The checkpoint lacks a variable.</exception>
    /// <exception cref="InvalidArgumentError">A variable has another shape or type there.</exception>
    /// <exception cref="DataLossError">The checkpoint is damaged.</exception>
    public void restore(Session sess, string? save_path)
    {
        RequireBuilt();
        if (_isEmpty) return;
        if (save_path is null) throw new ValueError("Can't load save_path when it is None: no checkpoint was found. Save one first, or give its path.");
        if (!CheckpointFolder.Exists(save_path)) throw new ValueError($"The passed save_path is not a valid checkpoint: {save_path}. There is no {save_path}.index; give the path that save returned.");
        try
        {
            sess.run(sess.graph.get_operation_by_name(_saverDef!.RestoreOpName), (_saverDef.FilenameTensorName, save_path));
        }
        catch (NotFoundError error)
        {
            if (ObjectRestore.KeysOf(save_path, _variables ?? Named(sess.graph.get_collection<IVariableV1>(GraphKeys.GLOBAL_VARIABLES))) is { } byKey)
            {
                Console.Error.WriteLine("WARNING: Restoring an object-based checkpoint using a name-based saver. This may be somewhat fragile, and will re-build the Saver.");
                using var graph = sess.graph.as_default();
                (_ofObjects ??= new Saver(byKey, _options, null, null)).restore(sess, save_path);
                return;
            }
            throw new NotFoundError(Explained(error, "a Variable name or other graph key that is missing"), error.op, error);
        }
        catch (InvalidArgumentError error)
        {
            throw new InvalidArgumentError(Explained(error, "a mismatch between the current graph and the graph"), error.op, error);
        }
    }

    /// <summary>Takes checkpoints that are there, the newest last, as those that this saver saved: a program that goes on then keeps no more than before.</summary>
    public void recover_last_checkpoints(IEnumerable<string> checkpoint_paths) =>
        set_last_checkpoints_with_time(checkpoint_paths.Where(CheckpointFolder.Exists).Select(path => (path, CheckpointFolder.WrittenAt(path))));

    /// <summary>Sets the list of checkpoints that this saver keeps, with the times when they were saved (UTC).</summary>
    public void set_last_checkpoints_with_time(IEnumerable<(string path, DateTime time)> last_checkpoints_with_time)
    {
        _last.Clear();
        _last.AddRange(last_checkpoints_with_time);
    }

    /// <summary>The message that describes this saver.</summary>
    public SaverDef as_saver_def() => _saverDef ?? throw new RuntimeError("The Saver is not built: call build() first.");

    /// <summary>The same, with the names as in the scope <paramref name="export_scope"/>; null where they lie outside.</summary>
    public SaverDef? to_proto(string? export_scope = null)
    {
        var def = as_saver_def();
        if (string.IsNullOrEmpty(export_scope)) return def;
        if (!def.SaveTensorName.StartsWith(export_scope, StringComparison.Ordinal)) return null;
        return Renamed(def, name => name.StartsWith(export_scope + "/", StringComparison.Ordinal) ? name[(export_scope.Length + 1)..] : name);
    }

    /// <summary>A saver whose operations are in the graph already, in the scope <paramref name="import_scope"/>.</summary>
    public static Saver from_proto(SaverDef saver_def, string? import_scope = null) => new(null, SaverOptions.Of(saver_def), import_scope, saver_def);

    /// <summary>The default graph with its collections and this saver, also written to a file if one is named.</summary>
    public MetaGraphDef export_meta_graph(string? filename = null, IEnumerable<string>? collection_list = null, bool as_text = false, string? export_scope = null,
        bool clear_devices = false, bool clear_extraneous_savers = false, bool strip_default_attrs = false) =>
        export_meta_graph(DefaultGraph.Current, filename, collection_list, as_text, export_scope, clear_devices, clear_extraneous_savers, strip_default_attrs);

    private MetaGraphDef export_meta_graph(Graph graph, string? filename, IEnumerable<string>? collection_list = null, bool as_text = false, string? export_scope = null,
        bool clear_devices = false, bool clear_extraneous_savers = false, bool strip_default_attrs = false) =>
        Binding.tf.train.export_meta_graph(filename, saver_def: _saverDef, collection_list: collection_list, as_text: as_text, graph: graph, export_scope: export_scope,
            clear_devices: clear_devices, clear_extraneous_savers: clear_extraneous_savers, strip_default_attrs: strip_default_attrs);

    /// <summary>The variables by the names of their operations.</summary>
    internal static List<KeyValuePair<string, IVariableV1>> Named(IEnumerable<IVariableV1> variables) => [.. variables.Select(v => KeyValuePair.Create(v.op.name, v))];

    private string Run(Session sess, string prefix, string savePath)
    {
        try
        {
            return sess.run_strings(sess.graph.get_tensor_by_name(_saverDef!.SaveTensorName), (_saverDef.FilenameTensorName, prefix))[0];
        }
        catch (OpError error) when (error is FailedPreconditionError or NotFoundError && Path.GetDirectoryName(Path.GetFullPath(savePath)) is { } folder && !Directory.Exists(folder))
        {
            throw new ValueError($"Parent directory of {savePath} doesn't exist, can't save. Make {folder} first.", error);
        }
    }

    private void Record(string path, string folder, string? latestFilename, string metaSuffix)
    {
        if (_saverDef!.MaxToKeep > 0)
        {
            _last.RemoveAll(c => c.Path == path);
            _last.Add((path, DateTime.UtcNow));
            if (_last.Count > _saverDef.MaxToKeep)
            {
                _toDelete.Enqueue(_last[0]);
                _last.RemoveAt(0);
            }
        }
        var state = new CheckpointState { ModelCheckpointPath = path };
        state.AllModelCheckpointPaths.Add(last_checkpoints);
        CheckpointFolder.Write(folder, state, latestFilename, _options.SaveRelativePaths);
        if (!_toDelete.TryDequeue(out var oldest)) return;
        if (oldest.Time > _keepFrom) _keepFrom += Hours();
        else CheckpointFolder.Remove(oldest.Path, metaSuffix, _options.WriteVersion);
    }

    private static long Number(Session sess, TensorLike step) => step.AsTensor is { } tensor
        ? Convert.ToInt64(sess.run(tensor).GetValue(0), CultureInfo.InvariantCulture)
        : Convert.ToInt64(step.Value, CultureInfo.InvariantCulture);

    private static string Explained(OpError error, string cause) =>
        $"Restoring from checkpoint failed. This is most likely due to {cause} from the checkpoint. Please ensure that you have not altered the graph expected based on the checkpoint. Original error:\n\n{error.message}";

    private static SaverDef InScope(SaverDef def, string? scope) => string.IsNullOrEmpty(scope) ? def.Clone() : Renamed(def, name => $"{scope.TrimEnd('/')}/{name}");

    private static SaverDef Renamed(SaverDef def, Func<string, string> rename)
    {
        var result = def.Clone();
        result.FilenameTensorName = rename(def.FilenameTensorName);
        result.SaveTensorName = rename(def.SaveTensorName);
        result.RestoreOpName = rename(def.RestoreOpName);
        return result;
    }

    private TimeSpan Hours() => TimeSpan.FromHours(Math.Min(_saverDef?.KeepCheckpointEveryNHours ?? (float)_options.KeepEveryHours, 1e6f));

    private void RequireBuilt()
    {
        if (_saverDef is null && !_isEmpty) throw new RuntimeError("`build()` should be called before save if defer_build==True");
    }
}

/// <summary>The settings of a saver; their meaning stands at <c>tf.train.Saver</c>.</summary>
internal sealed record SaverOptions(
    bool Reshape, bool Sharded, int? MaxToKeep, double KeepEveryHours, bool DeferBuild, bool AllowEmpty,
    SaverDef.Types.CheckpointFormatVersion WriteVersion, bool PadStepNumber, bool SaveRelativePaths, string? Filename)
{
    public static SaverOptions Of(SaverDef def) => new(false, def.Sharded, def.MaxToKeep, def.KeepCheckpointEveryNHours, false, false, def.Version, false, false, null);
}
