namespace Tensorflow.Ops;

/// <summary>A variable: its output is a reference to a value that lives in the session. <c>Variable</c> is the older form in graphs of TensorFlow before 1.0.</summary>
internal sealed class VariableV2(string name = "VariableV2") : NotDifferentiableOp(name, "-> ref: Ref(dtype); shape: shape; dtype: type; container: string = ''; shared_name: string = ''")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c) => c.Set(0, c.Attrs.Shape("shape"));

    public override void Run(KernelContext k) { }
}
