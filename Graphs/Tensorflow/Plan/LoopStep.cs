using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>
/// Runs a loop: condition, body, condition, ... An iteration's results become the next one's arguments by changing places in
/// memory, without a copy where the plan of the body allows it.
/// </summary>
internal sealed class LoopStep : PlanStep
{
    private readonly ExecutionPlan _cond;
    private readonly ExecutionPlan _body;
    private readonly TensorValue _goesOn;
    private readonly TensorValue[] _inputs;
    private readonly TensorValue[] _outputs;
    private readonly TensorValue[] _arguments;
    private readonly bool[] _isConstant;
    private readonly int[] _results;
    private readonly bool[]? _takes;
    private readonly object?[] _moved;
    private readonly (TensorValue Argument, TensorValue Result)[] _swaps;
    private readonly (TensorValue Argument, TensorValue Result, TensorValue Stage)[] _copies;
    private readonly (TensorValue Argument, TensorValue Result, bool IsShared)[] _lists;

    public LoopStep(PlanNode node, LoweredLoop loop, ExecutionPlan cond, ExecutionPlan body, bool[]? takes) : base(node)
    {
        _cond = cond;
        _body = body;
        _takes = takes;
        _goesOn = loop.Cond.Fetched[0]!.Slot;
        _inputs = Array.ConvertAll(node.Inputs, v => v.Slot);
        _outputs = Array.ConvertAll(node.Outputs, v => v.Slot);
        _arguments = Array.ConvertAll(loop.Arguments, v => v.Slot);
        _isConstant = Array.ConvertAll(loop.Arguments, v => v.Constant is not null || v.IsHandle);
        _results = loop.Results;
        var swaps = new List<(TensorValue, TensorValue)>();
        var copies = new List<(TensorValue, TensorValue, TensorValue)>();
        var lists = new List<(TensorValue, TensorValue, bool)>();
        var heldTwice = loop.Body.Fetched.OfType<PlanValue>().GroupBy(v => v.Root).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        for (var i = 0; i < _results.Length; i++)
        {
            if (_results[i] < 0) continue;
            var result = loop.Body.Fetched[_results[i]]!;
            if (loop.Body.WrittenOver.ContainsKey(result)) continue;
            if (result.DType == TF_DataType.TF_VARIANT) lists.Add((_arguments[i], result.Slot, heldTwice.Contains(result.Root) || loop.Body.Kept.Contains(result.Root)));
            else if (loop.Body.Swapped.Contains(result)) swaps.Add((_arguments[i], result.Slot));
            else copies.Add((_arguments[i], result.Slot, TensorValue.Unplaced(result.DType, [0])));
        }
        (_swaps, _copies, _lists) = ([.. swaps], [.. copies], [.. lists]);
        _moved = new object?[lists.Count];
    }

    public override void Run()
    {
        Enter();
        while (true)
        {
            _cond.RunSteps();
            if (!Truth.Of(_goesOn)) break;
            _body.RunSteps();
            HandOver();
        }
        for (var i = 0; i < _outputs.Length; i++) _outputs[i].Become(_arguments[i]);
    }

    private void Enter()
    {
        for (var i = 0; i < _arguments.Length; i++)
        {
            if (_isConstant[i]) continue;
            var (argument, input) = (_arguments[i], _inputs[i]);
            if (_results[i] < 0) argument.Become(input);
            else if (input.DType == TF_DataType.TF_VARIANT) argument.Objects[0] = _takes![i] ? input.Objects[0] : input.List.Share();
            else Copy(input, argument);
        }
    }

    private void HandOver()
    {
        // All copies are taken before the first argument changes: a result may be another variable's argument.
        foreach (var (_, result, stage) in _copies) Copy(result, stage);
        foreach (var (argument, result) in _swaps) argument.Swap(result);
        foreach (var (argument, _, stage) in _copies) argument.Swap(stage);
        // Two passes: a list may go from one variable to another.
        for (var i = 0; i < _lists.Length; i++) _moved[i] = _lists[i].IsShared ? _lists[i].Result.List.Share() : _lists[i].Result.Objects[0];
        for (var i = 0; i < _lists.Length; i++) _lists[i].Argument.Objects[0] = _moved[i];
    }

    private static void Copy(TensorValue from, TensorValue to)
    {
        to.Fit(from.Dims);
        from.CopyTo(to);
    }
}
