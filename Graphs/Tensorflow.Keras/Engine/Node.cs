using System.Runtime.CompilerServices;

namespace Tensorflow.Keras.Engine;

/// <summary>One call of a layer while a model is put together: what went in, what came out, what the layer added.</summary>
/// <param name="Layer">The layer that was called.</param>
/// <param name="Inputs">The tensors it was called on; none for an input layer.</param>
/// <param name="Named">Further tensors under their names, such as the <c>value</c> of an attention.</param>
/// <param name="Training">What the call said of training; null where it left that to the model.</param>
/// <param name="Outputs">What it gave.</param>
/// <param name="Losses">Losses that the call added.</param>
/// <param name="Updates">Updates that the call added.</param>
internal sealed record Node(Layer Layer, Tensors Inputs, IReadOnlyDictionary<string, Tensors> Named, bool? Training, Tensors Outputs, IReadOnlyList<Tensor> Losses,
    IReadOnlyList<Operation> Updates)
{
    public static readonly IReadOnlyDictionary<string, Tensors> NoNamed = new Dictionary<string, Tensors>();

    /// <summary>All tensors that went in: inputs, then named ones.</summary>
    public IEnumerable<Tensor> AllInputs => Inputs.Concat(Named.Values.SelectMany(t => t));

    public bool Equals(Node? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>What Keras knows of a tensor: the call that made it, and its mask.</summary>
internal sealed class TensorNote
{
    private static readonly ConditionalWeakTable<Tensor, TensorNote> s_notes = [];

    /// <summary>The call of a layer that made the tensor; null inside layers and for other tensors.</summary>
    public Node? Node { get; private set; }

    /// <summary>Which output of the call it is.</summary>
    public int Index { get; private set; }

    /// <summary>True where a step counts (booleans, batch by steps); null for no mask.</summary>
    public Tensor? Mask { get; private set; }

    public static TensorNote? Of(Tensor tensor) => s_notes.TryGetValue(tensor, out var note) ? note : null;

    public static Tensor? MaskOf(Tensor tensor) => Of(tensor)?.Mask;

    public static void SetNode(Tensor tensor, Node node, int index)
    {
        var note = s_notes.GetOrCreateValue(tensor);
        note.Node = node;
        note.Index = index;
    }

    public static void SetMask(Tensor tensor, Tensor? mask)
    {
        if (mask is not null || Of(tensor) is not null) s_notes.GetOrCreateValue(tensor).Mask = mask;
    }
}
