namespace Tensorflow;

/// <summary>Makes slots: variables that an optimizer keeps beside a variable, called <c>variable/optimizer</c>, of the same kind.</summary>
internal static class SlotCreator
{
    /// <summary>A slot of zeros of the variable's shape.</summary>
    public static RefVariable Zeros(RefVariable primary, string name) => Create(primary, (shape, dtype) => Binding.tf.zeros(shape, dtype), name);

    /// <summary>A slot of the variable's shape and type.</summary>
    public static RefVariable Create(RefVariable primary, Func<Shape, TF_DataType, Tensor> initializer, string name)
    {
        var type = primary.dtype.as_base_dtype();
        return InScope(primary.op, name, (scope, isResource) =>
        {
            if (primary.shape.IsFullyDefined)
            {
                return VariableGetter.Get(scope, "", primary.shape, type, new Formula(initializer), default, null, false, null, true, isResource);
            }
            var initial = Binding.tf.zeros_like(primary.initial_value) + initializer(Shape.Scalar, type);
            return VariableGetter.Get(scope, "", null, type, null, initial, null, false, null, false, isResource);
        });
    }

    /// <summary>A slot that begins with a value; <paramref name="primary"/> is the operation of the variable or tensor that it belongs to.</summary>
    public static RefVariable Create(Operation primary, Tensor value, string name) =>
        InScope(primary, name, (scope, isResource) => VariableGetter.Get(scope, "", null, value.dtype, null, value, null, false, null, value.shape.IsFullyDefined, isResource));

    private static RefVariable InScope(Operation primary, string name, Func<VariableScope, bool, RefVariable> create)
    {
        using var scope = Binding.tf.variable_scope(null, $"{primary.name}/{name}");
        using var beside = DefaultGraph.Current.EnterColocation(primary);
        return create(scope, primary.type == "VarHandleOp");
    }

    private sealed class Formula(Func<Shape, TF_DataType, Tensor> apply) : Initializer
    {
        public override Tensor Apply(Shape shape, TF_DataType dtype) => apply(shape, dtype);
    }
}
