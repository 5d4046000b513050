namespace Tensorflow.Ops;

/// <summary>The same bytes read as another type; where its size differs, the last dimension appears or disappears.</summary>
internal sealed class Bitcast() : NotDifferentiableOp("Bitcast", "input: T -> output: type; T: type; type: type")
{
    public override void Infer(InferContext c)
    {
        var input = c.Input(0);
        int from = c.InputType(0).size(), to = c.Attrs.Type("type").size();
        if (from == 0 || to == 0) throw c.Error($"Cannot bitcast {c.InputType(0).as_numpy_name()} to {c.Attrs.Type("type").as_numpy_name()}");
        if (!input.HasRank) return;
        if (from == to) c.Set(0, input);
        else if (from > to) c.Set(0, input.concatenate(from / to));
        else
        {
            if (input.ndim == 0 || (input[-1] >= 0 && input[-1] != to / from)) throw c.Error($"Cannot bitcast due to shape. {input} does not end in a dimension of {to / from}");
            c.Set(0, input.Slice(0, input.ndim - 1));
        }
    }

    public override unsafe void Run(KernelContext k) =>
        Buffer.MemoryCopy(k.Input(0).Data, k.Output().Data, k.Output().ByteCount, k.Input(0).ByteCount);
}
