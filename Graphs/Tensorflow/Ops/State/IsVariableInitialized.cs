namespace Tensorflow.Ops;

/// <summary>True when the variable has a value in this session.</summary>
internal sealed class IsVariableInitialized() : NotDifferentiableOp("IsVariableInitialized", "ref: Ref(dtype) -> is_initialized: bool; dtype: type")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c) => c.Scalar();

    public override void Run(KernelContext k) => k.Resize(0).Span<bool>()[0] = k.Variable(0).Value is not null;
}
