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

    /// <summary>Computes all outputs of a signature.</summary>
    /// <param name="inputs">A value for each of the signature's inputs, of its type.</param>
    /// <param name="signature">The signature's key.</param>
    /// <returns>The outputs by their names in the signature.</returns>
    /// <exception cref="ValueError">There is no such signature, an input is missing or not of the signature, or has another type.</exception>
    public Dictionary<string, NDArray> run(Dictionary<string, NDArray> inputs, string signature = "serving_default")
    {
        if (!meta_graph.SignatureDef.TryGetValue(signature, out var called))
            throw new ValueError($"The model has no signature '{signature}'; it has {string.Join(", ", meta_graph.SignatureDef.Keys.Order(StringComparer.Ordinal))}.");
        if (!inputs.Keys.ToHashSet().SetEquals(called.Inputs.Keys))
            throw new ValueError($"The signature '{signature}' takes {string.Join(", ", called.Inputs.Keys.Order(StringComparer.Ordinal))}, but got {string.Join(", ", inputs.Keys.Order(StringComparer.Ordinal))}.");
        var feeds = inputs.Select(input => At(called.Inputs[input.Key])).ToArray();
        var fetches = called.Outputs.Select(output => At(output.Value)).ToArray();
        var given = new nint[feeds.Length];
        var computed = new nint[fetches.Length];
        using var status = CApi.TF_NewStatus();
        try
        {
            foreach (var (input, i) in inputs.Select((input, i) => (input, i))) given[i] = NativeTensor.From(Value(input.Key, input.Value, called.Inputs[input.Key]));
            fixed (TF_Output* from = feeds, to = fetches)
            fixed (nint* values = given, results = computed)
            {
                CApi.TF_SessionRun(_session, null, from, values, feeds.Length, to, results, fetches.Length, null, 0, null, status);
            }
            status.Check();
            return called.Outputs.Keys.Zip(computed).ToDictionary(output => output.First, output => NDArrayBridge.ToArray(NativeTensor.Read(output.Second)));
        }
        finally
        {
            PreparedRun.Delete(given);
            PreparedRun.Delete(computed);
        }
    }

    /// <summary>Frees the session and its variables.</summary>
    public void Dispose()
    {
        _session.Dispose();
        _graph.Dispose();
    }

    private static TensorValue Value(string name, NDArray array, TensorInfo info)
    {
        var value = NDArrayBridge.ToValue(array);
        return value.DType == (TF_DataType)info.Dtype ? value
            : throw new ValueError($"The input '{name}' has type {value.DType.as_numpy_name()}, but the signature takes {((TF_DataType)info.Dtype).as_numpy_name()}.");
    }

    private TF_Output At(TensorInfo info)
    {
        var colon = info.Name.LastIndexOf(':');
        var operation = CApi.TF_GraphOperationByName(_graph, info.Name[..colon]);
        return operation != 0
            ? new TF_Output { Operation = operation, Index = int.Parse(info.Name[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture) }
            : throw new InvalidArgumentError($"The signature names '{info.Name}', which the model's graph does not have.");
    }
}
