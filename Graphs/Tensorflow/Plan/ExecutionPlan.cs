using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>A straight program over places in memory: what a session runs again and again.</summary>
internal sealed class ExecutionPlan(PlanGraph graph, PlanStep[] steps, object memory)
{
    private readonly DeadBranches? _branches = Branches.Any(graph) ? new DeadBranches(graph) : null;
    private readonly UndoLog? _undo = UndoLog.For(steps, endMayFail: Branches.Any(graph));

    /// <summary>Keeps the values' memory alive.</summary>
    public object Memory { get; } = memory;

    public PlanGraph Graph { get; } = graph;

    /// <summary>Runs the plan. The values stay in the plan's memory: <paramref name="results"/> are read from it through <paramref name="take"/>.</summary>
    public void Run<TResult>(List<TensorValue> feeds, Func<TensorValue, TResult> take, Span<TResult?> results) where TResult : class
    {
        for (var i = 0; i < feeds.Count; i++) Graph.Fed[i].Slot.Become(feeds[i]);
        try
        {
            _undo?.Begin();
            RunSteps();
            Take(take, results);
        }
        catch
        {
            _undo?.Restore();
            throw;
        }
        finally
        {
            _undo?.End();
        }
    }

    /// <summary>Runs the plan of a function whose arguments are in their places.</summary>
    public void RunSteps()
    {
        var at = 0;
        try
        {
            if (_branches is null)
            {
                for (; at < steps.Length; at++)
                {
                    _undo?.Before(at);
                    steps[at].Run();
                }
                return;
            }
            _branches.Begin();
            for (; at < steps.Length; at++)
            {
                if (!_branches.IsAlive(steps[at].Node)) continue;
                _undo?.Before(at);
                steps[at].Run();
            }
        }
        catch (OpError error) when (error.op is null && steps[at].Node?.Origin is not null)
        {
            throw error.At(steps[at].Node!.Origin!);
        }
    }

    private void Take<TResult>(Func<TensorValue, TResult> take, Span<TResult?> results) where TResult : class
    {
        for (var i = 0; i < results.Length; i++)
        {
            if (Graph.Fetched[i] is not { } value) continue;
            if (_branches?.IsDead(value) == true) throw new InvalidArgumentError("Retval[0] does not have value: the fetched tensor lies on the side of a branch that did not run.");
            results[i] = take(value.Slot);
        }
    }
}
