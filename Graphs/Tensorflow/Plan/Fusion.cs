using Tensorflow.Kernels;
using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>
/// Joins nodes that one kernel can do in one pass over memory: a product (MatMul, Conv2D), the addition of a bias to its
/// last dimension, and an activation. Only where nobody else reads what lies between.
/// </summary>
internal static class Fusion
{
    private const string ActivationAttr = "_activation";

    // Of a sum with a bias; longer lists are not searched.
    private const int MostInputs = 2;

    public static void Run(PlanGraph graph)
    {
        var consumers = graph.Consumers();
        var fetched = new HashSet<PlanValue>(graph.Fetched.OfType<PlanValue>().Select(v => v.Root));
        var merged = new HashSet<PlanNode>();
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var product = graph.Nodes[i];
            if (FusedTypeOf(product) is not { } fusedType) continue;
            if (OnlyUser(product.Outputs[0]) is not { } sum || BiasOf(sum, product.Outputs[0]) is not { } bias) continue;
            var activation = OnlyUser(sum.Outputs[0]) is { } user && ActivationFor(user) != Activation.None ? user : null;
            var last = activation ?? sum;
            if (!product.Inputs.Concat(sum.Inputs).All(v => v.Shape.IsFullyDefined)) continue;
            if (product.Before.Count + sum.Before.Count + (activation?.Before.Count ?? 0) > 0) continue;
            var attrs = product.Attrs.Copy();
            attrs[ActivationAttr] = (long)(activation is null ? Activation.None : ActivationFor(activation));
            // It stands where its last part stood: by then all its inputs are made.
            var fused = new PlanNode(last.Id, fusedType, attrs, last.Origin, [product.Inputs[0], product.Inputs[1], bias]) { Outputs = last.Outputs };
            last.Outputs[0].Producer = fused;
            merged.Add(product);
            merged.Add(sum);
            merged.Add(last);
            graph.Nodes.Add(fused);
        }
        if (merged.Count == 0) return;
        graph.Nodes.RemoveAll(merged.Contains);
        graph.Nodes.Sort((a, b) => a.Id.CompareTo(b.Id));

        PlanNode? OnlyUser(PlanValue value) =>
            !fetched.Contains(value) && consumers.TryGetValue(value, out var users) && users.Count == 1 && users[0].Inputs.Length <= MostInputs && users[0].Inputs.Contains(value) && !merged.Contains(users[0]) ? users[0] : null;
    }

    /// <summary>The activation of a fused node.</summary>
    public static Activation ActivationOf(KernelContext k) => (Activation)k.Attrs.Int(ActivationAttr);

    private static OpType? FusedTypeOf(PlanNode node) => node.OpType.Name switch
    {
        "MatMul" when IsFloat(node) => FusedMatMul.Instance,
        "Conv2D" when IsFloat(node) && node.Attrs.String("data_format") == "NHWC" => FusedConv2D.Instance,
        _ => null,
    };

    private static bool IsFloat(PlanNode node) => node.Outputs[0].DType is TF_DataType.TF_FLOAT or TF_DataType.TF_DOUBLE && node.Outputs[0].Shape.IsFullyDefined;

    private static PlanValue? BiasOf(PlanNode sum, PlanValue product)
    {
        if (sum.OpType.Name is not ("AddV2" or "Add" or "BiasAdd") || sum.Outputs[0].Shape != product.Shape) return null;
        if (sum.OpType.Name == "BiasAdd" && sum.Attrs.String("data_format") != "NHWC") return null;
        if (sum.Inputs[0] == sum.Inputs[1]) return null;
        var bias = sum.Inputs[0] == product ? sum.Inputs[1] : sum.Inputs[0];
        return bias.Shape is { ndim: 1 } shape && shape[0] == product.Shape[-1] ? bias : null;
    }

    private static Activation ActivationFor(PlanNode node) => node.OpType.Name switch
    {
        "Relu" => Activation.Relu,
        "Sigmoid" => Activation.Sigmoid,
        "Tanh" => Activation.Tanh,
        _ => Activation.None,
    };
}
