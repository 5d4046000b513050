using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// The gradient of an If is an If whose branches are the gradients of its branches. The values that they need become outputs
/// of the If; in the branch that does not compute them a FakeParam stands for them.
/// </summary>
internal static class BranchGradient
{
    private static readonly string[] Branches = ["then_branch", "else_branch"];

    public static Tensor?[] Build(GradContext g)
    {
        var op = g.Op;
        var result = new Tensor?[op.inputs.Count];
        var functions = Array.ConvertAll(Branches, branch => Functional.Own(op, branch));
        int[] outputs = [.. Enumerable.Range(0, op.outputs.Length).Where(i => op.outputs[i].dtype.is_trainable() && g.DyOrNull(i) is not null)];
        int[] inputs = [.. Enumerable.Range(0, op.inputs.Count - 1).Where(i => op.inputs[i + 1].dtype.is_trainable() && g.IsNeeded(i + 1))];
        if (outputs.Length == 0 || inputs.Length == 0) return result;
        var dys = Array.ConvertAll(outputs, g.Dy);
        var outer = DefaultGraph.Current;
        var outputsBefore = op.outputs.Length;
        var gradients = new FuncGraph[2];
        var parts = new Tensor?[2][];
        for (var b = 0; b < 2; b++)
        {
            gradients[b] = new FuncGraph(outer.Functions.UniqueName(functions[b].Name, "_grad"), outer);
            gradients[b].Differentiated = new BranchValues(op, functions[b], functions[1 - b], gradients[b]);
            using var graph = gradients[b].as_default();
            var cotangents = Array.ConvertAll(dys, gradients[b].Capture);
            parts[b] = GradientBuilder.Build([.. outputs.Select(i => functions[b].Outputs[i])], [.. inputs.Select(i => functions[b].Inputs[i])], cotangents, [], gate: false);
        }
        int[] connected = [.. Enumerable.Range(0, inputs.Length).Where(i => parts[0][i] is not null || parts[1][i] is not null)];
        if (connected.Length == 0) return result;
        for (var b = 0; b < 2; b++)
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
            for (var b = 0; b < 2; b++) Functional.Changed(op, Branches[b], functions[b]);
        }
        var branch = Functional.If(outer.Adopt(op.inputs[0], op.name), gradients[0], gradients[1], op.name[(op.name.LastIndexOf('/') + 1)..] + "_grad");
        for (var i = 0; i < connected.Length; i++) result[inputs[connected[i]] + 1] = Identity.Apply(branch.outputs[i]);
        return result;
    }

    /// <summary>The values of a branch for its gradient: further outputs of the If.</summary>
    private sealed class BranchValues(Operation branch, FuncGraph function, FuncGraph other, FuncGraph gradient) : FunctionValues(function, gradient)
    {
        protected override bool RepeatsWork => false;

        protected override Tensor? Outside(Tensor tensor)
        {
            var at = tensor.op.type == "Placeholder" ? Function.Inputs.IndexOf(tensor) : -1;
            return at >= 0 ? branch.inputs[at + 1] : null;
        }

        protected override Tensor Keep(Tensor tensor)
        {
            if (!Function.Kept.TryGetValue(tensor, out var output)) Function.Kept[tensor] = output = HandOut(tensor);
            return Gradient.Adopt(branch.outputs[output], Gradient.Name);
        }

        private int HandOut(Tensor tensor)
        {
            Function.Outputs.Add(tensor);
            using (Enter(other))
            using (other.EnterScope(null))
                other.Outputs.Add(other.CreateOp(OpTable.Get("FakeParam"), "FakeParam", [], new NodeAttrs(("dtype", tensor.dtype.as_base_dtype()), ("shape", tensor.shape))).output);
            branch.Attrs["Tout"] = (TF_DataType[])[.. branch.Attrs.Types("Tout"), tensor.dtype.as_base_dtype()];
            branch.Attrs["output_shapes"] = (Shape[])[.. (Shape[])branch.Attrs["output_shapes"], tensor.shape];
            branch.Grow([], [tensor.shape]);
            return branch.outputs.Length - 1;
        }
    }
}
