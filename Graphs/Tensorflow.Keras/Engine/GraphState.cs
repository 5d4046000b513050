using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Tensorflow.Keras.Engine;

/// <summary>What Keras keeps beside a graph: its session, the names taken by layers and models, the weights that have no value yet.</summary>
internal sealed partial class GraphState
{
    private static readonly ConditionalWeakTable<Graph, GraphState> s_states = [];

    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<RefVariable> _pending = [];
    private readonly Graph _graph;
    private Session? _own;
    private Session? _given;
    private Random? _shuffles;

    private GraphState(Graph graph) => _graph = graph;

    public static GraphState Of(Graph graph) => s_states.GetValue(graph, g => new GraphState(g));

    public static GraphState Current => Of(DefaultGraph.Current);

    public static void Forget(Graph graph)
    {
        if (!s_states.TryGetValue(graph, out var state)) return;
        state._own?.Dispose();
        s_states.Remove(graph);
    }

    /// <summary>
    /// The session of this graph: the program's default one if it belongs to the graph, else Keras' own. New weights have
    /// their initial values in it.
    /// </summary>
    public Session Session
    {
        get
        {
            if (Session.Default is { } given && given.graph == _graph) _given = given;
            var session = _given ?? (_own ??= new Session(_graph));
            if (_pending.Count > 0)
            {
                object[] initializers = [.. _pending.Select(v => v.initializer)];
                _pending.Clear();
                session.Execute(initializers, [], v => v);
            }
            return session;
        }
    }

    public void UseSession(Session session) => _given = session;

    /// <summary>The random stream of the next fit's order of samples, after the graph's seed; null where it has none.</summary>
    public Random? NextShuffle() => _graph.seed is { } seed ? new Random((_shuffles ??= new Random(seed)).Next()) : null;

    /// <summary>Notes a weight whose initial value is to be computed before the next run.</summary>
    public void AddPending(RefVariable variable) => _pending.Add(variable);

    /// <summary>dense, dense_1, ... after a class's name, or input_1, input_2, ... where counting starts at one.</summary>
    public string UniqueName(string className, bool zeroBased = true)
    {
        var stem = SnakeCase(className);
        var number = _names[stem] = _names.GetValueOrDefault(stem) + 1;
        if (zeroBased) number--;
        return number == 0 ? stem : $"{stem}_{number}";
    }

    /// <summary>Conv2D as conv2d, SimpleRNN as simple_rnn, ReLU as re_lu.</summary>
    internal static string SnakeCase(string className)
    {
        var parted = WordAfterLetter().Replace(className, "$1_$2");
        var name = LowerBeforeUpper().Replace(parted, "$1_$2").ToLowerInvariant();
        return name.StartsWith('_') ? "private" + name : name;
    }

    [GeneratedRegex("(.)([A-Z][a-z0-9]+)")]
    private static partial Regex WordAfterLetter();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex LowerBeforeUpper();
}
