using System.Runtime.CompilerServices;
using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// Loops of TensorFlow 1 in imported graphs. A loop variable comes in through Enter, its Merge joins that with what
/// NextIteration brings back, its Switch, led by the loop's LoopCond, sends it into the body or to Exit. Such a loop
/// runs as the While that it means, which is made when a plan first needs it and is no part of the graph.
/// </summary>
internal static class Frames
{
    // LoopCond to While.
    private static readonly ConditionalWeakTable<Operation, Operation> Loops = [];

    public static bool IsExit(Operation op) => op.type is "Exit" or "RefExit";

    /// <summary>The operation that makes an input: for an Exit the loop's While.</summary>
    /// <exception cref="InvalidArgumentError">The input lies inside a loop.</exception>
    public static Operation Resolve(Operation op, int input)
    {
        if (IsExit(op)) return LoopOf(op).Loop;
        return RequireOutside(op.inputs[input].op);
    }

    /// <summary>The operation, which can be computed as part of a plan.</summary>
    /// <exception cref="InvalidArgumentError">It lies inside a loop.</exception>
    public static Operation RequireOutside(Operation op) => IsLoopMerge(op) || op.type is "LoopCond" or "NextIteration" or "RefNextIteration" or "Enter" or "RefEnter"
        ? throw new InvalidArgumentError($"Operation '{op.name}' lies inside a loop and has no single value: nothing inside a loop can be fetched. Fetch what leaves the loop by an Exit.", op)
        : op;

    /// <summary>The While that stands for the loop which a value leaves by this Exit, and which of its outputs the value is.</summary>
    public static (Operation Loop, int Output) LoopOf(Operation exit)
    {
        var leaving = exit.inputs[0].op;
        if (leaving.type is not ("Switch" or "RefSwitch") || leaving.inputs[1].op is not { type: "LoopCond" } cond)
            throw new InvalidArgumentError($"'{exit.name}' leaves a loop, but its input '{leaving.name}' is no Switch of a loop's condition.", exit);
        return (Loops.GetValue(cond, _ => Make(cond)), Array.IndexOf(Variables(cond), leaving));
    }

    private static bool IsLoopMerge(Operation op) => op.type is "Merge" or "RefMerge" && op.inputs.Any(i => i.op.type is "NextIteration" or "RefNextIteration");

    private static Operation[] Variables(Operation cond) =>
        [.. cond.output.consumers().Where(c => c.type is "Switch" or "RefSwitch" && c.inputs[1].op == cond && IsLoopMerge(c.inputs[0].op)).Distinct().OrderBy(c => c.Id)];

    private static Operation Make(Operation loopCond)
    {
        var graph = loopCond.graph;
        var switches = Variables(loopCond);
        var merges = Array.ConvertAll(switches, s => s.inputs[0].op);
        var enters = Array.ConvertAll(merges, m => Input(m, "Enter", "RefEnter"));
        var nexts = Array.ConvertAll(merges, m => Input(m, "NextIteration", "RefNextIteration"));
        var frame = enters[0].Attrs.String("frame_name");
        var cond = new FuncGraph(graph.Functions.UniqueName(loopCond.name + "_", "cond"), graph);
        var body = new FuncGraph(graph.Functions.UniqueName(loopCond.name + "_", "body"), graph);
        var inCond = new FrameCopier(cond, frame);
        var inBody = new FrameCopier(body, frame);
        for (var i = 0; i < switches.Length; i++)
        {
            var dtype = merges[i].outputs[0].dtype.as_base_dtype();
            inCond.Map(merges[i], cond.AddInput(enters[i].name, dtype, Shape.Unknown));
            var argument = body.AddInput(enters[i].name, dtype, Shape.Unknown);
            inBody.Map(merges[i], argument);
            inBody.Map(switches[i], argument);
        }
        cond.Outputs.Add(inCond.Copy(loopCond.inputs[0]));
        foreach (var next in nexts) body.Outputs.Add(inBody.Copy(next.inputs[0]));
        var captured = body.Captured.Concat(cond.Captured.Where(c => !body.Captured.Contains(c))).ToList();
        cond.OrderCaptures(captured);
        body.OrderCaptures(captured);
        body.Outputs.AddRange(body.Inputs.Skip(body.ArgumentCount));
        graph.Functions.AddHidden(cond);
        graph.Functions.AddHidden(body);
        Tensor[] inputs = [.. enters.Select(e => e.inputs[0]), .. captured];
        var attrs = new NodeAttrs(
            ("T", Array.ConvertAll(inputs, t => t.dtype.as_base_dtype())),
            ("cond", new FunctionName(cond.Name, new NodeAttrs())),
            ("body", new FunctionName(body.Name, new NodeAttrs())),
            ("output_shapes", Array.Empty<Shape>()),
            ("parallel_iterations", 10L));
        var type = cond.IsStateful() || body.IsStateful() ? "While" : "StatelessWhile";
        return new Operation(graph, loopCond.Id, frame, OpTable.Get(type), inputs, enters.SelectMany(e => e.control_inputs).Distinct(), attrs, "", loopCond.CallSite);
    }

    private static Operation Input(Operation merge, string type, string refType) => merge.inputs.FirstOrDefault(i => i.op.type == type || i.op.type == refType)?.op
        ?? throw new InvalidArgumentError($"The loop variable '{merge.name}' has no input from {type}; a loop's Merge joins an Enter and a NextIteration.", merge);
}

/// <summary>Copies the inside of one of TensorFlow 1's loops into a function.</summary>
internal sealed class FrameCopier(FuncGraph target, string frame)
{
    private readonly Dictionary<Operation, Tensor> _mapped = [];
    private readonly Dictionary<Operation, Operation> _copies = [];
    private readonly List<(Operation Merge, Operation Original)> _innerMerges = [];

    /// <summary>Says what stands for a loop variable's Merge or Switch.</summary>
    public void Map(Operation op, Tensor argument) => _mapped[op] = argument;

    /// <summary>The copy of a tensor with all that it needs inside of the loop.</summary>
    public Tensor Copy(Tensor tensor)
    {
        CopyAll(tensor.op);
        while (_innerMerges.Count > 0)
        {
            var (merge, original) = _innerMerges[^1];
            _innerMerges.RemoveAt(_innerMerges.Count - 1);
            for (var i = 0; i < original.inputs.Count; i++)
            {
                CopyAll(original.inputs[i].op);
                merge.UpdateInput(i, Find(original.inputs[i]));
            }
        }
        return Find(tensor);
    }

    private Tensor Find(Tensor tensor)
    {
        if (_mapped.TryGetValue(tensor.op, out var argument)) return argument;
        return IsOwnEnter(tensor.op) ? target.Capture(tensor.op.inputs[0]) : _copies[tensor.op].outputs[tensor.value_index];
    }

    private bool IsOwnEnter(Operation op) => op.type is "Enter" or "RefEnter" && op.Attrs.String("frame_name") == frame;

    private bool IsKnown(Operation op) => _mapped.ContainsKey(op) || IsOwnEnter(op) || _copies.ContainsKey(op);

    private static bool IsInnerMerge(Operation op) => op.type is "Merge" or "RefMerge" && op.inputs.Any(i => i.op.type is "NextIteration" or "RefNextIteration");

    // Inputs before their users; the back edges of inner loops are closed afterwards.
    private void CopyAll(Operation root)
    {
        var stack = new Stack<Operation>([root]);
        while (stack.TryPeek(out var op))
        {
            if (IsKnown(op))
            {
                stack.Pop();
                continue;
            }
            var isMerge = IsInnerMerge(op);
            Operation[] needed = isMerge ? [op.inputs.First(i => i.op.type is "Enter" or "RefEnter").op] : [.. op.inputs.Select(i => i.op), .. op.control_inputs];
            var missing = Array.FindAll(needed, n => !IsKnown(n));
            if (missing.Length > 0)
            {
                foreach (var before in missing) stack.Push(before);
                continue;
            }
            stack.Pop();
            CopyOne(op, isMerge, needed[0..Math.Min(1, needed.Length)]);
        }
    }

    private void CopyOne(Operation op, bool isMerge, Operation[] first)
    {
        Tensor[] inputs = isMerge ? [.. op.inputs.Select(_ => Find(first[0].outputs[0]))] : [.. op.inputs.Select(Find)];
        var controls = isMerge ? [] : op.control_inputs.Where(_copies.ContainsKey).Select(c => _copies[c]).ToArray();
        var copy = target.CreateImported(op.OpType, target.unique_name(op.name, mark_as_used: false), inputs, op.Attrs.Copy(), controls, op.device);
        _copies[op] = copy;
        if (!isMerge) return;
        copy.outputs[0].InferredShape(Shape.Unknown);
        _innerMerges.Add((copy, op));
    }
}
