using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>The values of a loop's iterations for its gradient: pushed to a list in the loop, popped in the gradient.</summary>
internal sealed class LoopValues(Operation loop, FuncGraph body, FuncGraph gradient) : FunctionValues(body, gradient)
{
    private readonly FuncGraph _cond = Functional.Own(loop, "cond");
    private bool _grew;

    /// <summary>For the gradient's inputs that are lists of values: what is left of them for the next iteration.</summary>
    public Dictionary<Tensor, Tensor> Popped { get; } = [];

    // What stays the same through the loop would be kept once an iteration.
    protected override bool RepeatsWork => true;

    protected override Tensor? Outside(Tensor tensor)
    {
        var at = tensor.op.type == "Placeholder" ? Function.Inputs.IndexOf(tensor) : -1;
        return at >= 0 && Function.HandsThrough(at) ? loop.inputs[at] : null;
    }

    protected override Tensor Keep(Tensor tensor)
    {
        if (!Function.Kept.TryGetValue(tensor, out var output)) Function.Kept[tensor] = output = Push(tensor);
        var list = Gradient.Adopt(loop.outputs[output], Gradient.Name);
        var (rest, element) = Lists.PopBack(list, tensor.dtype, tensor.dtype == TF_DataType.TF_VARIANT ? Array.Empty<int>() : Lists.ShapeArgument(tensor.shape));
        Popped[list] = rest;
        return element;
    }

    /// <summary>Gives the loop's functions other names if they were changed.</summary>
    public void Commit()
    {
        if (!_grew) return;
        Functional.Changed(loop, "cond", _cond);
        Functional.Changed(loop, "body", Function);
    }

    private int Push(Tensor tensor)
    {
        _grew = true;
        Tensor list;
        using (Enter(loop.graph))
        using (loop.graph.EnterScope(loop.name + "_values/"))
            list = Lists.Empty(tensor.dtype, tensor.dtype == TF_DataType.TF_VARIANT ? Array.Empty<int>() : Lists.ShapeArgument(tensor.shape), -1, "accumulator");
        using (Enter(Function))
        using (Function.EnterScope(null)) Function.Outputs.Add(Lists.PushBack(Function.Capture(list), tensor));
        _cond.Capture(list);
        loop.Attrs["T"] = (TF_DataType[])[.. loop.Attrs.Types("T"), TF_DataType.TF_VARIANT];
        loop.Attrs["output_shapes"] = (Shape[])[.. (Shape[])loop.Attrs["output_shapes"], Shape.Scalar];
        loop.Grow([list], [Shape.Scalar]);
        return loop.outputs.Length - 1;
    }
}
