using Tensorflow.Ops;

namespace Tensorflow.Saving;

/// <summary>Adds the operations of a <see cref="Saver"/> to the default graph, as TensorFlow's BulkSaverBuilder does.</summary>
internal sealed class SaverBuilder
{
    private readonly SortedDictionary<string, IVariableV1> _variables = new(StringComparer.Ordinal);
    private readonly bool _reshape;
    private readonly bool _isV1;

    private SaverBuilder(IEnumerable<KeyValuePair<string, IVariableV1>> variables, bool reshape, SaverDef.Types.CheckpointFormatVersion version)
    {
        _reshape = reshape;
        _isV1 = version == SaverDef.Types.CheckpointFormatVersion.V1;
        var saved = new HashSet<IVariableV1>();
        foreach (var (name, variable) in variables)
        {
            if (!_variables.TryAdd(name, variable)) throw new ValueError($"At least two variables have the same name: {name}");
            if (!saved.Add(variable)) throw new ValueError($"The same saveable will be restored with two names: {name}");
        }
    }

    /// <summary>Adds what saves and restores the variables and tells where it is.</summary>
    /// <param name="variables">By their names in the checkpoint.</param>
    /// <param name="reshape">True to restore tensors of another shape with as many elements.</param>
    /// <param name="sharded">True to save each device's variables in a file of its own.</param>
    /// <param name="name">The scope, <c>save</c> unless given.</param>
    /// <param name="filename">The path that serves where none is fed.</param>
    /// <param name="version">The format to write.</param>
    public static SaverDef Build(IEnumerable<KeyValuePair<string, IVariableV1>> variables, bool reshape, bool sharded, string? name, string? filename,
        SaverDef.Types.CheckpointFormatVersion version)
    {
        var builder = new SaverBuilder(variables, reshape, version);
        using var scope = DefaultGraph.Current.EnterScope(name ?? "save");
        var path = Binding.tf.placeholder_with_default(filename ?? "model", Shape.Scalar, "filename");
        path = Binding.tf.placeholder_with_default(path, Shape.Scalar, "Const");
        var (save, restore) = sharded ? builder.Sharded(path) : (builder.Save(path, builder._variables), builder.Restore(path, builder._variables, "restore_all"));
        return new SaverDef { FilenameTensorName = path.name, SaveTensorName = save.name, RestoreOpName = restore.name, Sharded = sharded, Version = version };
    }

    private Tensor Save(Tensor path, IReadOnlyDictionary<string, IVariableV1> variables)
    {
        Tensor[] tensors = [.. variables.Values.Select(v => v is ResourceVariable resource ? resource.read_value() : v.op.output)];
        var save = OpBuilder.ApplyOp(_isV1 ? "SaveSlices" : "SaveV2", _isV1 ? "save" : null, [path, Names(variables), NoSlices(variables), tensors]);
        return tensorflow.Gated(save, path);
    }

    private Operation Restore(Tensor path, IReadOnlyDictionary<string, IVariableV1> variables, string name)
    {
        var types = variables.Values.Select(v => v.dtype.as_base_dtype()).ToArray();
        Tensor[] restored;
        using (Binding.tf.device("/cpu:0"))
            restored = OpBuilder.ApplyMany("RestoreV2", null, [path, Names(variables), NoSlices(variables)], ("dtypes", types));
        var shapes = _reshape ? variables.Values.Select(v => v.shape.IsFullyDefined ? (TensorLike)v.shape : Binding.tf.shape(v.AsTensor())).ToArray() : null;
        var assigns = variables.Values.Select((variable, i) =>
        {
            var value = shapes is null ? restored[i] : Binding.tf.reshape(restored[i], shapes[i]);
            return OpBuilder.ApplyOp("Assign", null, [variable.op.output, value], ("validate_shape", shapes is null && variable.shape.IsFullyDefined), ("use_locking", true));
        }).ToList();
        using var controls = DefaultGraph.Current.EnterControls(assigns);
        return Binding.tf.no_op(name);
    }

    private (Tensor Save, Operation Restore) Sharded(Tensor path)
    {
        List<(string Device, SortedDictionary<string, IVariableV1> Variables)> byDevice = _variables.GroupBy(v => v.Value.op.device).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, new SortedDictionary<string, IVariableV1>(g.ToDictionary(), StringComparer.Ordinal))).ToList();
        var save = _isV1 ? ShardsV1(path, byDevice) : Shards(path, byDevice);
        var restores = byDevice.Select(shard =>
        {
            using var device = Binding.tf.device(shard.Device);
            return (object)Restore(path, shard.Variables, "restore_shard");
        }).ToList();
        return (save, Binding.tf.group(restores, "restore_all"));
    }

    private Tensor Shards(Tensor path, List<(string Device, SortedDictionary<string, IVariableV1> Variables)> byDevice)
    {
        var part = OpBuilder.Apply("StringJoin", null, [(TensorLike)new[] { path, Binding.tf.constant($"_temp_{Guid.NewGuid():N}/part") }]);
        var count = Binding.tf.constant(byDevice.Count, name: "num_shards");
        var prefixes = new List<Tensor>();
        var saves = new List<Operation>();
        for (var shard = 0; shard < byDevice.Count; shard++)
        {
            using var device = OnCpu(byDevice[shard].Device);
            prefixes.Add(OpBuilder.Apply("ShardedFilename", null, [part, shard, count]));
            saves.Add(Save(prefixes[^1], byDevice[shard].Variables).op);
        }
        using (DefaultGraph.Current.EnterControls(saves))
        using (OnCpu(byDevice[^1].Device))
        {
            var merge = OpBuilder.ApplyOp("MergeV2Checkpoints", null, [Binding.tf.stack(prefixes.ToArray(), name: "MergeV2Checkpoints/checkpoint_prefixes"), path]);
            using var merged = DefaultGraph.Current.EnterControls([merge]);
            return Identity.Apply(path);
        }
    }

    private Tensor ShardsV1(Tensor path, List<(string Device, SortedDictionary<string, IVariableV1> Variables)> byDevice)
    {
        var count = Binding.tf.constant(byDevice.Count, name: "num_shards");
        var saves = byDevice.Select((shard, number) =>
        {
            using var device = Binding.tf.device(shard.Device);
            return Save(OpBuilder.Apply("ShardedFilename", null, [path, number, count]), shard.Variables).op;
        }).ToList();
        using var saved = DefaultGraph.Current.EnterControls(saves);
        return OpBuilder.Apply("ShardedFilespec", null, [path, count]);
    }

    // Files are written by the processor of the machine that holds the variable.
    private static IDisposable OnCpu(string device) => Binding.tf.device(device.Length == 0 ? "" : (DeviceSpec.from_string(device) with { device_type = "CPU", device_index = 0 }).to_string());

    private static string[] Names(IReadOnlyDictionary<string, IVariableV1> variables) => [.. variables.Keys];

    private static string[] NoSlices(IReadOnlyDictionary<string, IVariableV1> variables) => [.. variables.Keys.Select(_ => "")];
}
