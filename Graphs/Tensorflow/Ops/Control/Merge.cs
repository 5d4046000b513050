namespace Tensorflow.Ops;

/// <summary>
/// Passes on the one input that is not dead, and its index. The engine, which knows what is dead, writes the index into
/// output 1; the kernel copies that input.
/// </summary>
internal sealed class Merge(string name, string inputs) : OpType(name,
    $"{inputs} -> {(name == "Merge" ? "output: T" : "output: Ref(T)")}, value_index: int32; T: type; N: int")
{
    // Only the input that was passed on gets the cotangent; what the others get is dead.
    public override Tensor?[] Gradient(GradContext g)
    {
        var gradients = new Tensor?[g.Op.inputs.Count];
        for (var i = 0; i < gradients.Length; i++)
        {
            var taken = OpBuilder.Apply("Equal", null, [g.Output(1), i]);
            gradients[i] = OpBuilder.ApplyMany("Switch", null, [g.Dy(), taken])[1];
        }
        return gradients;
    }

    public override void Infer(InferContext c)
    {
        var shape = c.Input(0);
        for (var i = 1; i < c.InputCount; i++) shape = Common(shape, c.Input(i));
        c.Set(0, shape);
        c.Set(1, Shape.Scalar);
    }

    public override void Run(KernelContext k)
    {
        var alive = k.Input(k.Out<int>(1)[0]);
        if (alive.DType == TF_DataType.TF_RESOURCE) return;
        k.Resize(0, alive.Dims);
        alive.CopyTo(k.Output());
    }

    private static Shape Common(Shape a, Shape b)
    {
        if (!a.HasRank || a.ndim != b.ndim) return Shape.Unknown;
        return new Shape([.. a.dims.Zip(b.dims, (x, y) => x == y ? x : -1)]);
    }
}
