using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Tensors of text.</summary>
public sealed partial class tensorflow
{
    /// <summary>Joins strings element by element, with <paramref name="separator"/> between them; scalars go with every element.</summary>
    public Tensor string_join(TensorLike[] inputs, string separator = "", string? name = null) => OpBuilder.Apply("StringJoin", name, [inputs], ("separator", separator));

    /// <summary>Each element as text, as C's printf writes it: floats with 6 digits unless <paramref name="precision"/> says how many, or as short as they are exact.</summary>
    public Tensor as_string(TensorLike input, int precision = -1, bool scientific = false, bool shortest = false, int width = -1, string fill = "", string? name = null) =>
        OpBuilder.Apply("AsString", name, [input], ("precision", precision), ("scientific", scientific), ("shortest", shortest), ("width", width), ("fill", fill));
}
