using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// The gradient of a While is a While that goes through the iterations from the last to the first. The values that it needs
/// of each iteration are pushed to lists by the loop, which becomes longer by them, and popped here.
/// </summary>
internal sealed class LoopGradient
{
    private readonly GradContext _g;
    private readonly Operation _op;
    private readonly FuncGraph _body;
    private readonly FuncGraph _gradient;
    private readonly LoopValues _values;

    private LoopGradient(GradContext g, int[] active)
    {
        _g = g;
        _op = g.Op;
        _body = Functional.Own(_op, "body");
        var outer = DefaultGraph.Current;
        _gradient = new FuncGraph(outer.Functions.UniqueName(_body.Name, "_grad"), outer);
        _values = new LoopValues(_op, _body, _gradient);
        _gradient.Differentiated = _values;
        Active = active;
    }

    private int[] Active { get; }

    public static Tensor?[] Build(GradContext g)
    {
        var body = Functional.Own(g.Op, "body");
        RequireCounter(g.Op, body);
        var active = ActiveVariables(g, body);
        var result = new Tensor?[g.Op.inputs.Count];
        if (active.Length == 0) return result;
        var gradients = new LoopGradient(g, active).Build();
        for (var i = 0; i < active.Length; i++)
        {
            if (g.IsNeeded(active[i])) result[active[i]] = gradients[i];
        }
        return result;
    }

    // The counter says how often the gradient goes around.
    private static void RequireCounter(Operation op, FuncGraph body)
    {
        var isCounted = body.Outputs.Count > 0 && body.Outputs[0].dtype.is_integer() && FuncGraph.BehindIdentities(body.Outputs[0]).op is { type: "AddV2" or "Add" } sum
            && FuncGraph.BehindIdentities(sum.inputs[0]) == body.Inputs[0] && ConstantValues.Of(sum.inputs[1]) is { Count: 1 } step && step.AsLong(0) == 1;
        if (!isCounted || ConstantValues.Of(op.inputs[0]) is not { Count: 1 } start || start.AsLong(0) != 0)
            throw new LookupError($"No gradient for the loop '{op.name}' (made at {op.DefinedAt}): its first variable does not count the iterations from 0. Loops of tf.while_loop do; build this one by it.");
    }

    // The variables on a way from an input that is asked for to an output that a gradient comes into, over any number of iterations.
    private static int[] ActiveVariables(GradContext g, FuncGraph body)
    {
        var count = g.Op.inputs.Count;
        var depends = Enumerable.Range(0, count).Select(i => Dependencies(body, i)).ToArray();
        var forward = Enumerable.Range(0, count).Where(i => IsTrainable(body.Inputs[i]) && g.IsNeeded(i)).ToHashSet();
        var back = Enumerable.Range(0, count).Where(i => IsTrainable(body.Outputs[i]) && g.DyOrNull(i) is not null).ToHashSet();
        for (var before = -1; before != forward.Count + back.Count;)
        {
            before = forward.Count + back.Count;
            for (var output = 0; output < count; output++)
            {
                if (depends[output].Overlaps(forward)) forward.Add(output);
                if (back.Contains(output)) back.UnionWith(depends[output]);
            }
        }
        return [.. forward.Intersect(back).Order()];
    }

    private static HashSet<int> Dependencies(FuncGraph body, int output)
    {
        var found = new HashSet<int>();
        var seen = new HashSet<Tensor>();
        var stack = new Stack<Tensor>([body.Outputs[output]]);
        while (stack.TryPop(out var tensor))
        {
            if (!IsTrainable(tensor) || !seen.Add(tensor)) continue;
            if (tensor.op.type == "Placeholder" && body.Inputs.IndexOf(tensor) is var at and >= 0) found.Add(at);
            else if (tensor.op.OpType.IsDifferentiable || tensor.op.Attrs.Has(GradientRegistry.AttrName)) foreach (var input in tensor.op.inputs) stack.Push(input);
        }
        return found;
    }

    private static bool IsTrainable(Tensor tensor) => tensor.dtype.is_trainable();

    private Tensor[] Build()
    {
        var counterType = _op.outputs[0].dtype;
        var zero = Const.Apply(ValueConversion.Convert(TensorValue.Scalar(0), counterType), "grad_counter");
        var most = Const.Apply(ValueConversion.Convert(TensorValue.Scalar(-1), counterType), "maximum_iterations");
        var variables = new List<Tensor> { zero, most, _op.outputs[0] };
        var counter = _gradient.AddInput("grad_counter", counterType, Shape.Scalar);
        var limit = _gradient.AddInput("maximum_iterations", counterType, Shape.Scalar);
        var iterations = _gradient.AddInput("total_iterations", counterType, Shape.Scalar);
        var incoming = new Tensor[Active.Length];
        for (var i = 0; i < Active.Length; i++)
        {
            var output = _op.outputs[Active[i]];
            variables.Add(_g.DyOrNull(Active[i]) is null ? Lists.Zero(_body.HandsThrough(Active[i]) ? _op.inputs[Active[i]] : output) : _g.Dy(Active[i]));
            incoming[i] = _gradient.AddInput($"grad_{i}", output.ValueType, output.ValueShape);
        }
        BuildBody(counter, limit, iterations, incoming);
        var cond = BuildCond();
        _values.Commit();
        var shapes = variables.Take(3).Select(_ => Shape.Scalar).Concat(Active.Select(a => _op.outputs[a].ValueShape)).ToArray();
        var loop = Functional.While(variables, cond, _gradient, shapes, _op.Attrs.Int("parallel_iterations"), _op.name[(_op.name.LastIndexOf('/') + 1)..] + "_grad", _values.Popped);
        return [.. Active.Select((_, i) => Identity.Apply(loop.outputs[3 + i]))];
    }

    private void BuildBody(Tensor counter, Tensor limit, Tensor iterations, Tensor[] incoming)
    {
        using var graph = _gradient.as_default();
        var ys = Array.ConvertAll(Active, a => _body.Outputs[a]);
        var xs = Array.ConvertAll(Active, a => _body.Inputs[a]);
        var gradients = GradientBuilder.Build(ys, xs, incoming, [], gate: false);
        _gradient.Outputs.Add(OpBuilder.Apply("AddV2", "add", [counter, 1]));
        _gradient.Outputs.Add(limit);
        _gradient.Outputs.Add(iterations);
        for (var i = 0; i < Active.Length; i++)
        {
            var gradient = gradients[i] is IndexedSlices slices ? slices.AsDense() : gradients[i] ?? Lists.Zero(xs[i]);
            _gradient.Outputs.Add(_gradient.Adopt(gradient, _gradient.Name));
        }
    }

    private FuncGraph BuildCond()
    {
        var cond = new FuncGraph(_gradient.Name + "_cond", _gradient.Outer);
        foreach (var input in _gradient.Inputs.Take(_gradient.ArgumentCount)) cond.AddInput(input.op.name, input.dtype, input.shape);
        using var graph = cond.as_default();
        cond.Outputs.Add(OpBuilder.Apply("Less", null, [cond.Inputs[0], cond.Inputs[2]]));
        return cond;
    }
}
