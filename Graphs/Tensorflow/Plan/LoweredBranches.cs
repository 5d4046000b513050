using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>The two branches of an If, lowered.</summary>
internal sealed class LoweredBranches : LoweredFunctions
{
    private readonly IPlanHost[] _hosts;

    private LoweredBranches(IPlanHost[] hosts) => _hosts = hosts;

    /// <summary>The branch that runs where the condition is false, and the one where it is true.</summary>
    public required PlanGraph[] Branches { get; init; }

    public override PlanStep MakeStep(PlanNode node, bool[]? takes)
    {
        var plans = new ExecutionPlan[2];
        for (var b = 0; b < 2; b++)
        {
            // Input 0 is the condition.
            Branches[b].Kept.UnionWith(Branches[b].Fed.Where((_, i) => takes?[i + 1] != true));
            plans[b] = Planner.Finish(_hosts[b], Branches[b]);
        }
        return new BranchStep(node, plans);
    }

    public static LoweredBranches Make(IPlanHost host, Operation op, PlanValue[] inputs)
    {
        string[] roles = ["else_branch", "then_branch"];
        var hosts = Array.ConvertAll(roles, role => (IPlanHost)new FunctionHost(host, $"{op.name}/{role}"));
        var graphs = new PlanGraph[2];
        for (var b = 0; b < 2; b++)
        {
            var function = op.graph.Functions.Get(((FunctionName)op.Attrs[roles[b]]).Name);
            var arguments = new PlanValue[inputs.Length - 1];
            for (var i = 0; i < arguments.Length; i++)
                arguments[i] = new PlanValue(inputs[i + 1].DType, inputs[i + 1].Shape) { Constant = inputs[i + 1].Constant, Elements = inputs[i + 1].Root.Elements };
            graphs[b] = Lowering.Lower(hosts[b], [.. function.Outputs, .. function.ControlOutputs], function.Inputs, arguments);
        }
        var (no, yes) = (graphs[0].Fetched, graphs[1].Fetched);
        var count = op.outputs.Length;
        return new LoweredBranches(hosts)
        {
            Branches = graphs,
            Shapes = [.. Enumerable.Range(0, count).Select(i => Functional.Common(no[i]!.Shape, yes[i]!.Shape))],
            Elements = [.. Enumerable.Range(0, count).Select(i => ListElements.Join(no[i]!.Root.Elements, yes[i]!.Root.Elements))],
            Written = WrittenIn(graphs),
            Used = UsedIn(graphs),
        };
    }
}
