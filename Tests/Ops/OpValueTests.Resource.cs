using Tensorflow;
using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops;

/// <summary>
/// The operations on handles. Those that have a form on references, whose values golden cases and formulas check, must change
/// a variable by the same bits; the rest is compared with values by hand.
/// </summary>
public partial class OpValueTests
{
    static readonly Dictionary<string, Action<ValueCheck>> s_resource = new(UpdatesOfHandles())
    {
        ["VarHandleOp"] = c => c.Gives(Resource([1, 2]).value(), [1, 2]),
        ["VarIsInitializedOp"] = c => c.Gives(Resource([1, 2]).is_initialized(), [1]),
        ["VariableShape"] = c =>
        {
            c.Gives(Node("VariableShape", Resource([1, 2, 3, 4, 5, 6], 2, 3)), [2, 3]);
            c.Gives(OpBuilder.Apply("VariableShape", null, [Resource([1, 2])], ("out_type", tf.int64)), [2]);
        },
        ["DestroyResourceOp"] = c =>
        {
            var variable = Resource([1, 2]);
            using var after = tf.control_dependencies([OpBuilder.ApplyOp("DestroyResourceOp", null, [variable])]);
            c.Gives(variable.is_initialized(), [0]);
        },
        ["AssignVariableOp"] = c => c.Gives(Resource([1, 2]).assign(new[] { 3.0, 4 }), [3, 4]),
        ["AssignAddVariableOp"] = c => c.Gives(Resource([1, 2]).assign_add(new[] { 3.0, 4 }), [4, 6]),
        ["AssignSubVariableOp"] = c => c.Gives(Resource([1, 2]).assign_sub(new[] { 3.0, 4 }), [-2, -2]),
        ["ResourceCountUpTo"] = c => c.Gives(tf.Variable(4, use_resource: true).count_up_to(5), [4]),
        ["ResourceGather"] = c =>
        {
            c.Gives(((ResourceVariable)Resource([1, 2, 3, 4, 5, 6], 3, 2)).sparse_read(new[] { 2, 0, 2 }), [5, 6, 1, 2, 5, 6]);
            c.Gives(OpBuilder.Apply("ResourceGather", null, [Resource([1, 2, 3, 4], 2, 2), new[,] { { 1L, 1 }, { 0, 1 } }], ("dtype", tf.float64), ("batch_dims", 1L)), [2, 2, 3, 4]);
        },
        ["ResourceGatherNd"] = c => c.Gives(Resource([1, 2, 3, 4, 5, 6], 3, 2).gather_nd(new[,] { { 2, 0 }, { 0, 1 } }), [5, 2]),
        ["ResourceScatterUpdate"] = c => c.Gives(tf.scatter_update(Resource([1, 2, 3]), new[] { 2, 0 }, new[] { 5.0, 7 }), [7, 2, 5]),
        ["ResourceScatterAdd"] = c => c.Gives(tf.scatter_add(Resource([1, 2, 3]), new[] { 2, 0, 2 }, new[] { 5.0, 7, 2 }), [8, 2, 10]),
        ["ResourceScatterSub"] = c => c.Gives(tf.scatter_sub(Resource([1, 2, 3]), new[] { 2, 0, 2 }, new[] { 5.0, 7, 2 }), [-6, 2, -4]),
        ["ResourceScatterMul"] = c => c.Gives(tf.scatter_mul(Resource([1, 2, 3]), new[] { 2, 0, 2 }, new[] { 5.0, 7, 2 }), [7, 2, 30]),
        ["ResourceScatterDiv"] = c => c.Gives(tf.scatter_div(Resource([8, 2, 12]), new[] { 2, 0, 2 }, new[] { 3.0, 4, 2 }), [2, 2, 2]),
        ["ResourceScatterMax"] = c => c.Gives(tf.scatter_max(Resource([1, 2, 3, 4], 2, 2), new[] { 1 }, new[,] { { 0.0, 9 } }), [1, 2, 3, 9]),
        ["ResourceScatterMin"] = c => c.Gives(tf.scatter_min(Resource([1, 2, 3, 4], 2, 2), new[] { 1 }, new[,] { { 0.0, 9 } }), [1, 2, 0, 4]),
        ["ResourceScatterNdUpdate"] = c => c.Gives(tf.scatter_nd_update(Resource([1, 2, 3, 4], 2, 2), new[,] { { 1, 0 }, { 0, 1 } }, new[] { 7.0, 8 }), [1, 8, 7, 4]),
        ["ResourceScatterNdAdd"] = c => c.Gives(tf.scatter_nd_add(Resource([1, 2, 3, 4], 2, 2), new[,] { { 1 }, { 1 } }, new[,] { { 7.0, 8 }, { 1, 1 } }), [1, 2, 11, 13]),
        ["ResourceScatterNdSub"] = c => c.Gives(tf.scatter_nd_sub(Resource([1, 2, 3, 4], 2, 2), new[,] { { 1, 1 } }, new[] { 7.0 }), [1, 2, 3, -3]),
        ["ResourceApplyKerasMomentum"] = c => DenseOfHandles(c, "ResourceApplyKerasMomentum", 1, [Rate], (s, g) =>
        {
            s[1] = 0.9 * s[1] - Rate * g;
            s[0] += s[1];
        }, after: [0.9]),
        ["ResourceApplyKerasMomentum, Nesterov"] = c => DenseOfHandles(c, "ResourceApplyKerasMomentum", 1, [Rate], (s, g) =>
        {
            s[1] = 0.9 * s[1] - Rate * g;
            s[0] += 0.9 * s[1] - Rate * g;
        }, after: [0.9], attrs: [("use_nesterov", true)]),
        ["ResourceSparseApplyKerasMomentum"] = c =>
        {
            var (w, a) = (Resource([1, 2, 3, 4], 2, 2), Resource([0.1, 0.2, 0.3, 0.4], 2, 2));
            var update = OpBuilder.ApplyOp("ResourceSparseApplyKerasMomentum", null, [w, a, Rate, new[,] { { 1.0, -1 } }, new[] { 1 }, 0.5]);
            using var after = tf.control_dependencies([update]);
            c.Gives(w.read_value(), [1, 2, 3 + 0.15 - 0.1, 4 + 0.2 + 0.1], 1e-12);
            c.Gives(a.read_value(), [0.1, 0.2, 0.15 - 0.1, 0.2 + 0.1], 1e-12);
        },
        ["ResourceApplyAdamWithAmsgrad"] = c => DenseOfHandles(c, "ResourceApplyAdamWithAmsgrad", 3, [0.9, 0.99, Rate, 0.9, 0.99, 1e-3], (s, g) =>
        {
            s[1] = 0.9 * s[1] + 0.1 * g;
            s[2] = 0.99 * s[2] + 0.01 * g * g;
            s[3] = Math.Max(s[3], s[2]);
            s[0] -= Rate * Math.Sqrt(1 - 0.99) / (1 - 0.9) * s[1] / (Math.Sqrt(s[3]) + 1e-3);
        }),
    };

    static ResourceVariable Resource(double[] values, params int[] dims) =>
        (ResourceVariable)tf.Variable(tf.constant(values, tf.float64, dims.Length == 0 ? new Shape([values.Length]) : new Shape(dims)), use_resource: true);

    static void DenseOfHandles(ValueCheck c, string type, int slots, double[] numbers, Action<double[], double> formula, double[]? after = null, (string, object?)[]? attrs = null)
    {
        var variables = Enumerable.Range(0, slots + 1).Select(i => Resource(Start(i, 3))).ToArray();
        TensorLike[] inputs = [.. variables.Select(v => (TensorLike)v), .. numbers.Select(n => (TensorLike)n), s_gradient, .. (after ?? []).Select(n => (TensorLike)n)];
        var update = OpBuilder.ApplyOp(type, null, inputs, attrs ?? []);
        using var controls = tf.control_dependencies([update]);
        Compare(c, variables, variables[0].read_value(), Enumerable.Range(0, 3), [.. s_gradient], formula);
    }

    /// <summary>Each optimizer's update in both forms on the same values, for all variables that it changes.</summary>
    static Dictionary<string, Action<ValueCheck>> UpdatesOfHandles() => OpTable.Operations
        .Where(op => op.Name.StartsWith("ResourceApply", StringComparison.Ordinal) || op.Name.StartsWith("ResourceSparseApply", StringComparison.Ordinal))
        .Where(op => OpTable.Has(op.Name["Resource".Length..]))
        .ToDictionary(op => op.Name, op => (Action<ValueCheck>)(c => BothForms(c, op.Name["Resource".Length..])));

    static void BothForms(ValueCheck c, string type)
    {
        var signature = OpTable.Get(type).Signature;
        var isSparse = signature.Inputs.Any(i => i.Name == "indices");
        var (references, handles) = (Run(useResource: false), Run(useResource: true));
        for (var i = 0; i < references.Length; i++) c.Same(references[i], handles[i]);

        Tensor[] Run(bool useResource)
        {
            var variables = new List<RefVariable>();
            TensorLike[] inputs = [.. signature.Inputs.Select(Input)];
            using var after = tf.control_dependencies([OpBuilder.ApplyOp(type, null, inputs)]);
            return [.. variables.Select(v => v.read_value())];

            TensorLike Input(ArgDef argument)
            {
                switch (argument.Name)
                {
                    case "grad" or "delta" when isSparse: return new[,] { { 0.3, -0.2, 0.7 }, { -0.6, 0.4, -1.4 } };
                    case "grad" or "delta": return new[,] { { 0.3, -0.2, 0.7 }, { -0.6, 0.4, -1.4 }, { 1, 2, -3 } };
                    case "indices": return new[] { 2, 0 };
                    case "global_step": return 3L;
                    case "lr_power": return -0.5;
                }
                if (!argument.IsRef) return 0.1 + 0.01 * variables.Count;
                variables.Add(tf.Variable(tf.constant(Start(variables.Count, 9), tf.float64, [3, 3]), use_resource: useResource));
                return variables[^1];
            }
        }
    }
}
