namespace Tensorflow.Keras;

/// <summary>What a layer's <c>call</c> is told beside its inputs.</summary>
public sealed class CallOptions
{
    internal CallOptions(bool training, Tensor?[] masks, IReadOnlyDictionary<string, Tensors> named)
    {
        this.training = training;
        this.masks = masks;
        this.named = named;
    }

    /// <summary>True when the graph of training is built, false for evaluation and prediction.</summary>
    public bool training { get; }

    /// <summary>The mask of each input, null where it has none.</summary>
    public IReadOnlyList<Tensor?> masks { get; }

    /// <summary>The mask of the first input.</summary>
    public Tensor? mask => masks.Count > 0 ? masks[0] : null;

    /// <summary>Further tensors by their names, such as the <c>value</c> and <c>key</c> of an attention.</summary>
    public IReadOnlyDictionary<string, Tensors> named { get; }
}
