using NumSharp;
using Tensorflow.Keras.Engine;

namespace Tensorflow.Keras;

/// <summary><c>keras.backend</c>: the session behind the models, and values of variables.</summary>
public sealed class KerasBackend
{
    internal KerasBackend() { }

    /// <summary>The session that the models of the default graph run in; weights made since have their initial values.</summary>
    public Session get_session() => GraphState.Current.Session;

    /// <summary>Makes Keras run the models of the session's graph in this session.</summary>
    public void set_session(Session session) => GraphState.Of(session.graph).UseSession(session);

    /// <summary>Starts anew: another default graph, names from the beginning. Models made before are gone.</summary>
    public void clear_session()
    {
        GraphState.Forget(DefaultGraph.Current);
        DefaultGraph.Reset();
    }

    /// <summary>The small number that keeps quotients and logarithms finite.</summary>
    public double epsilon() => 1e-7;

    /// <summary>The type of numbers: float32.</summary>
    public string floatx() => "float32";

    /// <summary>The order of an image's axes: channels_last.</summary>
    public string image_data_format() => "channels_last";

    /// <summary>The value of a variable.</summary>
    public NDArray get_value(RefVariable variable) => Read([variable])[0];

    /// <summary>Sets a variable.</summary>
    public void set_value(RefVariable variable, NDArray value) => Write([variable], [value]);

    /// <summary>The values of variables.</summary>
    public NDArray[] batch_get_value(IReadOnlyList<RefVariable> variables) => Read(variables);

    /// <summary>Sets variables.</summary>
    public void batch_set_value(IReadOnlyList<(RefVariable variable, NDArray value)> pairs) =>
        Write([.. pairs.Select(p => p.variable)], [.. pairs.Select(p => p.value)]);

    /// <summary>A function from the values of <paramref name="inputs"/> to those of <paramref name="outputs"/>, run in Keras' session.</summary>
    public Func<NDArray[], NDArray[]> function(Tensors inputs, Tensors outputs, params Operation[] updates)
    {
        var state = GraphState.Of(outputs[0].graph);
        object[] fetches = [.. outputs, .. updates];
        return values =>
        {
            if (values.Length != inputs.Count) throw new ValueError($"The function takes {inputs.Count} arrays; {values.Length} were given.");
            FeedItem[] feeds = [.. inputs.Zip(values, (tensor, value) => new FeedItem(tensor, value))];
            return [.. state.Session.run(fetches, feeds).Take(outputs.Count)];
        };
    }

    internal static NDArray[] Read(IReadOnlyList<RefVariable> variables) =>
        variables.Count == 0 ? [] : GraphState.Of(variables[0].graph).Session.run(variables.Cast<object>());

    /// <summary>Sets variables in one run: their initializers, with the values fed in place of the initial ones.</summary>
    internal static void Write(IReadOnlyList<RefVariable> variables, IReadOnlyList<NDArray> values)
    {
        object[] fetches = [.. variables.Select(v => v.initializer)];
        FeedItem[] feeds = [.. variables.Zip(values, (variable, value) => new FeedItem(variable.initializer.inputs[1], value))];
        if (variables.Count > 0) GraphState.Of(variables[0].graph).Session.Execute(fetches, feeds, v => v);
    }
}
