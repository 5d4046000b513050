using NumSharp;

namespace Tensorflow.Native;

/// <summary>
/// A SavedModel in TensorFlow's runtime, run by its signatures: any that TensorFlow can load, also one of TensorFlow 2 or with operations
/// that <c>tf.saved_model.loader</c> does not know.
/// </summary>
/// <example><code>
/// using var model = NativeSavedModel.Load("export/1");
/// var y = model.run(new() { ["x"] = x })["y"];
/// </code></example>
public sealed unsafe class NativeSavedModel : IDisposable
{
    private readonly GraphHandle _graph;
    private readonly SessionHandle _session;

    private NativeSavedModel(GraphHandle graph, SessionHandle session, MetaGraphDef metaGraph)
    {
        _graph = graph;
        _session = session;
        meta_graph = metaGraph;
    }

    /// <summary>The model's graph; its <c>SignatureDef</c> says what can be computed.</summary>
    public MetaGraphDef meta_graph { get; }

    /// <summary>Loads a model and gives its variables their values.</summary>
    /// <param name="export_dir">The model's folder.</param>
    /// <param name="tags">What names the graph: <c>serve</c> where none is given.</param>
    /// <exception cref="EngineUnavailableError">TensorFlow's library is not here.</exception>
    /// <exception cref="NotFoundError">There is no such model, or none of these tags.</exception>
    public static NativeSavedModel Load(string export_dir, params string[] tags)
    {
        TensorflowLibrary.Load();
        string[] wanted = tags.Length > 0 ? tags : [Binding.tf.saved_model.tag_constants.SERVING];
        using var status = CApi.TF_NewStatus();
        using var options = CApi.TF_NewSessionOptions();
        var graph = CApi.TF_NewGraph();
        var meta = CApi.TF_NewBuffer();
        try
        {
            var session = CApi.TF_LoadSessionFromSavedModel(options, null, export_dir, wanted, wanted.Length, graph, meta, status);
            status.Check();
            return new NativeSavedModel(graph, session, MetaGraphDef.Parser.ParseFrom(new ReadOnlySpan<byte>(meta->Data, checked((int)meta->Length))));
        }
        catch
        {
            graph.Dispose();
            throw;
        }
        finally
        {
            CApi.TF_DeleteBuffer(meta);
        }
    }

    /// <summary>Computes all outputs of a signature, which must be numbers.</summary>
    /// <param name="inputs">A value (number, text, array, NDArray) for each of the signature's inputs, of its type.</param>
    /// <param name="signature">The signature's key.</param>
    /// <returns>The outputs by their names in the signature.</returns>
    /// <exception cref="ValueError">There is no such signature, an input is missing or not of the signature, or has another type.</exception>
    public Dictionary<string, NDArray> run(Dictionary<string, object> inputs, string signature = "serving_default")
    {
        var outputs = Signature(signature).Outputs;
        return outputs.Keys.Zip(Run(inputs, signature, [.. outputs.Values], NDArrayBridge.ToArray)).ToDictionary(o => o.First, o => o.Second);
    }

    /// <summary>Computes an output that is a tensor of strings, in row-major order.</summary>
    /// <exception cref="ValueError">As for <see cref="run"/>, or there is no such output of strings.</exception>
    public string[] run_strings(Dictionary<string, object> inputs, string output, string signature = "serving_default")
    {
        if (!Signature(signature).Outputs.TryGetValue(output, out var info) || info.Dtype != DataType.DtString)
            throw new ValueError($"The signature '{signature}' has no output '{output}' of strings; it has {Listed(Signature(signature).Outputs.Select(o => $"{o.Key} ({((TF_DataType)o.Value.Dtype).as_numpy_name()})"))}.");
        return Run(inputs, signature, [info], value => value.Texts())[0];
    }

    /// <summary>Frees the session and its variables.</summary>
    public void Dispose()
    {
        _session.Dispose();
        _graph.Dispose();
    }

    private SignatureDef Signature(string key) => meta_graph.SignatureDef.TryGetValue(key, out var signature)
        ? signature
        : throw new ValueError($"The model has no signature '{key}'; it has {Listed(meta_graph.SignatureDef.Keys)}.");

    private T[] Run<T>(Dictionary<string, object> inputs, string signature, TensorInfo[] outputs, Converter<TensorValue, T> take)
    {
        var taken = Signature(signature).Inputs;
        if (!inputs.Keys.ToHashSet().SetEquals(taken.Keys)) throw new ValueError($"The signature '{signature}' takes {Listed(taken.Keys)}, but got {Listed(inputs.Keys)}.");
        var feeds = inputs.Select(input => At(taken[input.Key])).ToArray();
        var fetches = Array.ConvertAll(outputs, At);
        var values = inputs.Select(input => Value(input.Key, input.Value, (TF_DataType)taken[input.Key].Dtype)).ToArray();
        var given = new nint[feeds.Length];
        var computed = new nint[fetches.Length];
        using var status = CApi.TF_NewStatus();
        try
        {
            for (var i = 0; i < given.Length; i++) given[i] = NativeTensor.From(values[i]);
            fixed (TF_Output* from = feeds, to = fetches)
            fixed (nint* fed = given, results = computed)
            {
                CApi.TF_SessionRun(_session, null, from, fed, feeds.Length, to, results, fetches.Length, null, 0, null, status);
            }
            status.Check();
            return Array.ConvertAll(computed, tensor => take(NativeTensor.Read(tensor)));
        }
        finally
        {
            PreparedRun.Delete(given);
            PreparedRun.Delete(computed);
        }
    }

    private static TensorValue Value(string name, object input, TF_DataType type)
    {
        var value = ValueConversion.ToValue(input, input is double or float or int or long ? type : TF_DataType.DtInvalid);
        return value.DType == type ? value : throw new ValueError($"The input '{name}' has type {value.DType.as_numpy_name()}, but the signature takes {type.as_numpy_name()}.");
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private TF_Output At(TensorInfo info)
    {
        var name = TensorName.Parse(info.Name);
        var operation = CApi.TF_GraphOperationByName(_graph, name.Operation);
        return operation != 0
            ? new TF_Output { Operation = operation, Index = name.Index }
            : throw new InvalidArgumentError($"The signature names '{info.Name}', which the model's graph does not have.");
    }
}
