using System.Runtime.CompilerServices;
using NumSharp;
using Tensorflow.Checkpoints;
using Tensorflow.MetaGraphs;
using Tensorflow.Saving;

namespace Tensorflow;

public sealed partial class TrainApi
{
    private const SaverDef.Types.CheckpointFormatVersion V2 = SaverDef.Types.CheckpointFormatVersion.V2;

    /// <inheritdoc cref="Tensorflow.Saver"/>
    /// <param name="var_list">The variables, saved under the names of their operations; null for all global variables.</param>
    /// <param name="reshape">True to restore a tensor of another shape that has as many elements.</param>
    /// <param name="sharded">True to save the variables of each device in a file of its own.</param>
    /// <param name="max_to_keep">How many checkpoints are kept, older ones are deleted; null or 0 for all.</param>
    /// <param name="keep_checkpoint_every_n_hours">One checkpoint of this many hours is kept for good.</param>
    /// <param name="name">The scope of the operations, <c>save</c> unless given.</param>
    /// <param name="restore_sequentially">Restoring is sequential in any case.</param>
    /// <param name="saver_def">The description of a saver whose operations are in the graph: none are added.</param>
    /// <param name="defer_build">True to add the operations only when <c>build()</c> is called, for variables made later.</param>
    /// <param name="allow_empty">True to allow a graph without variables.</param>
    /// <param name="write_version">V2, or V1, the format of TensorFlow before 1.0: all in one file, values as messages. Both are read.</param>
    /// <param name="pad_step_number">True to write steps with eight digits, so that names sort by them.</param>
    /// <param name="save_relative_paths">True to write relative paths to the file <c>checkpoint</c>, so that the folder can be moved.</param>
    /// <param name="filename">The path that the graph's operations take where none is fed.</param>
    /// <exception cref="ValueError">There is no variable, or two have the same name.</exception>
    public Saver Saver(IEnumerable<IVariableV1>? var_list = null, bool reshape = false, bool sharded = false, int? max_to_keep = 5, double keep_checkpoint_every_n_hours = 10000.0,
        string? name = null, bool restore_sequentially = false, SaverDef? saver_def = null, bool defer_build = false, bool allow_empty = false,
        SaverDef.Types.CheckpointFormatVersion write_version = V2, bool pad_step_number = false, bool save_relative_paths = false, string? filename = null) =>
        new(var_list is null ? null : Tensorflow.Saver.Named(var_list),
            new SaverOptions(reshape, sharded, max_to_keep, keep_checkpoint_every_n_hours, defer_build, allow_empty, write_version, pad_step_number, save_relative_paths, filename), name, saver_def);

    /// <summary>A saver of variables under names of their own, the keys: <c>tf.train.Saver(new() { ["v1"] = v })</c>.</summary>
    /// <inheritdoc cref="Saver(IEnumerable{IVariableV1}, bool, bool, int?, double, string, bool, SaverDef, bool, bool, SaverDef.Types.CheckpointFormatVersion, bool, bool, string)"/>
    [OverloadResolutionPriority(1)]
    public Saver Saver(Dictionary<string, RefVariable> var_list, bool reshape = false, bool sharded = false, int? max_to_keep = 5, double keep_checkpoint_every_n_hours = 10000.0,
        string? name = null, bool restore_sequentially = false, SaverDef? saver_def = null, bool defer_build = false, bool allow_empty = false,
        SaverDef.Types.CheckpointFormatVersion write_version = V2, bool pad_step_number = false, bool save_relative_paths = false, string? filename = null) =>
        new([.. var_list.Select(v => KeyValuePair.Create(v.Key, (IVariableV1)v.Value))],
            new SaverOptions(reshape, sharded, max_to_keep, keep_checkpoint_every_n_hours, defer_build, allow_empty, write_version, pad_step_number, save_relative_paths, filename), name, saver_def);

    /// <summary>The path of the newest checkpoint of a folder, as its file <c>checkpoint</c> says; null if there is none.</summary>
    public string? latest_checkpoint(string checkpoint_dir, string? latest_filename = null) =>
        get_checkpoint_state(checkpoint_dir, latest_filename)?.ModelCheckpointPath is { } path && checkpoint_exists(path) ? path : null;

    /// <summary>What a folder's file <c>checkpoint</c> says: the newest checkpoint and all that are kept. Null if there is no such file.</summary>
    public CheckpointState? get_checkpoint_state(string checkpoint_dir, string? latest_filename = null) => CheckpointFolder.Read(checkpoint_dir, latest_filename);

    /// <summary>Writes a folder's file <c>checkpoint</c>.</summary>
    /// <param name="save_dir">The folder.</param>
    /// <param name="model_checkpoint_path">The newest checkpoint.</param>
    /// <param name="all_model_checkpoint_paths">All that are kept, the newest last; it is added where it is missing.</param>
    /// <param name="latest_filename">Another name for the file.</param>
    /// <param name="all_model_checkpoint_timestamps">When each of them was saved, in seconds since 1970.</param>
    /// <param name="last_preserved_timestamp">When the last one that is kept for good was saved.</param>
    public void update_checkpoint_state(string save_dir, string model_checkpoint_path, IEnumerable<string>? all_model_checkpoint_paths = null, string? latest_filename = null,
        IEnumerable<double>? all_model_checkpoint_timestamps = null, double? last_preserved_timestamp = null) =>
        CheckpointFolder.Write(save_dir, State(model_checkpoint_path, all_model_checkpoint_paths, all_model_checkpoint_timestamps, last_preserved_timestamp), latest_filename, relative: false);

    /// <summary>The message that <see cref="update_checkpoint_state"/> writes.</summary>
    public CheckpointState generate_checkpoint_state_proto(string save_dir, string model_checkpoint_path, IEnumerable<string>? all_model_checkpoint_paths = null,
        IEnumerable<double>? all_model_checkpoint_timestamps = null, double? last_preserved_timestamp = null) =>
        CheckpointFolder.Generate(save_dir, State(model_checkpoint_path, all_model_checkpoint_paths, all_model_checkpoint_timestamps, last_preserved_timestamp));

    /// <summary>True where a checkpoint of this prefix is there.</summary>
    public bool checkpoint_exists(string checkpoint_prefix) => CheckpointFolder.Exists(checkpoint_prefix);

    /// <summary>When checkpoints were written, in seconds since 1970; those that are not there are left out.</summary>
    public List<double> get_checkpoint_mtimes(IEnumerable<string> checkpoint_prefixes) =>
        [.. checkpoint_prefixes.Where(CheckpointFolder.Exists).Select(prefix => (CheckpointFolder.WrittenAt(prefix) - DateTime.UnixEpoch).TotalSeconds)];

    /// <summary>Deletes the files of a checkpoint.</summary>
    public void remove_checkpoint(string checkpoint_prefix, SaverDef.Types.CheckpointFormatVersion checkpoint_format_version = V2, string meta_graph_suffix = CheckpointFolder.MetaSuffix) =>
        CheckpointFolder.Remove(checkpoint_prefix, meta_graph_suffix, checkpoint_format_version);

    /// <summary>Opens a checkpoint to look at what it holds.</summary>
    /// <exception cref="NotFoundError">There is none of this prefix.</exception>
    public CheckpointReader NewCheckpointReader(string filepattern) => new(filepattern);

    /// <summary>Opens a checkpoint, or the newest one of a folder.</summary>
    /// <exception cref="ValueError">The folder holds none.</exception>
    public CheckpointReader load_checkpoint(string ckpt_dir_or_file) => new(PrefixOf(ckpt_dir_or_file));

    /// <summary>Names and shapes of the tensors of a checkpoint, or of the newest one of a folder, in the order of the names.</summary>
    public List<(string name, Shape shape)> list_variables(string ckpt_dir_or_file)
    {
        using var reader = load_checkpoint(ckpt_dir_or_file);
        return [.. reader.get_variable_to_shape_map().OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => (v.Key, v.Value))];
    }

    /// <summary>One tensor of a checkpoint, or of the newest one of a folder. A name may end in <c>:0</c>.</summary>
    public NDArray load_variable(string ckpt_dir_or_file, string name)
    {
        using var reader = load_checkpoint(ckpt_dir_or_file);
        return reader.get_tensor(name.EndsWith(":0", StringComparison.Ordinal) ? name[..^2] : name);
    }

    /// <summary>
    /// Lets variables of the default graph begin with values of a checkpoint, or of the newest one of a folder. Values are loaded when the
    /// variables' initializers run; these are replaced, so build <c>tf.global_variables_initializer()</c> afterwards.
    /// </summary>
    /// <param name="ckpt_dir_or_file">The checkpoint's prefix or its folder.</param>
    /// <param name="assignment_map">What gets which value: <c>new() { ["old_scope/"] = "scope/", ["old/w"] = w }</c>.</param>
    /// <exception cref="ValueError">The folder holds no checkpoint, it lacks a tensor, a shape does not fit, or a name is that of no variable.</exception>
    /// <exception cref="NotFoundError">There is no checkpoint of this prefix.</exception>
    public void init_from_checkpoint(string ckpt_dir_or_file, AssignmentMap assignment_map) =>
        CheckpointInitializers.Set(ckpt_dir_or_file, PrefixOf(ckpt_dir_or_file), assignment_map);

    private string PrefixOf(string folderOrFile) => (Directory.Exists(folderOrFile) ? latest_checkpoint(folderOrFile) : folderOrFile)
        ?? throw new ValueError($"Couldn't find 'checkpoint' file or checkpoints in given directory {folderOrFile}");

    private static CheckpointState State(string newest, IEnumerable<string>? all, IEnumerable<double>? times, double? preserved)
    {
        var state = new CheckpointState { ModelCheckpointPath = newest, LastPreservedTimestamp = preserved ?? 0 };
        state.AllModelCheckpointPaths.Add(all ?? []);
        state.AllModelCheckpointTimestamps.Add(times ?? []);
        return state;
    }
}
