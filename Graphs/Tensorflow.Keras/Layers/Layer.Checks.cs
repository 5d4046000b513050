namespace Tensorflow.Keras;

/// <summary>Checks that layers make of their inputs, with Keras' texts.</summary>
public abstract partial class Layer
{
    /// <summary>An error unless there is one input, of this rank.</summary>
    protected void RequireRank(Tensors inputs, int rank)
    {
        RequireCount(inputs, 1);
        if (inputs[0].rank >= 0 && inputs[0].rank != rank)
            throw new ValueError($"Input 0 of layer \"{name}\" is incompatible with the layer: expected ndim={rank}, found ndim={inputs[0].rank}. Full shape received: {inputs[0].shape}");
    }

    /// <summary>An error unless there is one input, of at least this rank.</summary>
    protected void RequireMinRank(Tensors inputs, int rank)
    {
        RequireCount(inputs, 1);
        if (inputs[0].rank >= 0 && inputs[0].rank < rank)
            throw new ValueError($"Input 0 of layer \"{name}\" is incompatible with the layer: expected min_ndim={rank}, found ndim={inputs[0].rank}. Full shape received: {inputs[0].shape}");
    }

    /// <summary>An error unless this axis of the input has the size for which the layer was built.</summary>
    protected void RequireSize(Tensors inputs, int axis, long size)
    {
        if (inputs[0].shape.HasRank && inputs[0].shape[axis] >= 0 && inputs[0].shape[axis] != size)
            throw new ValueError($"Input 0 of layer \"{name}\" is incompatible with the layer: expected axis {axis} of input shape to have value {size}, but received input with shape {inputs[0].shape}");
    }

    /// <summary>An error unless there are so many inputs.</summary>
    protected void RequireCount(Tensors inputs, int count)
    {
        if (inputs.Count != count)
            throw new ValueError($"Layer \"{name}\" expects {count} input(s), but it received {inputs.Count} input tensors. Inputs received: {inputs}");
    }

    /// <summary>The size of an axis that must be known to build the layer.</summary>
    protected long KnownSize(Shape shape, int axis) => shape.HasRank && shape[axis] >= 0 ? shape[axis]
        : throw new ValueError($"Axis {axis} of the inputs to \"{name}\" should be defined. Found unknown. Full input shape received: {shape}");
}
