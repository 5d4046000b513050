using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Tensors of text.</summary>
public sealed partial class tensorflow
{
    /// <summary>The functions of text under their newer names: <c>tf.strings.join</c>, ...</summary>
    public StringsApi strings { get; } = new();

    /// <summary>Joins strings element by element, with <paramref name="separator"/> between them; scalars go with every element.</summary>
    public Tensor string_join(TensorLike[] inputs, string separator = "", string? name = null) => OpBuilder.Apply("StringJoin", name, [inputs], ("separator", separator));

    /// <summary>Each element as text, as C's printf writes it: floats with 6 digits unless <paramref name="precision"/> says how many, or as short as they are exact.</summary>
    public Tensor as_string(TensorLike input, int precision = -1, bool scientific = false, bool shortest = false, int width = -1, string fill = "", string? name = null) =>
        OpBuilder.Apply("AsString", name, [input], ("precision", precision), ("scientific", scientific), ("shortest", shortest), ("width", width), ("fill", fill));
}

/// <summary><c>tf.strings</c>.</summary>
public sealed class StringsApi
{
    internal StringsApi() { }

    /// <inheritdoc cref="tensorflow.string_join"/>
    public Tensor join(TensorLike[] inputs, string separator = "", string? name = null) => Binding.tf.string_join(inputs, separator, name);

    /// <inheritdoc cref="tensorflow.as_string"/>
    public Tensor as_string(TensorLike input, int precision = -1, bool scientific = false, bool shortest = false, int width = -1, string fill = "", string? name = null) =>
        Binding.tf.as_string(input, precision, scientific, shortest, width, fill, name);

    /// <summary>True for each text that a pattern fits from its beginning to its end.</summary>
    /// <param name="input">Texts of any shape.</param>
    /// <param name="pattern">A regular expression: a text, or a scalar tensor.</param>
    /// <param name="name">The operation's name.</param>
    /// <exception cref="InvalidArgumentError">In the run: the pattern is none.</exception>
    public Tensor regex_full_match(TensorLike input, TensorLike pattern, string? name = null) => pattern.Value is string known
        ? OpBuilder.Apply("StaticRegexFullMatch", name, [input], ("pattern", known))
        : OpBuilder.Apply("RegexFullMatch", name, [input, pattern]);

    /// <summary>A text with tensors in it: each <paramref name="placeholder"/> of the template is replaced by the next of <paramref name="inputs"/>.</summary>
    /// <param name="template">The text.</param>
    /// <param name="inputs">A tensor or a list of tensors.</param>
    /// <param name="placeholder">What stands for a tensor.</param>
    /// <param name="summarize">How many elements at either end of a dimension are shown; -1 for all.</param>
    /// <param name="name">The operation's name, <c>StringFormat</c> by default.</param>
    /// <exception cref="ValueError">The template has more or fewer placeholders than there are tensors.</exception>
    public Tensor format(string template, TensorLike inputs, string placeholder = "{}", int summarize = 3, string? name = null)
    {
        TensorLike[] items = [.. inputs];
        var places = template.Split(placeholder).Length - 1;
        if (places != items.Length) throw new ValueError($"{places} placeholder(s) in template does not match {items.Length} tensor(s) provided as input: \"{template}\".");
        return OpBuilder.Apply("StringFormat", name, [items], ("template", template), ("placeholder", placeholder), ("summarize", summarize));
    }
}
