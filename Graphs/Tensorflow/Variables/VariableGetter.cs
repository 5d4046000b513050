namespace Tensorflow;

/// <summary>What <c>tf.get_variable</c> does, in the current variable scope or one that is given.</summary>
internal static class VariableGetter
{
    /// <summary>The variable <c>scope/name</c>, initialized by an initializer, by a value, or by the scope's default (Glorot's uniform, or zeros for integers).</summary>
    public static RefVariable Get(VariableScope scope, string name, Shape? shape, TF_DataType dtype, Initializer? initializer, TensorLike value,
        Func<Tensor, Tensor?>? regularizer, bool trainable, IEnumerable<string>? collections, bool validate_shape, bool? use_resource = null)
    {
        InitScope.RequireOutside(value, name);
        using var outside = InitScope.Enter();
        var graph = DefaultGraph.Current;
        // An empty name re-opens the scope itself, as slots of optimizers do.
        var full = scope.name.Length == 0 ? name : $"{scope.name}/{name}";
        if (full.Length == 0) throw new ValueError("tf.get_variable needs a name.");
        var type = dtype != TF_DataType.DtInvalid || !value.IsNull ? dtype : scope.dtype;
        if (!value.IsNull && shape is not null) throw new ValueError("If initializer is a constant, do not specify shape.");
        return graph.VariableStore.Get(graph, full, scope.reuse, shape ?? Shape.Unknown, type, Create);

        RefVariable Create()
        {
            using var top = graph.EnterScope(null);
            var variable = value.IsNull
                ? VariableFactory.Create(default, trainable, full, type, collections, validate_shape, () => Initial(scope, full, shape, type, initializer), shape, use_resource ?? scope.use_resource)
                : VariableFactory.Create(value, trainable, full, type, collections, validate_shape, use_resource: use_resource ?? scope.use_resource);
            Regularize(graph, variable, full, regularizer ?? scope.DefaultRegularizer);
            return variable;
        }
    }

    private static Tensor Initial(VariableScope scope, string name, Shape? shape, TF_DataType dtype, Initializer? initializer)
    {
        if (shape is not { IsFullyDefined: true })
            throw new ValueError($"Shape of a new variable ({name}) must be fully defined, but instead was {shape?.ToString() ?? "<unknown>"}.");
        return (initializer ?? scope.DefaultInitializer ?? Default(name, dtype)).Apply(shape, dtype);
    }

    private static Initializer Default(string name, TF_DataType dtype)
    {
        if (dtype.is_floating()) return Binding.tf.glorot_uniform_initializer;
        if (dtype.is_integer() || dtype is TF_DataType.TF_BOOL or TF_DataType.TF_STRING) return Binding.tf.zeros_initializer;
        throw new ValueError($"An initializer for variable {name} of {dtype.as_numpy_name()} is required");
    }

    private static void Regularize(Graph graph, RefVariable variable, string name, Func<Tensor, Tensor?>? regularizer)
    {
        if (regularizer is null) return;
        using var beside = graph.EnterColocation(variable.op);
        using var scope = graph.EnterScope($"{name}/Regularizer/");
        if (regularizer(variable) is { } loss) graph.add_to_collection(GraphKeys.REGULARIZATION_LOSSES, loss);
    }
}
