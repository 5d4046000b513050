namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>A new, empty graph.</summary>
    public Graph Graph() => new();

    /// <summary>The graph that tf.* functions add to on this thread.</summary>
    public Graph get_default_graph() => DefaultGraph.Current;

    /// <summary>Starts a new default graph; what was built before is forgotten.</summary>
    public void reset_default_graph() => DefaultGraph.Reset();

    /// <summary>Names of operations made inside get this prefix. Use with <c>tf_with</c> or <c>using</c>.</summary>
    public NameScope name_scope(string? name) => DefaultGraph.Current.EnterScope(name);

    /// <summary>The same, in TensorFlow's older form: <paramref name="default_name"/> serves where <paramref name="name"/> is null.</summary>
    public NameScope name_scope(string? name, string default_name, object? values = null) => DefaultGraph.Current.EnterScope(name ?? default_name);

    /// <summary>Operations made inside run after <paramref name="control_inputs"/> (operations, tensors or variables); null forgets the outer ones.</summary>
    public IDisposable control_dependencies(object?[]? control_inputs) =>
        DefaultGraph.Current.control_dependencies(control_inputs);

    /// <summary>Operations made inside run after the operations of these tensors.</summary>
    public IDisposable control_dependencies(Tensor[] control_inputs) => control_dependencies((IEnumerable<Tensor>)control_inputs);

    /// <summary>Operations made inside run after these operations.</summary>
    public IDisposable control_dependencies(Operation[] control_inputs) => control_dependencies((IEnumerable<Operation>)control_inputs);

    /// <summary>Operations made inside run after these operations.</summary>
    public IDisposable control_dependencies(IEnumerable<Operation> control_inputs) => DefaultGraph.Current.EnterControls([.. control_inputs]);

    /// <summary>Operations made inside run after the operations of these tensors.</summary>
    public IDisposable control_dependencies(IEnumerable<Tensor> control_inputs) => DefaultGraph.Current.EnterControls([.. control_inputs.Select(t => t.op)]);

    /// <summary>Operations made inside run after what a collection holds, such as <c>tf.get_collection(tf.GraphKeys.UPDATE_OPS)</c>.</summary>
    public IDisposable control_dependencies(IEnumerable<object> control_inputs) => DefaultGraph.Current.EnterControls([.. control_inputs.Select(ControlOp)]);

    /// <summary>
    /// Operations made inside ask for a device, such as <c>/cpu:0</c> or <c>/job:worker/task:1</c>. Of scopes within each other the inner
    /// one holds, completed by the outer ones where it leaves parts open; null forgets the outer ones. What stands beside another
    /// operation (a variable's update) is placed with that one.
    /// </summary>
    /// <exception cref="ValueError">The text is no device name.</exception>
    /// <remarks>The managed engine has one device, the CPU of this process; jobs and tasks are those of a <see cref="ClusterSpec"/>, on TensorFlow's runtime.</remarks>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(1)]
    public IDisposable device(string? device_name_or_function) => DefaultGraph.Current.device(device_name_or_function);

    /// <summary>
    /// Operations made inside are placed by a function: it is given the operation, whose <see cref="Operation.device"/> says what scopes
    /// within this one have asked for, and gives the device, null for none. Null in its place forgets the outer scopes.
    /// </summary>
    /// <example><c>using (tf.device(op =&gt; op.type == "MatMul" ? "/gpu:0" : "/cpu:0")) { ... }</c></example>
    public IDisposable device(Func<Operation, string?>? device_name_or_function) => DefaultGraph.Current.device(device_name_or_function);

    /// <inheritdoc cref="Tensorflow.DeviceSpec"/>
    public DeviceSpec DeviceSpec(string? job = null, int? replica = null, int? task = null, string? device_type = null, int? device_index = null) =>
        new(job, replica, task, device_type, device_index);

    /// <summary>Operations made inside are placed beside <paramref name="op"/> (attribute <c>_class</c>).</summary>
    public IDisposable colocate_with(Operation op) => DefaultGraph.Current.EnterColocation(op);

    /// <summary>Adds a value to a collection of the default graph.</summary>
    public void add_to_collection(string name, object value) => DefaultGraph.Current.add_to_collection(name, value);

    /// <summary>Adds a value to several collections of the default graph.</summary>
    public void add_to_collections(IEnumerable<string> names, object value) => DefaultGraph.Current.add_to_collections(names, value);

    /// <summary>The values of a collection of the default graph; with <paramref name="scope"/> those whose names begin with it.</summary>
    public List<T> get_collection<T>(string key, string? scope = null) => DefaultGraph.Current.get_collection<T>(key, scope);

    /// <summary>The values of a collection of the default graph; with <paramref name="scope"/> those whose names begin with it.</summary>
    public List<object> get_collection(string key, string? scope = null) => DefaultGraph.Current.get_collection(key, scope);

    /// <summary>The list itself that a collection of the default graph is.</summary>
    public List<object> get_collection_ref(string key) => DefaultGraph.Current.get_collection_ref(key);

    /// <summary>Names of the standard collections; also <see cref="Tensorflow.GraphKeys"/>.</summary>
    public GraphKeysApi GraphKeys { get; } = new();

    /// <summary>
    /// Adds the nodes of a GraphDef to the default graph, under the scope <paramref name="name"/> ("import" unless given; "" for none).
    /// </summary>
    /// <param name="graph_def">The message: <c>GraphDef.Parser.ParseFrom(File.ReadAllBytes(path))</c>.</param>
    /// <param name="input_map">Tensors of the default graph to use in place of tensors of the GraphDef, by name (<c>x:0</c>).</param>
    /// <param name="return_elements">Names of operations and tensors of the GraphDef to return.</param>
    /// <param name="name">The scope for the imported names.</param>
    /// <returns>An <see cref="Operation"/> or <see cref="Tensor"/> for each of <paramref name="return_elements"/>.</returns>
    public object[] import_graph_def(GraphDef graph_def, IReadOnlyDictionary<string, Tensor>? input_map = null, string[]? return_elements = null, string? name = null)
    {
        var graph = DefaultGraph.Current;
        var prefix = "";
        if (name != "")
        {
            using var scope = graph.EnterScope(name ?? "import");
            prefix = scope.scope_name[..^1];
        }
        else if (graph.NameStack.Length > 0)
        {
            prefix = graph.NameStack;
        }
        return GraphImporter.Import(graph, graph_def, prefix, input_map, return_elements);
    }

    /// <summary>Does nothing; waits for its control dependencies.</summary>
    public Operation no_op(string? name = null) => Ops.OpBuilder.ApplyOp("NoOp", name, []);

    /// <summary>An operation that is done when all of <paramref name="inputs"/> (operations, tensors, variables) are.</summary>
    public Operation group(params object[] inputs) => group(inputs, null);

    /// <summary>An operation that is done when all of <paramref name="inputs"/> are.</summary>
    public Operation group(IEnumerable<object> inputs, string? name)
    {
        var ops = inputs.Select(ControlOp).ToList();
        using var scope = DefaultGraph.Current.EnterScope(name ?? "group_deps");
        using var controls = DefaultGraph.Current.EnterControls(ops);
        return no_op(scope);
    }

    /// <summary>The tensors, each available only when all of them (and <paramref name="control_inputs"/>) are computed.</summary>
    public Tensor?[] tuple(IReadOnlyList<Tensor?> tensors, string? name = null, IEnumerable<Operation>? control_inputs = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "tuple");
        var waits = new List<object>();
        foreach (var tensor in tensors)
        {
            if (tensor is IndexedSlices slices) waits.Add(slices.values.op);
            else if (tensor is not null) waits.Add(tensor.op);
        }
        if (control_inputs is not null) waits.AddRange(control_inputs);
        if (waits.Count == 0) throw new ValueError("Must have at least one Tensor: tf.tuple was given none.");
        var gate = group(waits, null);
        return [.. tensors.Select(tensor => tensor is null ? null : Gated(gate, tensor))];
    }

    internal static Tensor Gated(Operation gate, Tensor tensor)
    {
        using var controls = DefaultGraph.Current.EnterControls([gate]);
        if (tensor is not IndexedSlices slices)
        {
            using var colocated = DefaultGraph.Current.EnterColocation(tensor.op);
            return Ops.Identity.Apply(tensor, "control_dependency");
        }
        using var colocatedValues = DefaultGraph.Current.EnterColocation(slices.values.op);
        return new IndexedSlices(Ops.Identity.Apply(slices.values, "control_dependency"), slices.indices, slices.dense_shape);
    }

    internal static Operation ControlOp(object? input) => input switch
    {
        Operation op => op,
        IndexedSlices slices => slices.values.op,
        Tensor tensor => tensor.op,
        RefVariable variable => variable.op,
        _ => throw new TypeError($"Control dependencies are operations, tensors or variables, but got {input?.GetType().Name ?? "null"}."),
    };
}

/// <summary>The names of <see cref="GraphKeys"/> under <c>tf.GraphKeys</c>.</summary>
public sealed class GraphKeysApi
{
    public string GLOBAL_VARIABLES => GraphKeys.GLOBAL_VARIABLES;

    public string LOCAL_VARIABLES => GraphKeys.LOCAL_VARIABLES;

    public string METRIC_VARIABLES => GraphKeys.METRIC_VARIABLES;

    public string MODEL_VARIABLES => GraphKeys.MODEL_VARIABLES;

    public string TRAINABLE_VARIABLES => GraphKeys.TRAINABLE_VARIABLES;

    public string MOVING_AVERAGE_VARIABLES => GraphKeys.MOVING_AVERAGE_VARIABLES;

    public string REGULARIZATION_LOSSES => GraphKeys.REGULARIZATION_LOSSES;

    public string LOSSES => GraphKeys.LOSSES;

    public string SUMMARIES => GraphKeys.SUMMARIES;

    public string UPDATE_OPS => GraphKeys.UPDATE_OPS;

    public string TRAIN_OP => GraphKeys.TRAIN_OP;

    public string GLOBAL_STEP => GraphKeys.GLOBAL_STEP;

    public string WEIGHTS => GraphKeys.WEIGHTS;

    public string BIASES => GraphKeys.BIASES;

    public string ACTIVATIONS => GraphKeys.ACTIVATIONS;

    public string SAVERS => GraphKeys.SAVERS;

    public string ASSET_FILEPATHS => GraphKeys.ASSET_FILEPATHS;

    public string COND_CONTEXT => GraphKeys.COND_CONTEXT;

    public string WHILE_CONTEXT => GraphKeys.WHILE_CONTEXT;
}
