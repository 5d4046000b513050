namespace Tensorflow.Ops;

/// <summary>
/// output = input; while cond(output): output = body(output). The engine runs the functions itself (Plan/LoopStep).
/// StatelessWhile is the same for functions without effects.
/// </summary>
internal sealed class While(string name) : OpType(name,
    "input: T -> output: T; T: list(type); cond: func; body: func; output_shapes: list(shape) = []; parallel_iterations: int = 10")
{
    public override bool IsStateful => Name == "While";

    public override bool HasFunctions => true;

    public override void Infer(InferContext c)
    {
        var shapes = (Shape[])c.Attrs["output_shapes"];
        for (var i = 0; i < c.OutputCount; i++) c.Set(i, i < shapes.Length ? shapes[i] : Shape.Unknown);
    }

    public override Tensor?[] Gradient(GradContext g) => LoopGradient.Build(g);

    public override void Run(KernelContext k) => throw new InternalError("A loop has no kernel: its functions are part of the plan.");
}

/// <summary>Stands for an output of the branch that does not run: zeros of the shape, unknown sizes taken as 0; for lists nothing.</summary>
internal sealed class FakeParam() : NotDifferentiableOp("FakeParam", "-> output: dtype; dtype: type; shape: shape")
{
    public override void Infer(InferContext c)
    {
        var shape = c.Attrs.Shape("shape");
        c.Set(0, shape.HasRank ? new Shape([.. shape.dims.Select(d => Math.Max(0, d))]) : new Shape([0]));
    }

    public override void Run(KernelContext k)
    {
        if (k.Output().DType == TF_DataType.TF_VARIANT) k.Output().Objects[0] = null;
        else ElementShape.Clear(k.Output());
    }
}
