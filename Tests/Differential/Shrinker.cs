using Tensorflow;

namespace TfExercises.Tests.Differential;

/// <summary>Makes a recipe smaller as long as its difference stays.</summary>
static class Shrinker
{
    public static Recipe Shrink(Recipe recipe)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var smaller in Smaller(recipe))
            {
                if (!Differs(smaller)) continue;
                recipe = smaller;
                changed = true;
                break;
            }
        }
        return recipe;
    }

    static IEnumerable<Recipe> Smaller(Recipe recipe)
    {
        if (recipe.Updates.Count > 0) yield return recipe with { Updates = [] };
        if (recipe.Optimizer is not null) yield return recipe with { Optimizer = null };
        if (recipe.Optimizer is not null && recipe.Xs.Count > 0) yield return recipe with { Xs = [], Fetched = [] };
        if (recipe.Ys.Count > 0) yield return recipe with { Ys = [], Xs = [], Second = false, Optimizer = null };
        if (recipe.Second) yield return recipe with { Second = false };
        if (recipe.Fetched.Count > 0 && recipe.Ys.Count + recipe.Updates.Count > 0) yield return recipe with { Fetched = [] };
        if (recipe.HasOpenShapes) yield return recipe with { HasOpenShapes = false };
        if (recipe.Fetched.Count > 1)
        {
            foreach (var fetch in recipe.Fetched) yield return recipe with { Fetched = [fetch] };
        }
        if (recipe.Ys.Count > 1)
        {
            foreach (var y in recipe.Ys) yield return recipe with { Ys = [y] };
            foreach (var y in recipe.Ys) yield return recipe with { Ys = [.. recipe.Ys.Where(other => other != y)] };
        }
        if (recipe.Xs.Count > 1)
        {
            foreach (var x in recipe.Xs) yield return recipe with { Xs = [x] };
        }
        foreach (var update in recipe.Updates) yield return recipe with { Updates = [.. recipe.Updates.Where(u => u != update)] };
        foreach (var i in recipe.Needed().Order().ToArray())
        {
            if (recipe.Steps[i].After is not null) yield return Replace(recipe, i, recipe.Steps[i] with { After = null });
        }
        // A step in the middle becomes a placeholder with the value that it had.
        foreach (var i in recipe.Needed().OrderDescending().ToArray())
        {
            if (recipe.Steps[i].Source == Source.Computed && ValueOf(recipe, i) is { } value && !recipe.Fetched.SequenceEqual([i]))
                yield return Replace(recipe, i, recipe.Steps[i] with { Source = Source.Fed, Inputs = [], Make = null, Value = value, After = null });
            else if (recipe.Steps[i].Source is Source.Constant or Source.Variable && recipe.Updates.All(u => u.Variable != i) && recipe.Optimizer is null)
                yield return Replace(recipe, i, recipe.Steps[i] with { Source = Source.Fed });
        }
    }

    static Recipe Replace(Recipe recipe, int index, Step step) => recipe with { Steps = [.. recipe.Steps.Select((s, i) => i == index ? step : s)] };

    static bool Differs(Recipe recipe)
    {
        try
        {
            return Differences.Find(recipe) is not null;
        }
        catch (TensorflowException)
        {
            // What can no longer be built shows nothing.
            return false;
        }
    }

    static TensorValue? ValueOf(Recipe recipe, int step)
    {
        var values = new BuiltRecipe(recipe with { Fetched = [step], Ys = [], Xs = [], Updates = [] }, TF_DataType.TF_FLOAT).Run(Engines.TensorFlow);
        return values.Error is null ? values.Values[0].Value : null;
    }
}
