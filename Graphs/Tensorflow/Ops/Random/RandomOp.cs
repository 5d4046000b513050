using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>
/// Base of the operations that draw from a stream of their own: attributes <c>seed</c> and <c>seed2</c> say where it
/// starts, every run in a session goes on where the last one stopped.
/// </summary>
internal abstract class RandomOp(string name, string signature)
    : OpType(name, signature + "; seed: int = 0; seed2: int = 0")
{
    public override bool IsStateful => true;

    /// <summary>The stream that the operation has in this session.</summary>
    protected static PhiloxState Stream(KernelContext k) =>
        (PhiloxState)(k.State.Value ??= new PhiloxState(k.Attrs.Long("seed"), k.Attrs.Long("seed2")));
}

/// <summary>Base of the stateful operations without gradient.</summary>
internal abstract class NotDifferentiableRandomOp(string name, string signature) : RandomOp(name, signature)
{
    public sealed override bool IsDifferentiable => false;

    public sealed override Tensor?[] Gradient(GradContext g) => new Tensor?[g.Op.inputs.Count];
}

/// <summary>Outputs whose shape is the value of an input.</summary>
internal static class ShapedOutput
{
    /// <summary>The shape rule: the shape that input 0 holds, and nothing of the rest.</summary>
    public static void Infer(InferContext c) => c.Set(0, c.WithRank(0, 1) is { IsFullyDefined: true } vector && !c.ValueAsShape(0).HasRank
        ? Shape.UnknownOfRank((int)vector[0])
        : c.ValueAsShape(0));

    /// <summary>Output 0 with the shape that input 0 holds, followed by <paramref name="rest"/>.</summary>
    public static TensorValue Place(KernelContext k, ReadOnlySpan<int> rest = default)
    {
        var shape = k.Input(0);
        Span<int> dims = stackalloc int[shape.Count + rest.Length];
        for (var i = 0; i < shape.Count; i++)
        {
            dims[i] = shape.AsInt(i);
            if (dims[i] < 0) throw new InvalidArgumentError($"Dimension {i} must be >= 0, but the shape asked for is {string.Join(", ", shape.AsInts())}.");
        }
        rest.CopyTo(dims[shape.Count..]);
        return k.Output().Dims.AsSpan().SequenceEqual(dims) ? k.Output() : k.Resize(0, dims);
    }
}
