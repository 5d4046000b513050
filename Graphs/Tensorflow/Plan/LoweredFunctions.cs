using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>The functions of a loop, branch or call, lowered for the shapes at hand, and what follows from them for the node.</summary>
internal abstract class LoweredFunctions
{
    /// <summary>The shapes of the node's outputs.</summary>
    public required Shape[] Shapes { get; init; }

    /// <summary>What is known of the elements of the outputs that are lists.</summary>
    public required ListElements?[] Elements { get; init; }

    /// <summary>The variables that the functions change.</summary>
    public required VariableState[] Written { get; init; }

    /// <summary>The variables that the functions use.</summary>
    public required VariableState[] Used { get; init; }

    /// <summary>The input that output <paramref name="output"/> always is; null where it is made.</summary>
    public virtual int? PassedThrough(int output) => null;

    /// <summary>The step that runs the functions; <paramref name="takes"/> says which lists among the inputs it may change.</summary>
    public abstract PlanStep MakeStep(PlanNode node, bool[]? takes);

    protected static VariableState[] WrittenIn(params PlanGraph[] graphs) =>
        [.. graphs.SelectMany(g => g.Nodes).Where(n => n.Writes).SelectMany(n => n.Variables).OfType<VariableState>().Distinct()];

    protected static VariableState[] UsedIn(params PlanGraph[] graphs) =>
        [.. graphs.SelectMany(g => g.Nodes).SelectMany(n => n.Functions?.Used ?? n.Variables).OfType<VariableState>().Distinct()];
}

/// <summary>Lowers the functions of loops, branches and calls.</summary>
internal static class FunctionLowering
{
    /// <summary>The functions of a loop, branch or call; null for other operations.</summary>
    public static LoweredFunctions? Lower(IPlanHost host, Operation op, PlanValue[] inputs) => op.OpType switch
    {
        While => LoweredLoop.Make(host, op, inputs),
        BranchOp branch => LoweredBranches.Make(host, op, branch, inputs),
        _ => null,
    };
}

/// <summary>The session as a function of one operation sees it: its variables are the session's, what its operations keep is this call's own.</summary>
internal sealed class FunctionHost(IPlanHost outer, string path) : IPlanHost
{
    public VariableState VariableOf(string name) => outer.VariableOf(name);

    public OpState StateOf(string name) => outer.StateOf($"{path}/{name}");

    public void RequireDevice(Operation op) => outer.RequireDevice(op);
}
