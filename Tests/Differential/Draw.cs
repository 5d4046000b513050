using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Differential;

/// <summary>Draws a recipe from a seed.</summary>
sealed class Draw
{
    /// <summary>Elements grow no further, so that rounding stays small against the tolerances.</summary>
    const double MostAllowed = 1e4;
    const int MostElements = 2000;

    readonly Graph _scratch = new();
    readonly List<Step> _steps = [];
    readonly List<Tensor> _tensors = [];
    readonly int _seed;

    Draw(int seed)
    {
        _seed = seed;
        Random = new Random(seed);
    }

    public Random Random { get; }

    /// <summary>Set by a call that must know its input's shape when it is made.</summary>
    public bool NeedsShapes { get; set; }

    /// <summary>Taken away by a call whose gradient cannot be differentiated.</summary>
    public bool HasSecond { get; set; } = true;

    /// <summary>Set by a call that TensorFlow computes in float whatever its input is.</summary>
    public bool IsSingle { get; set; }

    public static Recipe Recipe(int seed)
    {
        var draw = new Draw(seed);
        using var entered = draw._scratch.as_default();
        return draw.Recipe();
    }

    public Traits this[int step] => _steps[step].Traits;

    public int Int(int from, int to) => Random.Next(from, to + 1);

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public T OneOf<T>(params ReadOnlySpan<T> choices) => choices[Random.Next(choices.Length)];

    /// <summary>A step that fits, new ones more likely than old ones; null if there is none.</summary>
    public int? Pick(Func<Traits, bool> fits)
    {
        var fitting = Enumerable.Range(0, _steps.Count).Where(i => !_steps[i].Traits.IsWild && fits(_steps[i].Traits)).ToArray();
        return fitting.Length == 0 ? null : fitting[Math.Max(Random.Next(fitting.Length), Random.Next(fitting.Length))];
    }

    /// <summary>A step that fits, made as a source if there is none or by chance.</summary>
    public int PickReal(Func<Traits, bool> fits, int[] dims) => (Chance(0.8) ? Pick(t => t.IsReal && fits(t)) : null) ?? AddSource(TF_DataType.TF_FLOAT, dims);

    public int[] SomeDims(int rank)
    {
        var dims = new int[rank];
        for (var i = 0; i < rank; i++) dims[i] = Chance(0.03) ? 0 : Int(1, Chance(0.1) ? 9 : 4);
        return dims;
    }

    /// <summary>Adds a placeholder, a constant or a variable with random elements: reals are quarters.</summary>
    public int AddSource(TF_DataType type, int[] dims, int most = 4, int least = int.MinValue)
    {
        if (least == int.MinValue) least = -most;
        var value = TensorValue.Allocate(type, dims);
        for (var i = 0; i < value.Count; i++)
        {
            switch (type)
            {
                case TF_DataType.TF_FLOAT: value.Span<float>()[i] = Random.Next(4 * least, 4 * most + 1) / 4f; break;
                case TF_DataType.TF_INT32: value.Span<int>()[i] = Random.Next(least, most + 1); break;
                case TF_DataType.TF_INT64: value.Span<long>()[i] = Random.Next(least, most + 1); break;
                default: value.Span<byte>()[i] = (byte)Random.Next(2); break;
            }
        }
        var source = type is TF_DataType.TF_FLOAT ? OneOf(Source.Fed, Source.Fed, Source.Constant, Source.Variable) : OneOf(Source.Fed, Source.Constant);
        // A variable is changed twice by at most 8, in steps of 1/16 at least (see WithUpdates).
        var traits = source == Source.Variable ? new Traits(type, dims, most + 16, 10, false) : new Traits(type, dims, most, 5, false);
        _steps.Add(new Step("", [], null, traits, source, value));
        _tensors.Add(tf.placeholder(type, dims));
        return _steps.Count - 1;
    }

    /// <summary>Adds a computed step. What it must not be (too large, without a known shape) is left out.</summary>
    /// <param name="bits">See <see cref="Traits"/>.</param>
    public void Add(string text, int[] inputs, Func<Tensor[], TF_DataType, Tensor> make, double most, int? bits = null, bool wild = false)
    {
        if (most > MostAllowed || double.IsNaN(most)) return;
        var tensor = make([.. inputs.Select(i => _tensors[i])], TF_DataType.TF_FLOAT);
        if (!tensor.shape.IsFullyDefined) return;
        var dims = tensor.shape.ToInts();
        if (dims.Aggregate(1L, (a, b) => a * b) > MostElements) return;
        int? after = Chance(0.1) ? Random.Next(_steps.Count) : null;
        _steps.Add(new Step(text, inputs, make, new Traits(tensor.dtype, dims, most, bits <= 20 ? bits : null, wild), After: after));
        _tensors.Add(tensor);
    }

    /// <summary>Adds a step that is there once more.</summary>
    public void AddAgain()
    {
        var step = _steps[Random.Next(_steps.Count)];
        if (step.Source != Source.Computed) return;
        _tensors.Add(step.Make!([.. step.Inputs.Select(i => _tensors[i])], TF_DataType.TF_FLOAT));
        _steps.Add(step with { After = null });
    }

    Recipe Recipe()
    {
        for (var i = Int(1, 3); i > 0; i--) AddSource(TF_DataType.TF_FLOAT, SomeDims(Int(0, 4)));
        if (Chance(0.5)) AddSource(TF_DataType.TF_INT32, SomeDims(Int(0, 3)));
        if (Chance(0.3)) AddSource(TF_DataType.TF_INT64, SomeDims(Int(0, 2)));
        if (Chance(0.3)) AddSource(TF_DataType.TF_BOOL, SomeDims(Int(0, 3)));
        var wanted = _steps.Count + Int(2, 25);
        for (var attempts = 0; _steps.Count < wanted && attempts < 200; attempts++) Calls.All[Random.Next(Calls.All.Length)](this);

        var fetched = Enumerable.Range(0, _steps.Count).Where(i => Chance(_steps[i].Source == Source.Computed ? 0.4 : 0.1)).Append(_steps.Count - 1).Distinct().ToArray();
        var recipe = new Recipe(_seed, _steps) { Fetched = fetched, HasOpenShapes = !NeedsShapes && Chance(0.4), Real = IsSingle || Chance(0.7) ? TF_DataType.TF_FLOAT : TF_DataType.TF_DOUBLE };
        recipe = WithGradients(recipe);
        return recipe.Ys.Count > 0 && _steps.Any(s => s.Source == Source.Variable) && Chance(0.3)
            ? recipe with { Optimizer = BuiltRecipe.Optimizers[Random.Next(BuiltRecipe.Optimizers.Count)] }
            : WithUpdates(recipe);
    }

    Recipe WithGradients(Recipe recipe)
    {
        if (Chance(0.3)) return recipe;
        int[] ys = [.. Enumerable.Range(0, _steps.Count).Where(i => _steps[i].Source == Source.Computed && _steps[i].Traits is { IsReal: true, IsWild: false } && Chance(0.4))];
        int[] xs = [.. Enumerable.Range(0, _steps.Count).Where(i => _steps[i].Traits.IsReal && (_steps[i].Source is Source.Fed or Source.Variable || Chance(0.05)))];
        if (ys.Length == 0 || xs.Length == 0) return recipe;
        return recipe with { Ys = [.. ys.Select(y => (y, Weights(_steps[y].Traits.Dims)))], Xs = xs, Second = Chance(0.2) && HasSecond };
    }

    Recipe WithUpdates(Recipe recipe)
    {
        var updates = new List<VariableUpdate>();
        for (var v = 0; v < _steps.Count; v++)
        {
            if (_steps[v].Source != Source.Variable || !Chance(0.5)) continue;
            int[] fitting = [.. Enumerable.Range(0, _steps.Count).Where(i => _steps[i].Traits is { IsReal: true, IsWild: false, Bits: <= 7, Most: <= 8 } t && t.Dims.AsSpan().SequenceEqual(_steps[v].Traits.Dims))];
            if (fitting.Length == 0) continue;
            updates.Add(new VariableUpdate(OneOf("assign", "assign_add", "assign_sub"), v, fitting[Random.Next(fitting.Length)]));
        }
        return recipe with { Updates = updates };
    }

    TensorValue Weights(int[] dims)
    {
        var value = TensorValue.Allocate(TF_DataType.TF_FLOAT, dims);
        for (var i = 0; i < value.Count; i++) value.Span<float>()[i] = Random.Next(-4, 5) / 4f;
        return value;
    }
}
