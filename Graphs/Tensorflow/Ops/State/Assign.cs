namespace Tensorflow.Ops;

/// <summary>ref = value. With validate_shape the value must have the variable's shape.</summary>
internal sealed class Assign() : NotDifferentiableOp("Assign",
    "ref: Ref(T), value: T -> output_ref: Ref(T); T: type; validate_shape: bool = true; use_locking: bool = true")
{
    public override bool IsStateful => true;

    public override bool UpdatesInPlace => true;

    public override void Infer(InferContext c)
    {
        if (!c.Attrs.Bool("validate_shape"))
        {
            c.Same(1);
            return;
        }
        c.Set(0, c.Merge(c.Input(0), c.Input(1)));
    }

    public override void Run(KernelContext k)
    {
        var variable = k.Variable(0);
        var value = k.Input(1);
        if (variable.Value is { } current && current.Dims.AsSpan().SequenceEqual(value.Dims))
        {
            value.CopyTo(current);
            return;
        }
        if (k.Attrs.Bool("validate_shape") && (variable.Value?.Shape ?? variable.Declared) is var shape && !shape.is_compatible_with(value.Shape))
            throw new InvalidArgumentError($"Assign requires shapes of both tensors to match. lhs shape = {shape}, rhs shape = {value.Shape}. With validate_shape: false the variable takes the new shape.");
        variable.Value = value.Clone();
    }
}
