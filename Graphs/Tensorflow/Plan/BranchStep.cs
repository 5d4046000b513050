using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>Runs one of several functions. What it makes is handed on where it lies; what belongs to others is copied.</summary>
internal sealed class BranchStep : PlanStep
{
    private readonly BranchOp _op;
    private readonly ExecutionPlan[] _branches;
    private readonly TensorValue[] _inputs;
    private readonly TensorValue[] _outputs;
    private readonly TensorValue[] _own;
    private readonly (TensorValue Argument, int Input)[][] _arguments;
    private readonly (TensorValue Value, Handover How)[][] _results;

    public BranchStep(PlanNode node, BranchOp op, ExecutionPlan[] branches) : base(node)
    {
        _op = op;
        _branches = branches;
        _inputs = Array.ConvertAll(node.Inputs, v => v.Slot);
        _outputs = Array.ConvertAll(node.Outputs, v => v.Slot);
        _own = Array.ConvertAll(node.Outputs, v => v.DType == TF_DataType.TF_VARIANT ? v.Slot : TensorValue.Unplaced(v.DType, [0]));
        _arguments = new (TensorValue, int)[branches.Length][];
        _results = new (TensorValue, Handover)[branches.Length][];
        for (var b = 0; b < branches.Length; b++)
        {
            var graph = branches[b].Graph;
            _arguments[b] = [.. graph.Fed.Select((v, i) => (v.Slot, i + op.FirstArgument)).Where((_, i) => graph.Fed[i] is { Constant: null, IsHandle: false })];
            var planned = new HashSet<PlanNode>(graph.Nodes);
            _results[b] = [.. graph.Fetched.Take(_outputs.Length).Select(v => (v!.Slot, HowToHand(graph, v!, planned)))];
        }
    }

    private enum Handover
    {
        Alias,
        Copy,
        MoveList,
        ShareList,
        Nothing,
    }

    public override void Run()
    {
        var side = _op.FirstArgument == 0 ? 0 : _op.Choose(_inputs[0], _branches.Length);
        foreach (var (argument, input) in _arguments[side]) argument.Become(_inputs[input]);
        _branches[side].RunSteps();
        var results = _results[side];
        for (var i = 0; i < results.Length; i++)
        {
            var (value, how) = results[i];
            switch (how)
            {
                case Handover.Nothing: break;
                case Handover.Alias: _outputs[i].Become(value); break;
                case Handover.MoveList: _outputs[i].Objects[0] = value.Objects[0]; break;
                case Handover.ShareList: _outputs[i].Objects[0] = (value.Objects[0] as TensorList)?.Share(); break;
                default:
                    _own[i].Fit(value.Dims);
                    value.CopyTo(_own[i]);
                    _outputs[i].Become(_own[i]);
                    break;
            }
        }
    }

    private static Handover HowToHand(PlanGraph graph, PlanValue value, HashSet<PlanNode> planned)
    {
        // Which variable a handle names is part of the plan.
        if (value.IsHandle) return Handover.Nothing;
        var root = value.Root;
        if (value.DType == TF_DataType.TF_VARIANT)
            return graph.Kept.Contains(root) || graph.Fetched.Count(v => v?.Root == root) > 1 ? Handover.ShareList : Handover.MoveList;
        return root.Constant is not null || (root.Producer is { OpType: not ReadVariable } producer && planned.Contains(producer)) ? Handover.Alias : Handover.Copy;
    }
}
