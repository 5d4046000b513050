namespace Tensorflow.Ops;

/// <summary>
/// A resource variable: its output is a handle of a value that lives in the session. Unlike a reference, a handle goes through
/// functions, loops and branches, and reading it is an operation of its own (<see cref="ReadVariableOp"/>).
/// </summary>
internal sealed class VarHandleOp() : NotDifferentiableOp("VarHandleOp",
    "-> resource: resource; container: string = ''; shared_name: string = ''; dtype: type; shape: shape; allowed_devices: list(string) = []; debug_name: string = ''")
{
    /// <summary>The shared name that TensorFlow gives to variables which nobody else is to find.</summary>
    public const string AnonymousName = "cd2c89b7-88b7-44c8-ad83-06c2a9158347";

    public override bool IsStateful => true;

    public override void Infer(InferContext c) => c.Set(0, c.Attrs.Shape("shape"));

    public override void Run(KernelContext k) { }
}

/// <summary>The value of a variable when this operation runs; later changes do not show in it.</summary>
internal sealed class ReadVariableOp() : OpType("ReadVariableOp", "resource: resource -> value: dtype; dtype: type")
{
    public override bool IsStateful => true;

    public override bool ChangesVariable => false;

    public override void Infer(InferContext c) => c.Same();

    public override Tensor?[] Gradient(GradContext g) => [g.DyOrNull()];

    public override void Run(KernelContext k) => throw new InternalError("A plan reads variables by nodes of its own.");
}

/// <summary>True when the variable has a value in this session.</summary>
internal sealed class VarIsInitializedOp() : NotDifferentiableOp("VarIsInitializedOp", "resource: resource -> is_initialized: bool")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c) => c.Scalar();

    public override void Run(KernelContext k) => k.Resize(0).Span<bool>()[0] = k.Variable(0).Value is not null;
}

/// <summary>The shape of the variable's value.</summary>
internal sealed class VariableShape() : NotDifferentiableOp("VariableShape", "input: resource -> output: out_type; out_type: {int32, int64} = int32")
{
    public override bool IsStateful => true;

    public override bool ChangesVariable => false;

    public override void Infer(InferContext c) => c.Set(0, c.Input(0).HasRank ? new Shape(c.Input(0).ndim) : Shape.UnknownOfRank(1));

    public override void Run(KernelContext k)
    {
        var dims = k.Input(0).Dims;
        IntTensor.Set(k.Resize(0, dims.Length), dims);
    }
}

/// <summary>Takes the variable's value away: the variable is as before its initializer ran.</summary>
internal sealed class DestroyResourceOp() : NotDifferentiableOp("DestroyResourceOp", "resource: resource -> ; ignore_lookup_error: bool = true")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c) { }

    public override void Run(KernelContext k)
    {
        if (!k.Attrs.Bool("ignore_lookup_error")) _ = k.Variable(0).Initialized;
        k.Variable(0).Value = null;
    }
}
