using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>The functions of which an operation runs one, lowered: branches, or the function that is called.</summary>
internal sealed class LoweredBranches : LoweredFunctions
{
    private readonly IPlanHost[] _hosts;
    private readonly BranchOp _op;

    private LoweredBranches(IPlanHost[] hosts, BranchOp op)
    {
        _hosts = hosts;
        _op = op;
    }

    /// <summary>The functions in the order of their slots.</summary>
    public required PlanGraph[] Branches { get; init; }

    /// <summary>For outputs that are handles: the input that names the same variable.</summary>
    public required int?[] Handles { get; init; }

    public override int? PassedThrough(int output) => Handles[output];

    public override PlanStep MakeStep(PlanNode node, bool[]? takes)
    {
        var plans = new ExecutionPlan[Branches.Length];
        for (var b = 0; b < plans.Length; b++)
        {
            Branches[b].Kept.UnionWith(Branches[b].Fed.Where((_, i) => takes?[i + _op.FirstArgument] != true));
            plans[b] = Planner.Finish(_hosts[b], Branches[b]);
        }
        return new BranchStep(node, _op, plans);
    }

    public static LoweredBranches Make(IPlanHost host, Operation op, BranchOp type, PlanValue[] inputs)
    {
        var slots = type.Slots(op.Attrs);
        var hosts = Array.ConvertAll(slots, slot => (IPlanHost)new FunctionHost(host, $"{op.name}/{slot}"));
        var graphs = new PlanGraph[slots.Length];
        for (var b = 0; b < graphs.Length; b++)
        {
            var function = op.graph.Functions.Get(slots[b].NameIn(op.Attrs));
            var arguments = inputs.Skip(type.FirstArgument).Select(input => new PlanValue(input.DType, input.Shape) { Constant = input.Constant, Variable = input.Variable, Elements = input.Root.Elements }).ToArray();
            graphs[b] = Lowering.Lower(hosts[b], [.. function.Outputs, .. function.ControlOutputs], function.Inputs, arguments);
        }
        var outputs = Enumerable.Range(0, op.outputs.Length).Select(i => Array.ConvertAll(graphs, graph => graph.Fetched[i]!)).ToArray();
        return new LoweredBranches(hosts, type)
        {
            Branches = graphs,
            Shapes = Array.ConvertAll(outputs, values => values.Select(v => v.Shape).Aggregate(Functional.Common)),
            Handles = Array.ConvertAll(outputs, values => HandleOf(op, values, inputs)),
            Elements = Array.ConvertAll(outputs, values => values.Select(v => v.Root.Elements).Aggregate(ListElements.Join)),
            Written = WrittenIn(graphs),
            Used = UsedIn(graphs),
        };
    }

    private static int? HandleOf(Operation op, PlanValue[] values, PlanValue[] inputs)
    {
        if (!values[0].IsHandle) return null;
        var variables = values.Select(v => v.Variable).Distinct().ToArray();
        var input = variables is [{ } variable] ? Array.FindIndex(inputs, i => i.IsHandle && i.Variable == variable) : -1;
        return input >= 0 ? input : throw new InvalidArgumentError($"'{op.name}' (made at {op.DefinedAt}) gives a handle that is not one of its inputs, or one that depends on the branch; which variable a handle names must be known before the run.", op);
    }
}
