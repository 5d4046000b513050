using System.Text.RegularExpressions;

namespace Tensorflow.Ops;

/// <summary>True for each text that a pattern fits from its beginning to its end. Patterns are .NET's; TensorFlow's (RE2) are theirs without look-around and back-references.</summary>
internal sealed class RegexFullMatch() : NotDifferentiableOp("RegexFullMatch", "input: string, pattern: string -> output: bool")
{
    public override void Infer(InferContext c)
    {
        c.WithRank(1, 0);
        c.Same();
    }

    public override void Run(KernelContext k) => Match(k, k.Input(1).Text());

    public static void Match(KernelContext k, string pattern)
    {
        Regex regex;
        try
        {
            regex = new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant);
        }
        catch (ArgumentException error)
        {
            throw new InvalidArgumentError($"Invalid pattern: {pattern}, error: {error.Message}", null, error);
        }
        var output = k.Out<bool>();
        for (var i = 0; i < output.Length; i++) output[i] = regex.IsMatch(k.Input(0).Text(i));
    }
}

/// <summary>The same, for a pattern that is known when the graph is built.</summary>
internal sealed class StaticRegexFullMatch() : NotDifferentiableOp("StaticRegexFullMatch", "input: string -> output: bool; pattern: string")
{
    public override void Infer(InferContext c) => c.Same();

    public override void Run(KernelContext k) => RegexFullMatch.Match(k, k.Attrs.String("pattern"));
}
