namespace Tensorflow.Ops;

/// <summary>Places for outputs whose size the plan may or may not have known.</summary>
internal static class KernelOutputs
{
    /// <summary>The output with this shape; where it already has a place of that shape, that place.</summary>
    public static unsafe TensorValue Fit(this KernelContext k, int output, params ReadOnlySpan<int> dims)
    {
        var value = k.Output(output);
        return value.Data != null && dims.SequenceEqual(value.Dims) ? value : k.Resize(output, dims);
    }
}
