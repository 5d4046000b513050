namespace Tensorflow.Ops;

/// <summary>Does nothing; its control inputs are what it is for.</summary>
internal sealed class NoOp() : NotDifferentiableOp("NoOp", "->")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c) { }

    public override void Run(KernelContext k) { }
}
