using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>What a run needs of a graph, in a form that passes can change: the nodes to execute and the values between them.</summary>
internal sealed class PlanGraph
{
    /// <summary>The nodes; after scheduling in the order of execution.</summary>
    public List<PlanNode> Nodes { get; set; } = [];

    /// <summary>The values that stand for the fed tensors, in the order of the feeds.</summary>
    public required PlanValue[] Fed { get; init; }

    /// <summary>The fetched values, null where an operation is fetched.</summary>
    public required PlanValue?[] Fetched { get; init; }

    /// <summary>The nodes that must run although no value of theirs is fetched.</summary>
    public required List<PlanNode> Targets { get; init; }

    /// <summary>Fed values whose lists whoever feeds them goes on using.</summary>
    public HashSet<PlanValue> Kept { get; } = [];

    /// <summary>For a loop's body: results that lie in memory of their own, which changes places with the argument's.</summary>
    public HashSet<PlanValue> Swapped { get; } = [];

    /// <summary>For a loop's body: results that are written over the argument.</summary>
    public Dictionary<PlanValue, PlanValue> WrittenOver { get; } = [];

    /// <summary>The nodes that a value is input of.</summary>
    public Dictionary<PlanValue, List<PlanNode>> Consumers()
    {
        var consumers = new Dictionary<PlanValue, List<PlanNode>>();
        foreach (var node in Nodes)
        {
            foreach (var input in node.Inputs)
            {
                // A view's consumers read its source as well.
                for (var value = input; value is not null; value = value.Source)
                {
                    if (!consumers.TryGetValue(value, out var list)) consumers[value] = list = [];
                    if (list.Count == 0 || list[^1] != node) list.Add(node);
                }
            }
        }
        return consumers;
    }
}

/// <summary>One execution of an operation.</summary>
internal sealed class PlanNode(int id, OpType opType, NodeAttrs attrs, Operation? origin, PlanValue[] inputs)
{
    /// <summary>Position in the order of creation; decides between nodes that could run in any order.</summary>
    public int Id { get; } = id;

    public OpType OpType { get; } = opType;

    public NodeAttrs Attrs { get; } = attrs;

    /// <summary>The graph's operation, for errors and state.</summary>
    public Operation? Origin { get; } = origin;

    public PlanValue[] Inputs { get; } = inputs;

    public PlanValue[] Outputs { get; set; } = [];

    /// <summary>Nodes that must have run before this one, besides those that make its inputs.</summary>
    public HashSet<PlanNode> Before { get; } = [];

    /// <summary>Nodes that must have had their turn before this one because of a variable that both use. This one runs even if they lie on a dead branch.</summary>
    public HashSet<PlanNode> Sequence { get; } = [];

    /// <summary>The variables behind inputs that are references or handles.</summary>
    public VariableState?[] Variables { get; set; } = [];

    /// <summary>True when this node changes a variable.</summary>
    public bool Writes { get; set; }

    /// <summary>For a loop or a branch: its functions, lowered.</summary>
    public LoweredFunctions? Functions { get; init; }

    /// <summary>True when the node gives its outputs their memory itself, which may be somebody else's.</summary>
    public bool GivesMemory => OpType is ReadVariable || Functions is not null;

    /// <summary>All nodes that must have run before this one.</summary>
    public IEnumerable<PlanNode> Predecessors()
    {
        foreach (var input in Inputs)
        {
            if (input.Root.Producer is { } producer) yield return producer;
        }
        foreach (var node in Before) yield return node;
        foreach (var node in Sequence) yield return node;
    }

    public override string ToString() => $"{OpType.Name}({Origin?.name})";
}

/// <summary>A value of a plan: computed by a node, fed, constant, a view of another value, or a reference to a variable.</summary>
internal sealed class PlanValue(TF_DataType dtype, Shape shape)
{
    public TF_DataType DType { get; } = dtype.as_base_dtype();

    /// <summary>The shape; not fully defined where it depends on data.</summary>
    public Shape Shape { get; set; } = shape;

    /// <summary>The value, where it is known when the plan is made.</summary>
    public TensorValue? Constant { get; init; }

    /// <summary>The node that computes it.</summary>
    public PlanNode? Producer { get; set; }

    /// <summary>For a view: the value whose memory it shares.</summary>
    public PlanValue? Source { get; init; }

    /// <summary>For a reference or a handle: the variable; what hands a handle on names the same one.</summary>
    public VariableState? Variable
    {
        get => field ?? (IsHandle ? Source?.Variable : null);
        init;
    }

    /// <summary>Nodes that a user of this value must wait for, where no producer carries them.</summary>
    public IReadOnlyCollection<PlanNode> After { get; init; } = [];

    /// <summary>The value at the bottom of a chain of views.</summary>
    public PlanValue Root => Source is null ? this : Source.Root;

    /// <summary>For a list: what is known of its elements, null if it has none yet.</summary>
    public ListElements? Elements { get; set; }

    /// <summary>True for the handle of a variable.</summary>
    public bool IsHandle => DType == TF_DataType.TF_RESOURCE;

    /// <summary>True for a value in the memory of a variable.</summary>
    public bool IsVariableMemory => Root.Producer?.OpType is ReadVariable;

    /// <summary>Where the value lies when the plan runs.</summary>
    public TensorValue Slot { get; set; } = null!;
}
