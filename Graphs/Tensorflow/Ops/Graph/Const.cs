namespace Tensorflow.Ops;

/// <summary>A value fixed in the graph.</summary>
internal sealed class Const() : NotDifferentiableOp("Const", "-> output: dtype; value: tensor; dtype: type")
{
    /// <summary>Adds a constant named <paramref name="name"/> exactly as given by the scope rules.</summary>
    public static Tensor Apply(TensorValue value, string name = "Const")
    {
        var attrs = new NodeAttrs(("value", value), ("dtype", value.DType));
        return DefaultGraph.Current.CreateOp(OpTable.Get("Const"), name, [], attrs).output;
    }

    public override void Infer(InferContext c) => c.Set(0, c.Attrs.Tensor("value").Shape);

    public override void Run(KernelContext k) => k.Attrs.Tensor("value").CopyTo(k.Output());
}
