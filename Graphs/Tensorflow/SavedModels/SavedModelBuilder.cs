using System.Text;
using Google.Protobuf.WellKnownTypes;
using Tensorflow.SavedModels;

namespace Tensorflow;

/// <summary>
/// Writes a SavedModel: graphs with tags and signatures, the variables' values and files that the graph needs, for TensorFlow Serving,
/// TensorFlow's C, C++ and Java APIs, Python, and <c>tf.saved_model.loader</c> here.
/// </summary>
/// <example><code>
/// var builder = tf.saved_model.Builder("export/1");
/// builder.add_meta_graph_and_variables(sess, [tf.saved_model.tag_constants.SERVING], new()
/// {
///     [tf.saved_model.signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY] =
///         tf.saved_model.signature_def_utils.predict_signature_def(new() { ["x"] = x }, new() { ["y"] = y }),
/// });
/// builder.save();
/// </code></example>
public sealed class SavedModelBuilder
{
    private readonly string _folder;
    private readonly SavedModel _model = new() { SavedModelSchemaVersion = SavedModelFiles.SchemaVersion };
    private bool _hasVariables;

    internal SavedModelBuilder(string export_dir)
    {
        _folder = export_dir;
        if (Directory.Exists(export_dir) && Directory.EnumerateFileSystemEntries(export_dir).Any())
            throw new ValueError($"Export directory already exists, and isn't empty. Please choose a different export directory, or delete all the contents of the specified directory: {export_dir}");
        Directory.CreateDirectory(export_dir);
    }

    /// <summary>Saves the session's variables, and its graph as the first one.</summary>
    /// <param name="sess">The session.</param>
    /// <param name="tags">What names the graph, such as <c>serve</c>.</param>
    /// <param name="signature_def_map">What can be computed, by names such as <c>serving_default</c>.</param>
    /// <param name="assets_collection">Constants that hold paths of files, which are copied to the model's folder.</param>
    /// <param name="legacy_init_op">The older name of <paramref name="main_op"/>.</param>
    /// <param name="clear_devices">True to forget devices.</param>
    /// <param name="main_op">An operation to run after loading.</param>
    /// <param name="strip_default_attrs">True to leave attributes out that have their default, so that older programs read it.</param>
    /// <param name="saver">What saves the variables; null for one that is made.</param>
    /// <exception cref="ValueError">A signature names no tensor, or the graph has a main operation already.</exception>
    /// <exception cref="RuntimeError">The variables were saved before.</exception>
    public void add_meta_graph_and_variables(Session sess, IEnumerable<string> tags, Dictionary<string, SignatureDef>? signature_def_map = null, IEnumerable<Tensor>? assets_collection = null,
        Operation? legacy_init_op = null, bool clear_devices = false, Operation? main_op = null, bool strip_default_attrs = false, Saver? saver = null)
    {
        if (_hasVariables) throw new RuntimeError("Graph state including variables and assets has already been saved. Please invoke `add_meta_graph()` instead.");
        Check(signature_def_map);
        using var entered = sess.graph.as_default();
        AddCollections(sess.graph, assets_collection, main_op ?? legacy_init_op);
        saver ??= MakeSaver();
        Directory.CreateDirectory(Path.GetDirectoryName(SavedModelFiles.Variables(_folder))!);
        saver.save(sess, SavedModelFiles.Variables(_folder), write_meta_graph: false, write_state: false);
        Add(saver, tags, signature_def_map, clear_devices, strip_default_attrs);
        _hasVariables = true;
    }

    /// <summary>Adds the default graph as a further one; it shares the variables' values.</summary>
    /// <exception cref="RuntimeError">No variables were saved before.</exception>
    /// <inheritdoc cref="add_meta_graph_and_variables"/>
    public void add_meta_graph(IEnumerable<string> tags, Dictionary<string, SignatureDef>? signature_def_map = null, IEnumerable<Tensor>? assets_collection = null,
        Operation? legacy_init_op = null, bool clear_devices = false, Operation? main_op = null, bool strip_default_attrs = false, Saver? saver = null)
    {
        if (!_hasVariables) throw new RuntimeError("Graph state including variables and assets has not been saved yet. Please invoke `add_meta_graph_and_variables()` first.");
        Check(signature_def_map);
        AddCollections(DefaultGraph.Current, assets_collection, main_op ?? legacy_init_op);
        Add(saver ?? MakeSaver(), tags, signature_def_map, clear_devices, strip_default_attrs);
    }

    /// <summary>Writes <c>saved_model.pb</c>, or <c>saved_model.pbtxt</c> as text, and gives its path.</summary>
    public string save(bool as_text = false) => SavedModelFiles.Write(_folder, _model, as_text);

    private static Saver MakeSaver() => Binding.tf.train.Saver(sharded: true, allow_empty: true);

    private void Add(Saver saver, IEnumerable<string> tags, Dictionary<string, SignatureDef>? signatures, bool clearDevices, bool stripDefaults)
    {
        var meta = saver.export_meta_graph(clear_devices: clearDevices, strip_default_attrs: stripDefaults);
        meta.MetaInfoDef.Tags.Add(tags);
        foreach (var (key, signature) in signatures ?? []) meta.SignatureDef[key] = signature.Clone();
        _model.MetaGraphs.Add(meta);
    }

    private void AddCollections(Graph graph, IEnumerable<Tensor>? assets, Operation? mainOp)
    {
        foreach (var asset in assets ?? [])
        {
            if (asset.op.type != "Const" || asset.dtype != TF_DataType.TF_STRING || asset.op.Attrs.Tensor("value").Count != 1)
                throw new TypeError($"Asset path tensor must be a constant of one string, but is {asset} (made at {asset.op.DefinedAt}).");
            var source = asset.op.Attrs.Tensor("value").Text();
            if (!File.Exists(source)) throw new NotFoundError($"The asset {source} of '{asset.op.name}' is not there.", asset.op);
            var target = SavedModelFiles.Asset(_folder, Path.GetFileName(source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target, overwrite: true);
            graph.add_to_collection(SavedModelFiles.AssetsKey, Any.Pack(new AssetFileDef { TensorInfo = new TensorInfo { Name = asset.name }, Filename = Path.GetFileName(source) }));
        }
        if (mainOp is null) return;
        foreach (var key in new[] { SavedModelFiles.MainOpKey, SavedModelFiles.LegacyInitOpKey })
        {
            if (graph.get_collection(key).Count > 0) throw new ValueError($"Graph already contains one or more main ops under the collection {key}.");
        }
        graph.add_to_collection(SavedModelFiles.MainOpKey, mainOp);
    }

    private static void Check(Dictionary<string, SignatureDef>? signatures)
    {
        foreach (var (key, signature) in signatures ?? [])
        {
            foreach (var (name, info) in signature.Inputs.Concat(signature.Outputs))
            {
                if (info.EncodingCase == TensorInfo.EncodingOneofCase.None || info.Dtype == DataType.DtInvalid)
                    throw new ValueError($"All TensorInfo protos used in the SignatureDefs must have the name and dtype fields set: '{name}' of '{key}' is {info}. Make them by tf.saved_model.utils.build_tensor_info.");
            }
        }
    }
}
