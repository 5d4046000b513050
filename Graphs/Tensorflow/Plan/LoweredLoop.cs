using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>The condition and body of a While, lowered. Both read the same arguments.</summary>
internal sealed class LoweredLoop : LoweredFunctions
{
    private readonly IPlanHost _condHost;
    private readonly IPlanHost _bodyHost;

    private LoweredLoop(IPlanHost condHost, IPlanHost bodyHost)
    {
        _condHost = condHost;
        _bodyHost = bodyHost;
    }

    public required PlanGraph Cond { get; init; }

    public required PlanGraph Body { get; init; }

    /// <summary>The loop's variables as they come into an iteration.</summary>
    public required PlanValue[] Arguments { get; init; }

    /// <summary>For each variable where its next value stands among the body's fetches; -1 for those that never change.</summary>
    public required int[] Results { get; init; }

    public override int? PassedThrough(int output) => Results[output] < 0 ? output : null;

    public override PlanStep MakeStep(PlanNode node, bool[]? takes)
    {
        Body.Kept.UnionWith(Arguments.Where((_, i) => Results[i] < 0));
        Cond.Kept.UnionWith(Arguments);
        var body = Planner.Finish(_bodyHost, Body, graph => LoopMemory.Place(graph, Arguments, Results));
        var cond = Planner.Finish(_condHost, Cond);
        return new LoopStep(node, this, cond, body, takes);
    }

    /// <summary>
    /// Lowers with the shapes of the first values; where the body gives a variable another shape, again with what the shapes have in common.
    /// </summary>
    public static LoweredLoop Make(IPlanHost host, Operation op, PlanValue[] inputs)
    {
        var functions = op.graph.Functions;
        var cond = functions.Get(((FunctionName)op.Attrs["cond"]).Name);
        var body = functions.Get(((FunctionName)op.Attrs["body"]).Name);
        var condHost = new FunctionHost(host, op.name + "/cond");
        var bodyHost = new FunctionHost(host, op.name + "/body");
        var results = new int[inputs.Length];
        var fetches = new List<object>();
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = body.HandsThrough(i) ? -1 : fetches.Count;
            if (results[i] < 0) continue;
            if (inputs[i].IsHandle) throw new InvalidArgumentError($"The loop '{op.name}' (made at {op.DefinedAt}) would change which variable its input {i} names: a body must give the handles of variables on as it gets them.", op);
            fetches.Add(body.Outputs[i]);
        }
        fetches.AddRange(body.ControlOutputs);
        var shapes = Array.ConvertAll(inputs, v => v.Shape);
        var elements = Array.ConvertAll(inputs, v => v.Root.Elements);
        while (true)
        {
            var arguments = new PlanValue[inputs.Length];
            for (var i = 0; i < arguments.Length; i++)
                arguments[i] = new PlanValue(inputs[i].DType, shapes[i]) { Constant = results[i] < 0 ? inputs[i].Constant : null, Variable = inputs[i].Variable, Elements = elements[i] };
            var graph = Lowering.Lower(bodyHost, fetches, body.Inputs, arguments);
            if (Widen(graph, results, shapes, elements)) continue;
            var condGraph = Lowering.Lower(condHost, [cond.Outputs[0], .. cond.ControlOutputs], cond.Inputs, arguments);
            return new LoweredLoop(condHost, bodyHost)
            {
                Cond = condGraph,
                Body = graph,
                Arguments = arguments,
                Results = results,
                Shapes = shapes,
                Elements = elements,
                Written = WrittenIn(condGraph, graph),
                Used = UsedIn(condGraph, graph),
            };
        }
    }

    private static bool Widen(PlanGraph graph, int[] results, Shape[] shapes, ListElements?[] elements)
    {
        var changed = false;
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] < 0) continue;
            var next = graph.Fetched[results[i]]!;
            var shape = Functional.Common(shapes[i], next.Shape);
            var inside = ListElements.Join(elements[i], next.Root.Elements);
            if (shape == shapes[i] && Equals(inside, elements[i])) continue;
            shapes[i] = shape;
            elements[i] = inside;
            changed = true;
        }
        return changed;
    }
}
