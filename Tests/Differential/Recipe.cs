using System.Text;
using Tensorflow;

namespace TfExercises.Tests.Differential;

/// <summary>How a step comes to its value.</summary>
enum Source
{
    /// <summary>Computed from earlier steps.</summary>
    Computed,

    /// <summary>A placeholder.</summary>
    Fed,
    Constant,
    Variable,
}

/// <summary>What is known of a step's value when the graph is drawn.</summary>
/// <param name="Type">TF_FLOAT stands for the real type of the graph, which may be double.</param>
/// <param name="Most">No element is larger in absolute value.</param>
/// <param name="Bits">Binary digits from the largest possible to the smallest; both engines compute such values without rounding. Null if they may round.</param>
/// <param name="IsWild">May hold NaN or infinities: fetched, not computed with.</param>
sealed record Traits(TF_DataType Type, int[] Dims, double Most, int? Bits, bool IsWild)
{
    public bool IsReal => Type == TF_DataType.TF_FLOAT;

    public int Rank => Dims.Length;

    public int Count => Dims.Aggregate(1, (a, b) => a * b);
}

/// <summary>A tensor of a random graph.</summary>
/// <param name="Text">The call, with {0}, {1}, ... for the inputs.</param>
/// <param name="Inputs">Earlier steps.</param>
/// <param name="Make">Makes the tensor from the inputs' tensors, in the current graph; the second argument is the real type.</param>
/// <param name="Value">What a source holds, reals as float.</param>
/// <param name="After">A step that must have run before, whatever it gives; null if none.</param>
sealed record Step(string Text, int[] Inputs, Func<Tensor[], TF_DataType, Tensor>? Make, Traits Traits, Source Source = Source.Computed, TensorValue? Value = null, int? After = null);

/// <summary>A change of a variable: <c>assign</c>, <c>assign_add</c> or <c>assign_sub</c> of the value of a step.</summary>
sealed record VariableUpdate(string Call, int Variable, int Value);

/// <summary>A random graph with what is asked of it. It can be built for either real type, and made smaller.</summary>
sealed record Recipe(int Seed, IReadOnlyList<Step> Steps)
{
    /// <summary>The type of the reals, float or double.</summary>
    public TF_DataType Real { get; init; } = TF_DataType.TF_FLOAT;

    /// <summary>The steps that are fetched.</summary>
    public IReadOnlyList<int> Fetched { get; init; } = [];

    /// <summary>The steps that are differentiated, with the weights of their gradients.</summary>
    public IReadOnlyList<(int Step, TensorValue Weights)> Ys { get; init; } = [];

    /// <summary>The steps by which is differentiated; the gradients are fetched.</summary>
    public IReadOnlyList<int> Xs { get; init; } = [];

    /// <summary>Whether the sum of the gradients is differentiated once more.</summary>
    public bool Second { get; init; }

    /// <summary>Run one after the other, then all is fetched again.</summary>
    public IReadOnlyList<VariableUpdate> Updates { get; init; } = [];

    /// <summary>The optimizer that takes one step on the variables, which are fetched after it; null for none.</summary>
    public string? Optimizer { get; init; }

    /// <summary>Whether the placeholders leave their dimensions open.</summary>
    public bool HasOpenShapes { get; init; }

    /// <summary>The steps that anything asked for needs.</summary>
    public HashSet<int> Needed()
    {
        var needed = new HashSet<int>();
        foreach (var step in Fetched.Concat(Ys.Select(y => y.Step)).Concat(Xs).Concat(Updates.SelectMany(u => new[] { u.Variable, u.Value }))) Need(step);
        return needed;

        void Need(int step)
        {
            if (!needed.Add(step)) return;
            foreach (var input in Steps[step].Inputs) Need(input);
            if (Steps[step].After is { } after) Need(after);
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder($"seed {Seed} in {Real.as_numpy_name()}{(HasOpenShapes ? ", placeholders with open shapes" : "")}\n");
        foreach (var i in Needed().Order())
        {
            var step = Steps[i];
            object[] inputs = [.. step.Inputs.Select(input => $"t{input}")];
            var call = step.Value is { } value ? $"{step.Source.ToString().ToLowerInvariant()} {Elements(value)}" : string.Format(System.Globalization.CultureInfo.InvariantCulture, step.Text, inputs);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  t{i}: {step.Traits.Type.as_numpy_name()}[{string.Join(',', step.Traits.Dims)}] = {call}{(step.After is { } after ? $" after t{after}" : "")}\n");
        }
        if (Fetched.Count > 0) text.Append("  fetch ").AppendJoin(", ", Fetched.Select(f => $"t{f}")).Append('\n');
        if (Ys.Count > 0) text.Append(Second ? "  second gradients of " : "  gradients of ").AppendJoin(", ", Ys.Select(y => $"t{y.Step} * {Elements(y.Weights)}")).Append(" by ").AppendJoin(", ", Xs.Select(x => $"t{x}")).Append('\n');
        if (Optimizer is not null) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  a step of {Optimizer}\n");
        foreach (var update in Updates) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  {update.Call}(t{update.Variable}, t{update.Value})\n");
        return text.ToString();
    }

    static string Elements(TensorValue value)
    {
        const int most = 64;
        var elements = Enumerable.Range(0, Math.Min(value.Count, most)).Select(i => value.AsDouble(i).ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        return $"[{string.Join(' ', elements)}{(value.Count > most ? " ..." : "")}]";
    }
}
