namespace Tensorflow.Ops;

/// <summary>A variable: its output is a reference to a value that lives in the session.</summary>
internal sealed class VariableV2() : NotDifferentiableOp("VariableV2", "-> ref: Ref(dtype); shape: shape; dtype: type; container: string = ''; shared_name: string = ''")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c) => c.Set(0, c.Attrs.Shape("shape"));

    public override void Run(KernelContext k) { }
}
