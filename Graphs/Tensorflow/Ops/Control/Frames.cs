namespace Tensorflow.Ops;

/// <summary>Brings a value into one of TensorFlow 1's loops, which its frame_name names; with is_constant it stays the same there.</summary>
internal sealed class Enter(string name, string type) : OpType(name,
    $"data: {type} -> output: {type}; T: type; frame_name: string; is_constant: bool = false; parallel_iterations: int = 10")
{
    public override string NoGradientReason => FrameGradient.Reason;

    public override void Infer(InferContext c) => c.Same();

    public override void Run(KernelContext k) => throw FrameGradient.OutsideLoop(k);
}

/// <summary>Exit takes a value out of one of TensorFlow 1's loops, NextIteration to its next iteration.</summary>
internal sealed class LoopValue(string name, string type) : OpType(name, $"data: {type} -> output: {type}; T: type")
{
    public override string NoGradientReason => FrameGradient.Reason;

    public override void Infer(InferContext c) => c.Same();

    public override void Run(KernelContext k) => throw FrameGradient.OutsideLoop(k);
}

/// <summary>The condition of one of TensorFlow 1's loops.</summary>
internal sealed class LoopCond() : NotDifferentiableOp("LoopCond", "input: bool -> output: bool")
{
    public override void Infer(InferContext c)
    {
        c.WithRank(0, 0);
        c.Scalar();
    }

    public override void Run(KernelContext k) => throw FrameGradient.OutsideLoop(k);
}

file static class FrameGradient
{
    public const string Reason = "It belongs to a loop of TensorFlow 1 (Enter, Merge, Switch, NextIteration, Exit) that came with a GraphDef; such a loop runs but cannot be differentiated. Build it by tf.while_loop.";

    public static InternalError OutsideLoop(KernelContext k) => new($"'{k.NodeName}' is part of a loop and runs only there.");
}
