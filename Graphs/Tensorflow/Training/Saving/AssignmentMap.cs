using System.Collections;

namespace Tensorflow;

/// <summary>
/// What <c>tf.train.init_from_checkpoint</c> loads: names of a checkpoint, and the variables, names of variables or scopes that get their values.
/// A tensor may be there several times, for several variables.
/// </summary>
/// <example><code>
/// new AssignmentMap
/// {
///     ["old_scope/"] = "scope/",       // the variables of a scope, by the same names in another one of the checkpoint
///     ["/"] = "scope/",                // the variables of a scope, by names at the checkpoint's root
///     ["old_scope/w"] = "scope/w",     // a variable by its name
///     ["old_scope/b"] = b,             // a variable
/// }
/// </code></example>
public sealed class AssignmentMap : IEnumerable<KeyValuePair<string, object>>
{
    private readonly List<KeyValuePair<string, object>> _pairs = [];

    /// <summary>Adds what gets the value of a tensor, or the values of a scope.</summary>
    /// <param name="checkpoint_name">The tensor's name in the checkpoint, or a scope's with a slash at its end.</param>
    public object this[string checkpoint_name]
    {
        set => Add(checkpoint_name, value);
    }

    /// <summary>Adds what gets the value of a tensor, or the values of a scope.</summary>
    /// <param name="checkpoint_name">The tensor's name in the checkpoint, or a scope's with a slash at its end.</param>
    /// <param name="variable_or_name">A variable, its name in <c>tf.get_variable</c>'s variables, or a scope's with a slash at its end.</param>
    /// <exception cref="TypeError">It is none of these.</exception>
    /// <exception cref="UnimplementedError">It is a list: a partitioned variable.</exception>
    public void Add(string checkpoint_name, object variable_or_name)
    {
        if (variable_or_name is not string and not IVariableV1)
        {
            throw variable_or_name is IEnumerable
                ? new UnimplementedError($"The assignment map gives a list of variables for '{checkpoint_name}', the parts of a partitioned variable. There are none here; give one variable or its name.")
                : new TypeError($"The assignment map gives {variable_or_name ?? "null"} for '{checkpoint_name}'; expected a variable, its name, or a scope such as 'scope/'.");
        }
        _pairs.Add(KeyValuePair.Create(checkpoint_name, variable_or_name));
    }

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
