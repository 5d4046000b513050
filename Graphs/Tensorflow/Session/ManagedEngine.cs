using Tensorflow.Ops;
using Tensorflow.Plan;

namespace Tensorflow;

/// <summary>The engine in C#: makes a plan for what is asked, keeps it for the next run, and holds the variables.</summary>
internal sealed class ManagedEngine(Graph graph, ConfigProto config) : Engine, IPlanHost
{
    private readonly PlanCache<ExecutionPlan> _plans = new(byShapes: true);
    private readonly Dictionary<string, VariableState> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpState> _states = new(StringComparer.Ordinal);
    private int _graphVersion = -1;

    /// <summary>The plan of the last run.</summary>
    public ExecutionPlan? LatestPlan => _plans.Latest;

    public override void Run<TResult>(RunRequest request, Func<TensorValue, TResult> take, Span<TResult?> results) where TResult : class
    {
        if (_graphVersion != graph.Version)
        {
            _plans.Clear();
            _graphVersion = graph.Version;
        }
        var plan = _plans.Find(request);
        if (plan is null)
        {
            plan = Planner.Make(this, request);
            _plans.Add(request, plan);
        }
        plan.Run(request.Values, take, results);
    }

    public override void Dispose()
    {
        _plans.Clear();
        _variables.Clear();
        _states.Clear();
    }

    public VariableState VariableOf(string name)
    {
        if (!_variables.TryGetValue(name, out var state)) _variables[name] = state = new VariableState(name);
        return state;
    }

    public void RequireDevice(Operation op) => LocalDevice.Require(op, config.allow_soft_placement);

    public OpState StateOf(string name)
    {
        if (!_states.TryGetValue(name, out var state)) _states[name] = state = new OpState();
        return state;
    }
}

/// <summary>Makes engines in C#.</summary>
internal sealed class ManagedEngineFactory : EngineFactory
{
    public override Engine Create(Graph graph, string target, ConfigProto config) => target.Length == 0
        ? new ManagedEngine(graph, config)
        : throw new UnimplementedError($"The managed engine runs in this process; it has no target '{target}'. Leave the target empty, or leave the engine to the target: it takes '{Engines.TensorFlow}'.");

    public override EngineDescription Describe()
    {
        var assembly = typeof(ManagedEngine).Assembly;
        return new EngineDescription($"TfExercises {assembly.GetName().Version?.ToString(3)}", assembly.Location, [$"CPU, {Environment.ProcessorCount} processors"]);
    }
}
