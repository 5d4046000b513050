using Tensorflow.Checkpoints;

namespace Tensorflow.Saving;

/// <summary>Restores variables by their names from a checkpoint of TensorFlow 2, which knows objects, as TensorFlow's Saver does.</summary>
internal static class ObjectRestore
{
    /// <summary>The keys of the variables in such a checkpoint; null for one that knows names only.</summary>
    /// <param name="prefix">The checkpoint.</param>
    /// <param name="variables">By the names under which they were saved.</param>
    /// <exception cref="NotFoundError">It lacks a variable.</exception>
    public static List<KeyValuePair<string, IVariableV1>>? KeysOf(string prefix, IReadOnlyList<KeyValuePair<string, IVariableV1>> variables)
    {
        using var tensors = StoredTensors.Open(prefix);
        if (ObjectGraph.Of(tensors)?.KeysByFullName() is not { } keys) return null;
        var missing = variables.Select(v => v.Key).Where(name => !keys.ContainsKey(name)).Order(StringComparer.Ordinal).ToList();
        if (missing.Count == 0) return [.. variables.Select(v => KeyValuePair.Create(keys[v.Key], v.Value))];
        var wanted = variables.Select(v => v.Key).ToHashSet(StringComparer.Ordinal);
        var extra = keys.Keys.Where(name => name.Length > 0 && !wanted.Contains(name)).Order(StringComparer.Ordinal);
        throw new NotFoundError($"""


            Existing variables not in the checkpoint: {string.Join(", ", missing)}

            Variables names when this checkpoint was written which don't exist now: {string.Join(", ", extra)}

            ({variables.Count - missing.Count} variable name(s) did match)

            Could not find some variables in the checkpoint (see names above). It was saved by objects (tf.train.Checkpoint or Keras' save_weights), and is read here by the names that the variables had. Give a Saver only the variables that were there: tf.train.Saver(var_list), or tf.train.Saver(new() ...) with the old names as keys where names have changed.
            """);
    }
}
