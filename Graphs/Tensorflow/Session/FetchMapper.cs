namespace Tensorflow;

/// <summary>Resolves what <c>sess.run</c> is given: names to tensors, variables to their values, feeds to tensor values, with errors that say what does not fit.</summary>
internal sealed class FetchMapper(Graph graph)
{
    /// <summary>Fills <paramref name="request"/>, which must be empty. After an error it is partly filled.</summary>
    public void Map(ReadOnlySpan<object> fetches, ReadOnlySpan<FeedItem> feeds, RunRequest request)
    {
        foreach (var fetch in fetches) request.Fetches.Add(Fetch(fetch));
        foreach (var feed in feeds)
        {
            var tensor = FeedKey(feed.Key);
            if (request.Fed.Contains(tensor)) throw new ValueError($"The tensor '{tensor.name}' is fed twice in one run.");
            request.Fed.Add(tensor);
        }
        for (var i = 0; i < feeds.Length; i++) AddValue(request.Fed[i], feeds[i].Value, request);
    }

    private object Fetch(object? fetch) => fetch switch
    {
        IndexedSlices slices => Mine(slices.AsDense(), slices.AsDense().op),
        Tensor tensor => Mine(tensor, tensor.op),
        Operation op => Mine(op, op),
        RefVariable variable => Mine(variable.Snapshot, variable.op),
        string name => ByName(name),
        ITensorConvertible other => Fetch(other.ToTensor()),
        null => throw new TypeError("Fetch argument None has invalid type: null was given where a tensor, a variable, an operation or a name is needed."),
        _ => throw new TypeError($"Fetch argument {fetch} has invalid type {fetch.GetType().Name}, must be a tensor, a variable, an operation or a name."),
    };

    private object ByName(string name)
    {
        try
        {
            return graph.as_graph_element(name) is Tensor tensor ? Mine(tensor, tensor.op) : graph.as_graph_element(name);
        }
        catch (KeyError error)
        {
            throw new ValueError($"Fetch argument '{name}' cannot be interpreted as a Tensor. ({error.Message})", error);
        }
    }

    private T Mine<T>(T element, Operation op)
    {
        if (op.graph != graph)
            throw new ValueError($"Fetch argument {element} cannot be interpreted as a Tensor. (It is not an element of this session's graph; it was made at {op.DefinedAt}. Give the session that graph: tf.Session(graph).)");
        if (element is Tensor { dtype: TF_DataType.TF_RESOURCE })
            throw new TypeError($"Fetch argument {element} is the handle of a variable, which has no value outside of the graph. Fetch the variable, or a read of it.");
        return element;
    }

    private Tensor FeedKey(object? key)
    {
        var tensor = key switch
        {
            IndexedSlices => throw new TypeError("IndexedSlices cannot be fed; feed their values and indices."),
            Tensor t => t,
            RefVariable variable => variable.Snapshot,
            string name => NamedKey(name),
            null => throw new TypeError("Cannot interpret feed_dict key as Tensor: the key is null."),
            _ => throw new TypeError($"Cannot interpret feed_dict key as Tensor: {key} is of type {key.GetType().Name}; a feed is a pair (tensor, value)."),
        };
        if (tensor.graph != graph)
            throw new TypeError($"Cannot interpret feed_dict key as Tensor: Tensor {tensor} is not an element of this graph (made at {tensor.op.DefinedAt}). Feed a tensor of the session's graph, or give the session that graph: tf.Session(graph).");
        return tensor;
    }

    private Tensor NamedKey(string name)
    {
        try
        {
            return graph.get_tensor_by_name(name);
        }
        catch (TensorflowException error) when (error is KeyError or ValueError)
        {
            throw new TypeError($"Cannot interpret feed_dict key as Tensor: {error.Message}", error);
        }
    }

    private static void AddValue(Tensor tensor, object? value, RunRequest request)
    {
        if (value is Tensor or RefVariable)
            throw new TypeError($"The value of a feed cannot be a tf.Tensor object. Acceptable feed values include numbers, strings, arrays and NDArrays. For reference, the tensor object was {value} which was passed to the feed with key {tensor}.");
        try
        {
            var dtype = tensor.dtype.as_base_dtype();
            var added = value switch
            {
                Array array => request.TryAdd(array, dtype),
                NumSharp.NDArray array => NDArrayBridge.TryAdd(array, dtype, request),
                _ => request.TryAddNumber(value, dtype),
            };
            if (!added) request.Values.Add(Converted(dtype, value));
        }
        catch (TensorflowException error) when (error is TypeError or ValueError)
        {
            throw new TypeError($"Cannot feed the tensor '{tensor.name}' (made at {tensor.op.DefinedAt}): {error.Message}", error);
        }
        var fed = request.Values[^1];
        if (!Fits(fed.Dims, tensor.shape))
            throw new ValueError($"Cannot feed value of shape {fed.Shape} for Tensor '{tensor.name}', which has shape '{tensor.shape}' (made at {tensor.op.DefinedAt}). Reshape the value, or make the placeholder's dimension unknown (-1).");
    }

    private static bool Fits(int[] dims, Shape shape)
    {
        if (!shape.HasRank) return true;
        if (shape.ndim != dims.Length) return false;
        for (var i = 0; i < dims.Length; i++)
        {
            if (shape[i] >= 0 && shape[i] != dims[i]) return false;
        }
        return true;
    }

    // Numbers and arrays become the tensor's type as NumPy's astype makes them, except that a fraction never becomes an integer.
    private static TensorValue Converted(TF_DataType dtype, object? value)
    {
        var natural = value is TensorValue already ? already : ValueConversion.ToValue(value, value is double or float or int or long ? dtype : TF_DataType.DtInvalid);
        if (natural.DType == dtype) return natural;
        if (natural.DType.is_floating() && dtype.is_integer() || natural.IsObject || dtype.size() == 0)
            throw new TypeError($"the value has type {natural.DType.as_numpy_name()}, the tensor {dtype.as_numpy_name()}. Convert the value first, or make the placeholder {natural.DType.as_numpy_name()}.");
        return ValueConversion.Convert(natural, dtype);
    }
}
