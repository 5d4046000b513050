namespace Tensorflow.Native;

/// <summary>A run in TensorFlow's terms, made once for the same fetches and feeds.</summary>
internal sealed class PreparedRun
{
    /// <summary>Where a fetch's value comes from.</summary>
    private enum Source
    {
        None,
        Output,
        Feed,
    }

    private readonly (Source Source, int Index)[] _fetches;

    public PreparedRun(RunRequest request, NativeGraph graph)
    {
        Inputs = [.. request.Fed.Select(tensor => At(graph, tensor))];
        var outputs = new List<Tensor>();
        var targets = new HashSet<nint>();
        _fetches = new (Source, int)[request.Fetches.Count];
        for (var i = 0; i < _fetches.Length; i++)
        {
            if (request.Fetches[i] is not Tensor tensor)
            {
                targets.Add(graph[(Operation)request.Fetches[i]]);
            }
            else if (request.Fed.IndexOf(tensor) is >= 0 and var fed)
            {
                // TensorFlow refuses to compute what it is given.
                _fetches[i] = (Source.Feed, fed);
            }
            else
            {
                var known = outputs.IndexOf(tensor);
                if (known < 0) outputs.Add(tensor);
                _fetches[i] = (Source.Output, known < 0 ? outputs.Count - 1 : known);
            }
        }
        Outputs = [.. outputs.Select(tensor => At(graph, tensor))];
        Targets = [.. targets];
        InputValues = new nint[Inputs.Length];
        OutputValues = new nint[Outputs.Length];
    }

    public TF_Output[] Inputs { get; }

    public TF_Output[] Outputs { get; }

    public nint[] Targets { get; }

    /// <summary>The run's tensors, zero between runs.</summary>
    public nint[] InputValues { get; }

    public nint[] OutputValues { get; }

    /// <summary>Fills <paramref name="results"/> with what <paramref name="take"/> makes of each fetch's value, null for operations.</summary>
    public void Take<TResult>(RunRequest request, Func<TensorValue, TResult> take, Span<TResult?> results) where TResult : class
    {
        var values = Array.ConvertAll(OutputValues, NativeTensor.Read);
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = _fetches[i].Source switch
            {
                Source.Output => take(values[_fetches[i].Index]),
                Source.Feed => take(request.Values[_fetches[i].Index]),
                _ => null,
            };
        }
    }

    /// <summary>Deletes the run's tensors.</summary>
    public void Clear()
    {
        Delete(InputValues);
        Delete(OutputValues);
    }

    internal static void Delete(nint[] tensors)
    {
        foreach (ref var tensor in tensors.AsSpan())
        {
            if (tensor != 0) CApi.TF_DeleteTensor(tensor);
            tensor = 0;
        }
    }

    private static TF_Output At(NativeGraph graph, Tensor tensor) => new() { Operation = graph[tensor.op], Index = tensor.value_index };
}
