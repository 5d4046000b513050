using Tensorflow.MetaGraphs;
using Tensorflow.SavedModels;

namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>Models with their signatures and values, for other programs to run.</summary>
    public SavedModelApi saved_model { get; } = new();
}

/// <summary><c>tf.saved_model</c>: writing and loading SavedModels.</summary>
public sealed class SavedModelApi
{
    internal SavedModelApi() { }

    /// <summary>Loading.</summary>
    public SavedModelLoaderApi loader { get; } = new();

    /// <summary>Making signatures.</summary>
    public SignatureDefUtilsApi signature_def_utils { get; } = new();

    /// <summary>Descriptions of tensors.</summary>
    public SavedModelUtilsApi utils { get; } = new();

    /// <summary>Operations to run after loading.</summary>
    public MainOpApi main_op { get; } = new();

    /// <summary>Names of graphs.</summary>
    public TagConstants tag_constants { get; } = new();

    /// <summary>Names in signatures.</summary>
    public SignatureConstants signature_constants { get; } = new();

    /// <inheritdoc cref="SavedModelBuilder"/>
    /// <param name="export_dir">The model's folder, which must not exist or be empty.</param>
    /// <exception cref="ValueError">The folder holds something.</exception>
    public SavedModelBuilder Builder(string export_dir) => new(export_dir);

    /// <summary>Writes the session's graph and variables as a SavedModel that computes <paramref name="outputs"/> from <paramref name="inputs"/>.</summary>
    /// <param name="session">The session.</param>
    /// <param name="export_dir">The model's folder, which must not exist or be empty.</param>
    /// <param name="inputs">The tensors to feed, by the names that callers use.</param>
    /// <param name="outputs">The tensors to fetch, by the names that callers use.</param>
    /// <param name="legacy_init_op">An operation to run after loading.</param>
    public void simple_save(Session session, string export_dir, Dictionary<string, Tensor> inputs, Dictionary<string, Tensor> outputs, Operation? legacy_init_op = null)
    {
        var builder = Builder(export_dir);
        builder.add_meta_graph_and_variables(session, [tag_constants.SERVING],
            new() { [signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY] = signature_def_utils.predict_signature_def(inputs, outputs) },
            session.graph.get_collection<Tensor>(GraphKeys.ASSET_FILEPATHS), clear_devices: true, main_op: legacy_init_op);
        builder.save();
    }

    /// <inheritdoc cref="SavedModelLoaderApi.load"/>
    public MetaGraphDef load(Session sess, IEnumerable<string> tags, string export_dir, string? import_scope = null) => loader.load(sess, tags, export_dir, import_scope);

    /// <inheritdoc cref="SavedModelLoaderApi.maybe_saved_model_directory"/>
    public bool maybe_saved_model_directory(string export_dir) => loader.maybe_saved_model_directory(export_dir);

    /// <inheritdoc cref="SavedModelLoaderApi.maybe_saved_model_directory"/>
    public bool contains_saved_model(string export_dir) => loader.maybe_saved_model_directory(export_dir);

    /// <inheritdoc cref="SignatureDefUtilsApi.build_signature_def"/>
    public SignatureDef build_signature_def(Dictionary<string, TensorInfo>? inputs = null, Dictionary<string, TensorInfo>? outputs = null, string? method_name = null) =>
        signature_def_utils.build_signature_def(inputs, outputs, method_name);

    /// <inheritdoc cref="SignatureDefUtilsApi.predict_signature_def"/>
    public SignatureDef predict_signature_def(Dictionary<string, Tensor> inputs, Dictionary<string, Tensor> outputs) => signature_def_utils.predict_signature_def(inputs, outputs);

    /// <inheritdoc cref="SavedModelUtilsApi.build_tensor_info"/>
    public TensorInfo build_tensor_info(Tensor tensor) => utils.build_tensor_info(tensor);

    /// <inheritdoc cref="SavedModelUtilsApi.get_tensor_from_tensor_info"/>
    public Tensor get_tensor_from_tensor_info(TensorInfo tensor_info, Graph? graph = null, string? import_scope = null) =>
        utils.get_tensor_from_tensor_info(tensor_info, graph, import_scope);
}

/// <summary><c>tf.saved_model.loader</c>.</summary>
public sealed class SavedModelLoaderApi
{
    internal SavedModelLoaderApi() { }

    /// <summary>Adds the graph of a SavedModel to the session's, gives its variables their values and runs its main operation.</summary>
    /// <param name="sess">The session.</param>
    /// <param name="tags">What names the graph, such as <c>serve</c>: all of its tags.</param>
    /// <param name="export_dir">The model's folder.</param>
    /// <param name="import_scope">The scope for the names; null for none.</param>
    /// <returns>The graph's message, whose <c>SignatureDef</c> says what can be computed.</returns>
    /// <exception cref="NotFoundError">The folder holds no SavedModel.</exception>
    /// <exception cref="RuntimeError">It has no graph of these tags.</exception>
    /// <exception cref="DataLossError">A file is damaged.</exception>
    public MetaGraphDef load(Session sess, IEnumerable<string> tags, string export_dir, string? import_scope = null) => SavedModelLoader.Load(sess, tags, export_dir, import_scope);

    /// <summary>True for a folder that holds a SavedModel.</summary>
    public bool maybe_saved_model_directory(string export_dir) => SavedModelFiles.IsThere(export_dir);
}

/// <summary><c>tf.saved_model.utils</c>.</summary>
public sealed class SavedModelUtilsApi
{
    internal SavedModelUtilsApi() { }

    /// <summary>Name, type and shape of a tensor as a message.</summary>
    public TensorInfo build_tensor_info(Tensor tensor) =>
        new() { Name = tensor.name, Dtype = (DataType)tensor.dtype.as_base_dtype(), TensorShape = AttrCodec.ToProto(tensor.shape) };

    /// <summary>The tensor of a graph, the default one unless given, that a message describes.</summary>
    /// <exception cref="KeyError">The graph has none of this name.</exception>
    public Tensor get_tensor_from_tensor_info(TensorInfo tensor_info, Graph? graph = null, string? import_scope = null) =>
        tensor_info.EncodingCase == TensorInfo.EncodingOneofCase.Name
            ? (graph ?? DefaultGraph.Current).get_tensor_by_name(CollectionCodec.InScope(tensor_info.Name, import_scope ?? ""))
            : throw new ValueError($"The TensorInfo names no dense tensor: {tensor_info}.");
}

/// <summary><c>tf.saved_model.main_op</c>.</summary>
public sealed class MainOpApi
{
    internal MainOpApi() { }

    /// <summary>An operation that gives all global and local variables their initial values.</summary>
    public Operation main_op() => Binding.tf.group(Binding.tf.global_variables_initializer(), Binding.tf.local_variables_initializer());

    /// <summary>An operation that gives all variables their initial values, and then restores a checkpoint.</summary>
    /// <param name="restore_op_name">The name of the operation that restores, as <c>saver.saver_def.RestoreOpName</c>.</param>
    public Operation main_op_with_restore(string restore_op_name)
    {
        var initialized = main_op();
        using var after = DefaultGraph.Current.EnterControls([initialized]);
        return Binding.tf.group(DefaultGraph.Current.get_operation_by_name(restore_op_name));
    }
}

/// <summary><c>tf.saved_model.tag_constants</c>.</summary>
public sealed class TagConstants
{
    internal TagConstants() { }

    /// <summary>The graph computes predictions.</summary>
    public string SERVING => "serve";

    /// <summary>The graph trains.</summary>
    public string TRAINING => "train";

    /// <summary>The graph measures how well the model does.</summary>
    public string EVAL => "eval";

    public string GPU => "gpu";

    public string TPU => "tpu";
}
