using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// The gradient of a branch or a call is one whose functions are the gradients of its functions. The values that they need become
/// outputs of the operation; in the branches that do not compute them a FakeParam stands for them.
/// </summary>
internal static class BranchGradient
{
    public static Tensor?[] Build(GradContext g)
    {
        var op = g.Op;
        var type = (BranchOp)op.OpType;
        var first = type.FirstArgument;
        var result = new Tensor?[op.inputs.Count];
        var slots = type.Slots(op.Attrs);
        var functions = Array.ConvertAll(slots, slot => Functional.Own(op, slot));
        int[] outputs = [.. Enumerable.Range(0, op.outputs.Length).Where(i => op.outputs[i].dtype.is_trainable() && g.DyOrNull(i) is not null)];
        int[] inputs = [.. Enumerable.Range(0, op.inputs.Count - first).Where(i => op.inputs[i + first].dtype.is_trainable() && g.IsNeeded(i + first))];
        if (outputs.Length == 0 || inputs.Length == 0) return result;
        var dys = Array.ConvertAll(outputs, g.Dy);
        var outer = DefaultGraph.Current;
        var outputsBefore = op.outputs.Length;
        var gradients = new FuncGraph[functions.Length];
        var parts = new Tensor?[functions.Length][];
        for (var b = 0; b < functions.Length; b++)
        {
            gradients[b] = new FuncGraph(outer.Functions.UniqueName(functions[b].Name, "_grad"), outer);
            gradients[b].Differentiated = new BranchValues(op, first, functions[b], [.. functions.Where(f => f != functions[b])], gradients[b]);
            using var graph = gradients[b].as_default();
            var cotangents = Array.ConvertAll(dys, gradients[b].Capture);
            parts[b] = GradientBuilder.Build([.. outputs.Select(i => functions[b].Outputs[i])], [.. inputs.Select(i => functions[b].Inputs[i])], cotangents, [], gate: false);
        }
        int[] connected = [.. Enumerable.Range(0, inputs.Length).Where(i => Array.Exists(parts, p => p[i] is not null))];
        if (connected.Length == 0) return result;
        for (var b = 0; b < functions.Length; b++)
        {
            using var graph = gradients[b].as_default();
            foreach (var i in connected)
            {
                var part = parts[b][i] is IndexedSlices slices ? slices.AsDense() : parts[b][i] ?? Lists.Zero(functions[b].Inputs[inputs[i]]);
                gradients[b].Outputs.Add(gradients[b].Adopt(part, gradients[b].Name));
            }
        }
        if (op.outputs.Length > outputsBefore)
        {
            for (var b = 0; b < functions.Length; b++) Functional.Changed(op, slots[b], functions[b]);
        }
        var branch = type.Over(first == 0 ? null : outer.Adopt(op.inputs[0], op.name), gradients, op.name[(op.name.LastIndexOf('/') + 1)..] + "_grad");
        for (var i = 0; i < connected.Length; i++) result[inputs[connected[i]] + first] = Identity.Apply(branch.outputs[i]);
        return result;
    }

    /// <summary>The values of a function for its gradient: further outputs of the operation.</summary>
    private sealed class BranchValues(Operation branch, int first, FuncGraph function, FuncGraph[] others, FuncGraph gradient) : FunctionValues(function, gradient)
    {
        protected override bool RepeatsWork => false;

        protected override Tensor? Outside(Tensor tensor)
        {
            var at = tensor.op.type == "Placeholder" ? Function.Inputs.IndexOf(tensor) : -1;
            return at >= 0 ? branch.inputs[at + first] : null;
        }

        protected override Tensor Keep(Tensor tensor)
        {
            if (!Function.Kept.TryGetValue(tensor, out var output)) Function.Kept[tensor] = output = HandOut(tensor);
            return Gradient.Adopt(branch.outputs[output], Gradient.Name);
        }

        private int HandOut(Tensor tensor)
        {
            Function.Outputs.Add(tensor);
            foreach (var other in others)
            {
                using var graph = Enter(other);
                using var top = other.EnterScope(null);
                other.Outputs.Add(other.CreateOp(OpTable.Get("FakeParam"), "FakeParam", [], new NodeAttrs(("dtype", tensor.dtype.as_base_dtype()), ("shape", tensor.shape))).output);
            }
            branch.Attrs["Tout"] = (TF_DataType[])[.. branch.Attrs.Types("Tout"), tensor.dtype.as_base_dtype()];
            foreach (var name in new[] { "output_shapes", "_output_shapes" })
            {
                if (branch.Attrs.TryGet<Shape[]>(name, out var shapes)) branch.Attrs[name] = (Shape[])[.. shapes, tensor.shape];
            }
            branch.Grow([], [tensor.shape]);
            return branch.outputs.Length - 1;
        }
    }
}
