using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// Adds the operations that compute the gradients of ys with respect to xs: walks from the ys back towards the xs, asks
/// each operation on the way for its gradient rule, and adds up what several consumers of a tensor send back.
/// </summary>
internal sealed class GradientBuilder
{
    private readonly HashSet<Operation> _between = [];
    private readonly Dictionary<Operation, int> _pending = [];
    private readonly Dictionary<Tensor, List<Tensor>> _received = [];
    private readonly HashSet<Operation> _stopOps = [];
    private readonly GradientEdges _edges = new();
    private readonly bool _gate;

    private GradientBuilder(Tensor[] ys, Tensor[] xs, IEnumerable<Tensor> stopGradients, bool gate)
    {
        _gate = gate;
        MarkBetween(ys, xs);
        foreach (var x in xs)
        {
            if (!_edges.Inputs(x.op).Any(input => _pending.GetValueOrDefault(input.op) > 0)) _stopOps.Add(x.op);
        }
        foreach (var stop in stopGradients) _stopOps.Add(stop.op);
    }

    /// <summary>One gradient for each x, null where the ys do not depend on it (in a differentiable way).</summary>
    public static Tensor?[] Build(Tensor[] ys, Tensor[] xs, Tensor?[]? gradYs, IEnumerable<Tensor> stopGradients, bool gate)
    {
        var builder = new GradientBuilder(ys, xs, stopGradients, gate);
        for (var i = 0; i < ys.Length; i++) builder.Receive(ys[i], StartOf(ys[i], gradYs?[i], i));
        builder.Walk(ys);
        return Array.ConvertAll(xs, builder.Total);
    }

    // Operations on a path from some x to some y along tensors that gradients flow through, and how many of their consumers are on one.
    private void MarkBetween(Tensor[] ys, Tensor[] xs)
    {
        var reached = new HashSet<Operation>();
        var queue = new Queue<Operation>(xs.Select(x => x.op));
        while (queue.TryDequeue(out var op))
        {
            if (!reached.Add(op)) continue;
            foreach (var output in op.outputs)
            {
                if (!output.dtype.is_trainable()) continue;
                foreach (var consumer in _edges.Consumers(output)) queue.Enqueue(consumer);
            }
        }
        foreach (var y in ys) queue.Enqueue(y.op);
        while (queue.TryDequeue(out var op))
        {
            if (!reached.Remove(op)) continue;
            _between.Add(op);
            foreach (var input in _edges.Inputs(op)) queue.Enqueue(input.op);
        }
        foreach (var op in _between)
        {
            foreach (var input in _edges.Inputs(op))
            {
                if (_between.Contains(input.op)) _pending[input.op] = _pending.GetValueOrDefault(input.op) + 1;
            }
        }
    }

    private void Walk(Tensor[] ys)
    {
        var queue = new Queue<Operation>();
        foreach (var y in ys.Select(y => y.op).Distinct())
        {
            if (_between.Contains(y) && _pending.GetValueOrDefault(y) == 0) queue.Enqueue(y);
        }
        while (queue.TryDequeue(out var op))
        {
            var inputs = _edges.Inputs(op);
            SendBack(op);
            foreach (var input in inputs)
            {
                if (!_between.Contains(input.op)) continue;
                if (--_pending[input.op] == 0) queue.Enqueue(input.op);
            }
        }
    }

    private void SendBack(Operation op)
    {
        if (_stopOps.Contains(op)) return;
        if (_edges.Origin(op) is { } outside && Total(op.outputs[0]) is { } total)
        {
            Receive(outside, total);
            return;
        }
        if (op.inputs.Count == 0) return;
        using var scope = DefaultGraph.Current.EnterScope(op.name + "_grad");
        var dys = Array.ConvertAll(op.outputs, Total);
        if (Array.TrueForAll(dys, dy => dy is null)) return;
        // Loops and branches may get more inputs by their rules.
        var inputs = op.inputs;
        var grads = RuleOf(op)(new GradContext(op, dys) { IsNeeded = i => _between.Contains(inputs[i].op) });
        if (grads.Length != inputs.Count)
            throw new InternalError($"The gradient of {op.type} gave {grads.Length} results for {inputs.Count} inputs.", op);
        if (_gate && grads.Count(g => g is not null) > 1) grads = Binding.tf.tuple(grads);
        for (var i = 0; i < grads.Length; i++)
        {
            if (grads[i] is { } grad) Receive(inputs[i], grad);
        }
    }

    private static Func<GradContext, Tensor?[]> RuleOf(Operation op)
    {
        if (op.Attrs.TryGet<string>(GradientRegistry.AttrName, out var name)) return GradientRegistry.Get(name);
        return op.OpType.Gradient;
    }

    private void Receive(Tensor tensor, Tensor grad)
    {
        if (!_received.TryGetValue(tensor, out var list)) _received[tensor] = list = [];
        if (grad is not IndexedSlices && grad.shape.is_compatible_with(tensor.ValueShape)) grad.MergeShape(tensor.ValueShape);
        list.Add(grad);
    }

    /// <summary>The sum of what was sent to a tensor, null if nothing was.</summary>
    private Tensor? Total(Tensor tensor)
    {
        if (!_received.TryGetValue(tensor, out var list)) return null;
        if (list.Count > 1 || list[0] is ListItemGradient)
        {
            var sum = Sum(list);
            list.Clear();
            list.Add(sum);
        }
        return list[0];
    }

    private static Tensor Sum(List<Tensor> grads)
    {
        if (grads[0].dtype == TF_DataType.TF_VARIANT) return SumLists(grads);
        if (grads.TrueForAll(g => g is IndexedSlices)) return SumSlices([.. grads.Cast<IndexedSlices>()]);
        // In a loop's gradient the whole tensor would be made dense at every step; there rows are added to the running sum.
        if (DefaultGraph.Current is FuncGraph { Differentiated: not null } && grads.Exists(g => g is IndexedSlices)) return SumRows(grads);
        TensorLike dense = grads.ConvertAll(g => g is IndexedSlices slices ? slices.AsDense() : g);
        return OpBuilder.Apply("AddN", null, [dense]);
    }

    private static Tensor SumRows(List<Tensor> grads)
    {
        Tensor[] dense = [.. grads.Where(g => g is not IndexedSlices)];
        var sum = dense.Length == 1 ? dense[0] : OpBuilder.Apply("AddN", null, [dense]);
        foreach (var slices in grads.OfType<IndexedSlices>())
            sum = OpBuilder.Apply("TensorScatterAdd", null, [sum, OpBuilder.Apply("ExpandDims", null, [slices.indices, -1]), slices.values]);
        return sum;
    }

    private static Tensor SumLists(List<Tensor> grads)
    {
        Tensor[] whole = [.. grads.Where(g => g is not ListItemGradient)];
        ListItemGradient[] items = [.. grads.OfType<ListItemGradient>()];
        var sum = whole.Length == 0 ? items[0].AsList() : whole.Length == 1 ? whole[0] : OpBuilder.Apply("AddN", null, [whole]);
        foreach (var item in items.Skip(whole.Length == 0 ? 1 : 0)) sum = item.AddTo(sum);
        return sum;
    }

    private static IndexedSlices SumSlices(IndexedSlices[] slices)
    {
        TensorLike values = Array.ConvertAll(slices, s => s.values);
        TensorLike indices = Array.ConvertAll(slices, s => s.indices);
        return new IndexedSlices(
            OpBuilder.Apply("ConcatV2", "concat", [values, 0]),
            OpBuilder.Apply("ConcatV2", "concat", [indices, 0]),
            slices[0].dense_shape);
    }

    private static Tensor StartOf(Tensor y, Tensor? given, int index)
    {
        if (!y.dtype.is_trainable())
            throw new TypeError($"Gradients of tensors must be floating or complex, but {y} has type {y.dtype.as_base_dtype().as_numpy_name()} (made at {y.op.DefinedAt}). Use tf.cast on what you differentiate.");
        if (given is null)
        {
            var shape = OpBuilder.Apply("Shape", null, [y]);
            return OpBuilder.Apply("Fill", $"grad_ys_{index}", [shape, Const.Apply(ValueConversion.Convert(TensorValue.Scalar(1f), y.dtype.as_base_dtype()))]);
        }
        if (given.dtype.as_base_dtype() != y.ValueType)
            throw new ValueError($"Gradient type {given.dtype.as_numpy_name()} generated for real or integer-valued tensor {y} with type {y.dtype.as_numpy_name()} must be the same.");
        return given;
    }
}
