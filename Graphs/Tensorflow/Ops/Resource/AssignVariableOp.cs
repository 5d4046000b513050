namespace Tensorflow.Ops;

/// <summary>Sets the variable to a value, which must fit the shape that its handle declares.</summary>
internal sealed class AssignVariableOp() : NotDifferentiableOp("AssignVariableOp", "resource: resource, value: dtype -> ; dtype: type; validate_shape: bool = false")
{
    public override bool IsStateful => true;

    public override bool UpdatesInPlace => true;

    public override void Infer(InferContext c) => c.Merge(c.Input(0), c.Input(1));

    public override void Run(KernelContext k)
    {
        var variable = k.Variable(0);
        var value = k.Input(1);
        if (variable.Value is { } current && current.DType == value.DType && current.Dims.AsSpan().SequenceEqual(value.Dims))
        {
            value.CopyTo(current);
            return;
        }
        HandleType.Require(k, value.DType);
        if (!variable.Declared.is_compatible_with(value.Shape))
            throw new InvalidArgumentError($"Trying to assign to variable with tensor with wrong shape. Expected {variable.Declared} got {value.Shape}, for the variable {variable.Name}.");
        variable.Value = value.Clone();
    }
}

/// <summary>Checks of element types: a handle alone does not say what it holds.</summary>
internal static class HandleType
{
    public static void Require(KernelContext k, TF_DataType dtype)
    {
        if (k.Variable(0).Value is { } value && value.DType != dtype)
            throw new InvalidArgumentError($"Trying to assign variable with wrong dtype. Expected {value.DType.as_numpy_name()} got {dtype.as_numpy_name()}, for the variable {k.Variable(0).Name}.");
    }
}
