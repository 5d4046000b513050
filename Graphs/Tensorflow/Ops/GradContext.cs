namespace Tensorflow.Ops;

/// <summary>What a gradient rule sees: the operation and the cotangents of its outputs.</summary>
internal sealed class GradContext(Operation op, Tensor?[] dys)
{
    public Operation Op { get; } = op;

    /// <summary>False for inputs whose cotangent leads to none of the tensors asked for; a costly rule may leave it out.</summary>
    public Func<int, bool> IsNeeded { get; init; } = _ => true;

    public NodeAttrs Attrs => Op.Attrs;

    /// <summary>The cotangent of an output as a dense tensor; zeros where nothing flows into it.</summary>
    public Tensor Dy(int output = 0)
    {
        var dy = dys[output] ?? (dys[output] = Lists.Zero(Op.outputs[output]));
        return dy is IndexedSlices slices ? slices.AsDense() : dy;
    }

    /// <summary>The cotangent of an output as it came: perhaps <see cref="IndexedSlices"/>, null where nothing flows into it.</summary>
    public Tensor? DyOrNull(int output = 0) => dys[output];

    public Tensor Input(int index) => Op.inputs[index];

    public Tensor Output(int index = 0) => Op.outputs[index];

    /// <summary>The attribute T, the type that most operations work on.</summary>
    public TF_DataType T => Attrs.Type("T");
}
