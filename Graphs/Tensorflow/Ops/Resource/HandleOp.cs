namespace Tensorflow.Ops;

/// <summary>
/// An operation on references in the form that takes handles: the same checks and the same kernel. It has no result; who wants
/// the new value reads the variable after it.
/// </summary>
internal sealed class HandleOp : NotDifferentiableOp
{
    private readonly OpType _reference;

    /// <param name="reference">The operation on references.</param>
    /// <param name="name">The name of this one.</param>
    /// <param name="signature">Its signature where more differs than references and handles.</param>
    public HandleOp(OpType reference, string name, string signature) : base(name, signature) => _reference = reference;

    public HandleOp(OpType reference, string name) : base(name, reference.Signature.WithHandles()) => _reference = reference;

    public override bool IsStateful => true;

    public override bool UpdatesInPlace => _reference.UpdatesInPlace;

    public override bool MayFailPartway => _reference.MayFailPartway;

    public override int RowsInput => _reference.RowsInput;

    public override void Infer(InferContext c)
    {
        var reference = c.For(_reference, _reference.Signature.Outputs.Count);
        _reference.Infer(reference);
        for (var i = 0; i < c.OutputCount; i++) c.Set(i, reference.Outputs[i]);
    }

    public override void Run(KernelContext k)
    {
        if (k.Attrs.TryGet<TF_DataType>("dtype", out var type) || k.Attrs.TryGet("T", out type)) HandleType.Require(k, type);
        _reference.Run(k);
    }
}
