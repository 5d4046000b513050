namespace TfExercises.Settings;

/// <summary>The name that a mistyped one was probably meant to be.</summary>
static class Nearest
{
    /// <summary>The candidate with the smallest edit distance to <paramref name="name"/>, letters of either case being equal.</summary>
    public static string Of(string name, IEnumerable<string> candidates) =>
        candidates.MinBy(candidate => Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant()))
        ?? throw new ArgumentException("There are no candidates.", nameof(candidates));

    /// <summary>Levenshtein's distance: the fewest letters inserted, deleted or replaced.</summary>
    static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
