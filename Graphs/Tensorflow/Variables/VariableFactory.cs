using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Adds the operations of a variable: initial value, VariableV2, Assign, read.</summary>
internal static class VariableFactory
{
    /// <summary>
    /// A variable as <c>tf.Variable(initial_value)</c> makes it. With <paramref name="initializer"/> instead of a value the
    /// initial value is built in the scope <c>name/Initializer</c>, as <c>tf.get_variable</c> does.
    /// </summary>
    public static RefVariable Create(TensorLike initial_value, bool trainable, string? name, TF_DataType dtype,
        IEnumerable<string>? collections = null, bool validate_shape = true, Func<Tensor>? initializer = null, Shape? shape = null, bool? use_resource = null)
    {
        InitScope.RequireOutside(initial_value, name);
        using var outside = InitScope.Enter();
        var graph = DefaultGraph.Current;
        var outerScope = graph.NameStack;
        using var noControls = graph.EnterControls(null);
        using var keepScope = graph.EnterScope(outerScope.Length == 0 ? "" : outerScope + "/");
        using var scope = graph.EnterScope(string.IsNullOrEmpty(name) ? "Variable" : name);
        var ownName = scope.scope_name;
        var isResource = use_resource ?? graph.VariableStore.Current.use_resource ?? tensorflow.ResourceVariablesByDefault;
        Tensor initial;
        if (initializer is null)
        {
            using IDisposable? initializerScope = isResource ? graph.EnterScope("Initializer") : null;
            initial = initial_value.ToTensor("initial_value", dtype);
        }
        else
        {
            using var initializerScope = graph.EnterScope("Initializer");
            using var colocated = graph.EnterFutureColocation(ownName[..^1]);
            using var anywhere = graph.device(null);
            initial = initializer();
        }
        if (validate_shape && !initial.shape.IsFullyDefined && shape is null)
            throw new ValueError($"initial_value must have a shape specified: {initial}. Give it a known shape, or validate_shape: false.");
        var variableShape = shape ?? (validate_shape ? initial.shape : Shape.Unknown);
        return Collected(graph, isResource ? ResourceVariable.Create(graph, ownName, initial, variableShape, trainable) : Reference(graph, ownName, initial, variableShape, validate_shape, trainable), trainable, collections);
    }

    private static RefVariable Reference(Graph graph, string ownName, Tensor initial, Shape variableShape, bool validate_shape, bool trainable)
    {
        var type = initial.dtype.as_base_dtype();
        var attrs = new NodeAttrs(("shape", variableShape), ("dtype", type), ("container", ""), ("shared_name", ""));
        var variable = graph.CreateOp(OpTable.Get("VariableV2"), ownName, [], attrs).output;
        var guarded = InitialValues.Guard(ownName, initial);
        Operation assign;
        Tensor snapshot;
        using (graph.EnterColocation(variable.op))
        {
            assign = OpBuilder.ApplyOp("Assign", "Assign", [variable, guarded], ("validate_shape", validate_shape), ("use_locking", true));
            snapshot = Identity.Apply(variable, "read");
        }
        return new RefVariable(variable, snapshot, initial, assign, trainable);
    }

    private static RefVariable Collected(Graph graph, RefVariable result, bool trainable, IEnumerable<string>? collections)
    {
        var names = collections?.ToList() ?? [GraphKeys.GLOBAL_VARIABLES];
        if (trainable && !names.Contains(GraphKeys.TRAINABLE_VARIABLES)) names.Add(GraphKeys.TRAINABLE_VARIABLES);
        graph.add_to_collections(names, result);
        return result;
    }
}
