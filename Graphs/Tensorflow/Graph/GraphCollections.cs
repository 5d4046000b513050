namespace Tensorflow;

/// <summary>Collections: lists of things that belong to a graph, by name.</summary>
public partial class Graph
{
    private readonly Dictionary<string, List<object>> _ownCollections = new(StringComparer.Ordinal);

    // Bodies of loops and branches put into the collections of the graph around them.
    private Dictionary<string, List<object>> Collections => Root._ownCollections;

    /// <summary>Adds a value to a collection.</summary>
    public void add_to_collection(string name, object value)
    {
        if (!Collections.TryGetValue(name, out var list)) Collections[name] = list = [];
        list.Add(value);
    }

    /// <summary>Adds a value to several collections.</summary>
    public void add_to_collections(IEnumerable<string> names, object value)
    {
        foreach (var name in names) add_to_collection(name, value);
    }

    /// <summary>
    /// The values of a collection that are of type <typeparamref name="T"/>, in the order they were added; with
    /// <paramref name="scope"/>, a regular expression, those whose names begin with it.
    /// </summary>
    public List<T> get_collection<T>(string name, string? scope = null)
    {
        if (!Collections.TryGetValue(name, out var list)) return [];
        if (scope is null) return [.. list.OfType<T>()];
        var pattern = new System.Text.RegularExpressions.Regex($@"\G(?:{scope})");
        return [.. list.OfType<T>().Where(value => NameOf(value) is { } named && pattern.IsMatch(named))];
    }

    /// <summary>The values of a collection, in the order they were added; with <paramref name="scope"/> those whose names begin with it.</summary>
    public List<object> get_collection(string name, string? scope = null) => get_collection<object>(name, scope);

    /// <summary>The list itself that a collection is: what is added to it or taken from it changes the collection.</summary>
    public List<object> get_collection_ref(string name)
    {
        if (!Collections.TryGetValue(name, out var list)) Collections[name] = list = [];
        return list;
    }

    /// <summary>The names of the collections that hold something.</summary>
    public List<string> get_all_collection_keys() => [.. Collections.Where(c => c.Value.Count > 0).Select(c => c.Key)];

    /// <summary>Empties a collection.</summary>
    public void clear_collection(string name) => Collections.Remove(name);

    private static string? NameOf(object? value) => value switch
    {
        Operation op => op.name,
        IndexedSlices slices => slices.values.name,
        Tensor tensor => tensor.name,
        IVariableV1 variable => variable.name,
        _ => null,
    };
}

/// <summary>Names of the standard collections.</summary>
public static class GraphKeys
{
    public const string GLOBAL_VARIABLES = "variables";
    public const string LOCAL_VARIABLES = "local_variables";
    public const string METRIC_VARIABLES = "metric_variables";
    public const string MODEL_VARIABLES = "model_variables";
    public const string TRAINABLE_VARIABLES = "trainable_variables";
    public const string MOVING_AVERAGE_VARIABLES = "moving_average_variables";
    public const string REGULARIZATION_LOSSES = "regularization_losses";
    public const string LOSSES = "losses";
    public const string SUMMARIES = "summaries";
    public const string UPDATE_OPS = "update_ops";
    public const string TRAIN_OP = "train_op";
    public const string GLOBAL_STEP = "global_step";
    public const string WEIGHTS = "weights";
    public const string BIASES = "biases";
    public const string ACTIVATIONS = "activations";
    public const string SAVERS = "savers";
    public const string ASSET_FILEPATHS = "asset_filepaths";
    public const string COND_CONTEXT = "cond_context";
    public const string WHILE_CONTEXT = "while_context";
}
