namespace Tensorflow;

/// <summary>Resolves what <c>sess.run</c> is given: names to tensors, variables to their values, feeds to tensor values, with errors that say what does not fit.</summary>
internal sealed class FetchMapper(Graph graph)
{
    private PinnedArrays _pinned;

    public RunRequest Map(ReadOnlySpan<object> fetches, ReadOnlySpan<FeedItem> feeds)
    {
        var elements = new object[fetches.Length];
        for (var i = 0; i < elements.Length; i++) elements[i] = Fetch(fetches[i]);
        var tensors = new Tensor[feeds.Length];
        for (var i = 0; i < feeds.Length; i++)
        {
            tensors[i] = FeedKey(feeds[i].Key);
            if (Array.IndexOf(tensors, tensors[i], 0, i) >= 0) throw new ValueError($"The tensor '{tensors[i].name}' is fed twice in one run.");
        }
        var values = new TensorValue[feeds.Length];
        try
        {
            for (var i = 0; i < feeds.Length; i++) values[i] = FeedValue(tensors[i], feeds[i].Value);
        }
        catch
        {
            _pinned.Dispose();
            throw;
        }
        return new RunRequest(elements, tensors, values, _pinned);
    }

    private object Fetch(object? fetch) => fetch switch
    {
        IndexedSlices slices => Mine(slices.AsDense(), slices.AsDense().op),
        Tensor tensor => Mine(tensor, tensor.op),
        Operation op => Mine(op, op),
        RefVariable variable => Mine(variable.value(), variable.op),
        string name => ByName(name),
        null => throw new TypeError("Fetch argument None has invalid type: null was given where a tensor, a variable, an operation or a name is needed."),
        _ => throw new TypeError($"Fetch argument {fetch} has invalid type {fetch.GetType().Name}, must be a tensor, a variable, an operation or a name."),
    };

    private object ByName(string name)
    {
        try
        {
            return graph.as_graph_element(name);
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
        return element;
    }

    private Tensor FeedKey(object? key)
    {
        var tensor = key switch
        {
            IndexedSlices => throw new TypeError("IndexedSlices cannot be fed; feed their values and indices."),
            Tensor t => t,
            RefVariable variable => variable.value(),
            string name => NamedKey(name),
            null => throw new TypeError("Cannot interpret feed_dict key as Tensor: the key is null."),
            _ => throw new TypeError($"Cannot interpret feed_dict key as Tensor: {key} is a {key.GetType().Name}; a feed is a pair (tensor, value)."),
        };
        if (tensor.graph != graph)
            throw new TypeError($"Cannot interpret feed_dict key as Tensor: Tensor {tensor} is not an element of this graph (made at {tensor.op.DefinedAt}).");
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

    private TensorValue FeedValue(Tensor tensor, object? value)
    {
        if (value is Tensor or RefVariable)
            throw new TypeError($"The value of a feed cannot be a tf.Tensor object. Acceptable feed values include numbers, strings, arrays and NDArrays. For reference, the tensor object was {value} which was passed to the feed with key {tensor}.");
        TensorValue converted;
        try
        {
            converted = ToFeed(tensor, value);
        }
        catch (TensorflowException error) when (error is TypeError or ValueError)
        {
            throw new TypeError($"Cannot feed the tensor '{tensor.name}' (made at {tensor.op.DefinedAt}): {error.Message}", error);
        }
        if (!tensor.shape.is_compatible_with(converted.Shape))
            throw new ValueError($"Cannot feed value of shape {converted.Shape} for Tensor '{tensor.name}', which has shape '{tensor.shape}' (made at {tensor.op.DefinedAt}). Reshape the value, or make the placeholder's dimension unknown (-1).");
        return converted;
    }

    // Numbers and arrays become the tensor's type as NumPy's astype makes them, except that a fraction never becomes an integer.
    private TensorValue ToFeed(Tensor tensor, object? value)
    {
        var dtype = tensor.dtype.as_base_dtype();
        if (value is Array array && _pinned.Pin(array, dtype) is { } pinned) return pinned;
        if (value is NumSharp.NDArray nd && NDArrayBridge.InPlace(nd, dtype) is { } inPlace) return inPlace;
        var natural = value is TensorValue already ? already : ValueConversion.ToValue(value, value is double or float or int or long ? dtype : TF_DataType.DtInvalid);
        if (natural.DType == dtype) return natural;
        if (natural.DType.is_floating() && dtype.is_integer() || natural.IsObject || dtype.size() == 0)
            throw new TypeError($"the value has type {natural.DType.as_numpy_name()}, the tensor {dtype.as_numpy_name()}. Convert the value first.");
        return ValueConversion.Convert(natural, dtype);
    }
}
