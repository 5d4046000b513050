using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>Einstein's summation of one or two operands: the product over equal labels, summed over labels that the result lacks.</summary>
internal sealed class Einsum() : OpType("Einsum", "inputs: N * T -> output: T; equation: string; N: int; T: number")
{
    public override void Infer(InferContext c)
    {
        var ranks = new int[c.InputCount];
        for (var i = 0; i < ranks.Length; i++)
        {
            if (!c.Input(i).HasRank) return;
            ranks[i] = c.Input(i).ndim;
        }

        var equation = EinsumEquation.Parse(c.Attrs.String("equation"), ranks);
        var sizes = new Dictionary<char, long>();
        for (var i = 0; i < ranks.Length; i++)
        {
            for (var d = 0; d < ranks[i]; d++)
            {
                var label = equation.Inputs[i][d];
                var size = c.Input(i)[d];
                if (!sizes.TryGetValue(label, out var known)) sizes[label] = size;
                else if (EinsumEquation.IsUnnamed(label)) sizes[label] = c.Broadcast(new Shape(known), new Shape(size))[0];
                else sizes[label] = c.MergeDim(known, size);
            }
        }

        c.Set(0, new Shape([.. equation.Output.Select(label => sizes.TryGetValue(label, out var size)
            ? size
            : throw c.Error($"The output label '{label}' of {c.Attrs.String("equation")} is in no input"))]));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var equation = EinsumEquation.Parse(g.Attrs.String("equation"), [.. g.Op.inputs.Select(Rank)]);
        var x = equation.Inputs;
        if (x.Length == 1) return [ToOperand(g, g.Input(0), x[0], equation.Output, null, "")];
        return [ToOperand(g, g.Input(0), x[0], equation.Output, g.Input(1), x[1]), ToOperand(g, g.Input(1), x[1], equation.Output, g.Input(0), x[0])];
    }

    private static int Rank(Tensor x) => x.shape.HasRank
        ? x.shape.ndim
        : throw new ValueError($"The gradient of an einsum needs the ranks of its operands; {x} has none. Give the placeholder a shape.");

    /// <summary>The cotangent of one operand: an einsum of dy and the other operand, repeated along labels that only this operand has.</summary>
    private static Tensor ToOperand(GradContext g, Tensor x, string labels, string output, Tensor? other, string otherLabels)
    {
        // Dimensions that broadcast are summed from the first one on, so they have to come first.
        int[] order = [.. Enumerable.Range(0, labels.Length).OrderBy(i => EinsumEquation.IsUnnamed(labels[i]) ? 0 : 1)];
        if (!order.AsSpan().SequenceEqual(Enumerable.Range(0, labels.Length).ToArray()))
        {
            var ordered = ToOperand(g, Node("Transpose", x, order), new string([.. order.Select(i => labels[i])]), output, other, otherLabels);
            return Node("Transpose", ordered, Enumerable.Range(0, order.Length).Select(i => Array.IndexOf(order, i)).ToArray());
        }
        var own = new string([.. labels.Where(label => !output.Contains(label) && !otherLabels.Contains(label))]);
        var reached = new string([.. (own.Length > 0 ? labels.Distinct() : labels).Where(label => !own.Contains(label))]);
        var gradient = other is null
            ? Apply(EinsumEquation.Write(reached, output), g.Dy())
            : Apply(EinsumEquation.Write(reached, output, otherLabels), g.Dy(), other);
        if (own.Length > 0) gradient = Repeated(x, gradient, labels, own);
        return labels.Any(EinsumEquation.IsUnnamed) ? BroadcastGradient.ToShapes(x, gradient, gradient, null)[0]! : gradient;
    }

    /// <summary>A cotangent over the other labels, repeated along own ones; a label that stands twice gives a diagonal.</summary>
    private static Tensor Repeated(Tensor x, Tensor gradient, string labels, string own)
    {
        var distinct = new string([.. labels.Distinct()]);
        var keeps = distinct.Select(label => own.Contains(label) ? 0 : 1).ToArray();
        var full = distinct.Length == labels.Length
            ? ShapeOf(x)
            : Node("GatherV2", ShapeOf(x), distinct.Select(label => labels.IndexOf(label)).ToArray(), 0);
        var kept = full * keeps + keeps.Select(keep => 1 - keep).ToArray();
        var repeated = Node("BroadcastTo", Node("Reshape", gradient, kept), full);
        return distinct.Length == labels.Length ? repeated : Apply(EinsumEquation.Write(labels, distinct), repeated);
    }

    private static Tensor Apply(string equation, params Tensor[] inputs) => OpBuilder.Apply("Einsum", null, [inputs], ("equation", equation));

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var plan = (EinsumPlan)(k.Prepared ??= new EinsumPlan(k.Attrs.String("equation"), [.. k.Inputs.Select(i => i.Dims)]));
            var a = Arranged<T>(k, 0, plan.A);
            if (plan.B is null)
            {
                Place(a, plan, k.Out<T>());
                return;
            }

            var b = Arranged<T>(k, 1, plan.B);
            var product = plan.ResultIsProduct ? k.Out<T>() : k.Scratch<T>(plan.ProductCount, 2);
            BatchProduct.Run(plan.TransposeA, plan.TransposeB, plan.M, plan.N, plan.K, a, [plan.Batch], b, [plan.Batch], product, [plan.Batch]);
            if (!plan.ResultIsProduct) Place<T>(product, plan, k.Out<T>());
        }

        private static ReadOnlySpan<T> Arranged<T>(KernelContext k, int input, EinsumPlan.Operand operand) where T : unmanaged, INumber<T>
        {
            if (operand.IsReady) return k.In<T>(input);
            var result = k.Scratch<T>(operand.Count, input);
            StridedSum.Run(k.In<T>(input), operand.Sizes, operand.Strides, operand.SumSizes, operand.SumStrides, result);
            return result;
        }

        private static void Place<T>(ReadOnlySpan<T> product, EinsumPlan plan, Span<T> output) where T : unmanaged, INumber<T>
        {
            output.Clear();
            StridedSum.Scatter(product, plan.ProductSizes, plan.OutputStrides, output);
        }
    }
}
