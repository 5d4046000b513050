namespace Tensorflow.Ops;

/// <summary>
/// The subscripts of an einsum, one or two operands: letters name dimensions, "..." stands for dimensions without a name,
/// which broadcast. A letter that is missing from the result is summed over.
/// </summary>
internal sealed class EinsumEquation
{
    // Unnamed dimensions get labels behind all letters, counted from the last one.
    private const char FirstUnnamed = '\u0100';

    private EinsumEquation(string[] inputs, string output)
    {
        Inputs = inputs;
        Output = output;
    }

    /// <summary>The labels of each operand, a character a dimension.</summary>
    public string[] Inputs { get; }

    /// <summary>The labels of the result.</summary>
    public string Output { get; }

    /// <summary>Reads an equation such as <c>bij,bjk->bik</c>; the ranks of the operands tell how many dimensions "..." is.</summary>
    /// <exception cref="InvalidArgumentError">The equation is malformed or does not fit the ranks.</exception>
    public static EinsumEquation Parse(string equation, int[] ranks)
    {
        var sides = equation.Replace(" ", "").Split("->");
        var inputs = sides[0].Split(',');
        if (sides.Length != 2) throw new InvalidArgumentError($"Expecting exactly one '->' in einsum equation: {equation}");
        if (inputs.Length != ranks.Length) throw new InvalidArgumentError($"Expected {inputs.Length} inputs for equation {equation} but got: {ranks.Length}");
        var unnamed = 0;
        for (var i = 0; i < inputs.Length; i++)
        {
            var named = inputs[i].Replace("...", "").Length;
            var rest = ranks[i] - named;
            if (rest < 0 || (rest > 0 && !inputs[i].Contains("...")))
                throw new InvalidArgumentError($"Expected input {i} to have rank {named} but got: {ranks[i]}. Equation: {equation}");
            unnamed = Math.Max(unnamed, rest);
            inputs[i] = inputs[i].Replace("...", Unnamed(rest));
        }

        return new EinsumEquation(inputs, sides[1].Replace("...", Unnamed(unnamed)));
    }

    /// <summary>True for the label of a dimension of "...", which broadcasts.</summary>
    public static bool IsUnnamed(char label) => label >= FirstUnnamed;

    /// <summary>The equation of these labels.</summary>
    public static string Write(string output, params ReadOnlySpan<string> inputs)
    {
        var text = new System.Text.StringBuilder();
        foreach (var input in inputs) text.Append(text.Length == 0 ? "" : ",").Append(WithDots(input));
        return text.Append("->").Append(WithDots(output)).ToString();
    }

    private static string WithDots(string labels)
    {
        var first = 0;
        while (first < labels.Length && !IsUnnamed(labels[first])) first++;
        return first == labels.Length ? labels : labels[..first] + "..." + new string([.. labels[first..].Where(label => !IsUnnamed(label))]);
    }

    private static string Unnamed(int count) => string.Concat(Enumerable.Range(0, count).Select(i => (char)(FirstUnnamed + count - 1 - i)));
}
