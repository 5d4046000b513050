using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>The same elements in the same order under another shape; one size may be -1 and follows from the others.</summary>
internal sealed class Reshape() : OpType("Reshape", "tensor: T, shape: Tshape -> output: T; T: type; Tshape: index = int32")
{
    public override bool IsView => true;

    public override void Infer(InferContext c)
    {
        var target = c.ValueAsShape(1);
        var size = c.Input(0).size;
        if (!target.HasRank || size < 0)
        {
            c.Set(0, target);
            return;
        }
        long known = 1;
        var open = -1;
        var dims = target.dims;
        for (var i = 0; i < dims.Length; i++)
        {
            if (dims[i] >= 0) known *= dims[i];
            else if (open < 0) open = i;
            else
            {
                if (c.Value(1) is not null) throw c.Error($"Only one size of the new shape may be -1, but {target} has more");
                c.Set(0, target);
                return;
            }
        }
        var text = $"[{string.Join(",", dims.Select(d => d < 0 ? "?" : d.ToString()))}]";
        if (open < 0 && known != size) throw c.Error($"Cannot reshape a tensor with {size} elements to shape {text} ({known} elements)");
        if (open >= 0)
        {
            if (known == 0 ? size != 0 : size % known != 0)
                throw c.Error($"Cannot reshape a tensor with {size} elements to shape {text}: the number of elements is no multiple of {known}");
            // Nothing can be divided among any number of rows: an open size that no -1 stands for stays open.
            if (known > 0) dims[open] = size / known;
            else if (c.Value(1) is not null) dims[open] = 0;
        }
        c.Set(0, new Shape(dims));
    }

    public override Tensor?[] Gradient(GradContext g) => [ToInput(g), null];

    /// <summary>The cotangent of a view: the output's cotangent in the input's shape.</summary>
    public static Tensor ToInput(GradContext g) => tf.reshape(g.Dy(), tf.shape(g.Input(0)));

    public override void Run(KernelContext k) => k.Input(0).CopyTo(k.Output());
}

/// <summary>Inserts a dimension of size 1.</summary>
internal sealed class ExpandDims() : OpType("ExpandDims", "input: T, dim: Tdim -> output: T; T: type; Tdim: index = int32")
{
    public override bool IsView => true;

    public override void Infer(InferContext c)
    {
        var input = c.Input(0);
        if (!input.HasRank) return;
        if (c.Value(1) is not { } dim)
        {
            c.Set(0, Shape.UnknownOfRank(input.ndim + 1));
            return;
        }
        if (dim.Count != 1) throw c.Error($"'dim' input must be a tensor with a single value, but has shape {dim.Shape}");
        var axis = c.Axis(dim.AsLong(0), input.ndim + 1);
        c.Set(0, input.Slice(0, axis).concatenate(1).concatenate(input.Slice(axis, input.ndim)));
    }

    public override Tensor?[] Gradient(GradContext g) => [Reshape.ToInput(g), null];

    public override void Run(KernelContext k) => k.Input(0).CopyTo(k.Output());
}

/// <summary>Removes the dimensions of size 1: those listed, or all of them.</summary>
internal sealed class Squeeze() : OpType("Squeeze", "input: T -> output: T; T: type; squeeze_dims: list(int) = []")
{
    public override bool IsView => true;

    public override void Infer(InferContext c)
    {
        var input = c.Input(0);
        if (!input.HasRank) return;
        var listed = c.Attrs.Longs("squeeze_dims");
        if (listed.Length == 0 && !input.IsFullyDefined) return;
        var gone = new bool[input.ndim];
        foreach (var dim in listed)
        {
            var axis = c.Axis(dim, input.ndim);
            if (input[axis] > 1 || input[axis] == 0) throw c.Error($"Can not squeeze dim[{axis}], expected a dimension of 1, got {input[axis]}");
            gone[axis] = true;
        }
        c.Set(0, new Shape([.. input.dims.Where((size, axis) => listed.Length == 0 ? size != 1 : !gone[axis])]));
    }

    public override Tensor?[] Gradient(GradContext g) => [Reshape.ToInput(g)];

    public override void Run(KernelContext k) => k.Input(0).CopyTo(k.Output());
}

/// <summary>The same tensor, which must have a given shape.</summary>
internal sealed class EnsureShape() : OpType("EnsureShape", "input: T -> output: T; shape: shape; T: type")
{
    public override bool IsView => true;

    public override void Infer(InferContext c)
    {
        var wanted = c.Attrs.Shape("shape");
        if (!wanted.is_compatible_with(c.Input(0))) throw c.Error($"Shape of tensor {c.Input(0)} is not compatible with expected shape {wanted}");
        c.Set(0, wanted.merge_with(c.Input(0)));
    }

    public override Tensor?[] Gradient(GradContext g) => [g.DyOrNull()];

    public override void Run(KernelContext k) => k.Input(0).CopyTo(k.Output());
}

/// <summary>The same tensor; kept apart from its input for the engines that would merge them.</summary>
internal sealed class Snapshot() : OpType("Snapshot", "input: T -> output: T; T: type")
{
    public override bool IsView => true;

    public override void Infer(InferContext c) => c.Same();

    public override Tensor?[] Gradient(GradContext g) => [g.DyOrNull()];

    public override void Run(KernelContext k) => k.Input(0).CopyTo(k.Output());
}
