using Tensorflow;

namespace TfExercises.Tests.Differential;

/// <summary>Compares what the engines make of a recipe.</summary>
static class Differences
{
    /// <summary>Relative to a tensor's largest element.</summary>
    const double FloatTolerance = 1e-4;
    const double DoubleTolerance = 1e-9;

    /// <summary>How much worse than TensorFlow's the managed engine's rounding error may be.</summary>
    const double Margin = 16;

    /// <summary>What differs; null if nothing does that rounding would not explain.</summary>
    public static string? Find(Recipe recipe)
    {
        var built = new BuiltRecipe(recipe, recipe.Real);
        var managed = built.Run(Engines.Managed);
        var native = built.Run(Engines.TensorFlow);
        if (managed.Error is not null || native.Error is not null)
        {
            if (managed.Error?.GetType() == native.Error?.GetType()) return null;
            // TensorFlow says itself that it lacks this, such as broadcasts of high rank.
            if (native.Error is UnimplementedError) return null;
            return $"managed: {Text(managed.Error)}\ntensorflow: {Text(native.Error)}";
        }
        Outcome? exact = null;
        for (var i = 0; i < native.Values.Count; i++)
        {
            var (what, want) = native.Values[i];
            var got = managed.Values[i].Value;
            if (got.DType != want.DType || !got.Dims.AsSpan().SequenceEqual(want.Dims)) return $"{what}: managed gives {Kind(got)}, tensorflow {Kind(want)}";
            if (!want.DType.is_floating())
            {
                var at = FirstUnequal(got, want);
                if (at >= 0) return $"{what}[{at}]: managed gives {got.AsDouble(at)}, tensorflow {want.AsDouble(at)}";
                continue;
            }
            var (difference, where) = Largest(got, want);
            var tolerance = recipe.Real == TF_DataType.TF_DOUBLE ? DoubleTolerance : FloatTolerance;
            if (difference <= tolerance * Scale(want)) continue;
            if (recipe.Real == TF_DataType.TF_FLOAT && double.IsFinite(difference))
            {
                // An ill-conditioned graph: in double both are far from the truth alike.
                exact ??= new BuiltRecipe(recipe, TF_DataType.TF_DOUBLE).Run(Engines.TensorFlow);
                if (exact.Error is null && exact.Values[i].Value is var truth && Largest(got, truth).Difference <= Margin * Largest(want, truth).Difference) continue;
            }
            return $"{what}[{where}]: managed gives {got.AsDouble(where):R}, tensorflow {want.AsDouble(where):R}";
        }
        return null;
    }

    static string Text(Exception? error) => error is null ? "no error" : $"{error.GetType().Name}: {error.Message}";

    static string Kind(TensorValue value) => $"{value.DType.as_numpy_name()}{value.Shape}";

    static int FirstUnequal(TensorValue got, TensorValue want)
    {
        for (var i = 0; i < want.Count; i++)
        {
            if (got.AsDouble(i) != want.AsDouble(i)) return i;
        }
        return -1;
    }

    static (double Difference, int Where) Largest(TensorValue got, TensorValue want)
    {
        var (difference, where) = (0.0, 0);
        for (var i = 0; i < want.Count; i++)
        {
            var (a, b) = (got.AsDouble(i), want.AsDouble(i));
            var here = a.Equals(b) ? 0 : double.IsFinite(a) && double.IsFinite(b) ? Math.Abs(a - b) : double.PositiveInfinity;
            if (here > difference) (difference, where) = (here, i);
        }
        return (difference, where);
    }

    // Below 1 errors count absolutely: such values come out of sums of larger ones.
    static double Scale(TensorValue value)
    {
        var scale = 1.0;
        for (var i = 0; i < value.Count; i++)
        {
            if (double.IsFinite(value.AsDouble(i))) scale = Math.Max(scale, Math.Abs(value.AsDouble(i)));
        }
        return scale;
    }
}
