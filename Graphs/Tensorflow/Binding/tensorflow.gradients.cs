using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>What tf.gradients gives for an x that the ys do not depend on.</summary>
public enum UnconnectedGradients
{
    /// <summary>Null.</summary>
    NONE,

    /// <summary>Zeros of the shape of x.</summary>
    ZERO,
}

public sealed partial class tensorflow
{
    /// <summary>
    /// The gradients d(sum of ys)/dx for each x, as new operations of the graph under the scope <c>gradients</c>; they can be
    /// differentiated again. A gather's gradient is an <see cref="Tensorflow.IndexedSlices"/>.
    /// </summary>
    /// <param name="ys">Tensors to differentiate.</param>
    /// <param name="xs">Tensors or variables to differentiate with respect to.</param>
    /// <param name="grad_ys">Weights (cotangents), one of the shape of each y; null means ones.</param>
    /// <param name="name">The scope, "gradients" unless given.</param>
    /// <param name="colocate_gradients_with_ops">Accepted: gradients are not placed on devices here.</param>
    /// <param name="gate_gradients">True makes the gradients of one operation available only together.</param>
    /// <param name="aggregation_method">Accepted: gradients that meet are always added by one AddN.</param>
    /// <param name="stop_gradients">Tensors that are taken as constants.</param>
    /// <param name="unconnected_gradients">What an x gets that the ys do not depend on.</param>
    /// <returns>One tensor for each x; null (or zeros) where the ys do not depend on it.</returns>
    /// <exception cref="LookupError">An operation on the way has no gradient.</exception>
    public Tensor?[] gradients(TensorLike ys, TensorLike xs, TensorLike grad_ys = default, string? name = null, bool colocate_gradients_with_ops = false,
        bool gate_gradients = false, int? aggregation_method = null, TensorLike stop_gradients = default, UnconnectedGradients unconnected_gradients = UnconnectedGradients.NONE)
    {
        var graph = DefaultGraph.Current;
        var ySide = Array.ConvertAll(List(ys), y => y.ToTensor("y"));
        var xSide = Array.ConvertAll(List(xs), x => x.AsRef ?? throw new TypeError("tf.gradients takes the xs as tensors or variables of the graph, but got a plain value."));
        var stops = Array.ConvertAll(List(stop_gradients), s => s.ToTensor());
        if (xSide.Length == 0 || ySide.Length == 0) throw new ValueError("tf.gradients needs at least one y and one x.");
        using var scope = graph.EnterScope(name ?? "gradients");
        Tensor?[]? weights = null;
        if (!grad_ys.IsNull)
        {
            var given = List(grad_ys);
            if (given.Length != ySide.Length) throw new ValueError($"tf.gradients got {ySide.Length} ys, but {given.Length} grad_ys; they must be equally many.");
            weights = [.. given.Select((g, i) => g.IsNull ? null : g.ToTensor($"grad_ys_{i}", ySide[i].dtype.as_base_dtype()))];
        }
        var result = GradientBuilder.Build(ySide, xSide, weights, stops, gate_gradients);
        if (unconnected_gradients == UnconnectedGradients.NONE) return result;
        return [.. result.Select((g, i) => g ?? Lists.Zero(xSide[i]))];
    }

    /// <summary>
    /// The matrices of second derivatives of the sum of ys with respect to each x: shape x.shape + x.shape.
    /// A loop makes them row by row, so the graph does not grow with x.
    /// </summary>
    /// <inheritdoc cref="gradients" path="/param"/>
    public Tensor[] hessians(TensorLike ys, TensorLike xs, string? name = null, bool colocate_gradients_with_ops = false, bool gate_gradients = false, int? aggregation_method = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "hessians");
        return Array.ConvertAll(List(xs), x => Hessian(ys, x, gate_gradients));
    }

    /// <summary>A sparse tensor by rows: <c>dense[indices[i]] += values[i]</c>, such as a gradient of <see cref="custom_gradient"/>.</summary>
    /// <param name="values">The rows.</param>
    /// <param name="indices">The place of each row.</param>
    /// <param name="dense_shape">The shape of the dense tensor; needed where it is to become dense.</param>
    public IndexedSlices IndexedSlices(Tensor values, Tensor indices, Tensor? dense_shape = null) => new(values, indices, dense_shape);

    /// <summary>Registers a gradient rule under a name, for <c>graph.gradient_override_map</c>. It gets the operation and the cotangents of its outputs.</summary>
    public void RegisterGradient(string op_type, Func<Operation, Tensor[], Tensor?[]> grad_func) =>
        GradientRegistry.Add(op_type, g => grad_func(g.Op, [.. Enumerable.Range(0, g.Op.outputs.Length).Select(g.Dy)]));

    /// <summary>
    /// A function with a gradient of its own: <paramref name="f"/> gives the result and a function from the result's cotangent
    /// to the arguments' cotangents.
    /// </summary>
    public Func<Tensor[], Tensor> custom_gradient(Func<Tensor[], (Tensor y, Func<Tensor, Tensor?[]> grad)> f) => args =>
    {
        var graph = DefaultGraph.Current;
        var inner = Array.ConvertAll(args, a => Identity.Apply(a));
        var (y, grad) = f(inner);
        // The result leaves through an IdentityN that also takes the arguments, so that the walk goes from there straight to them.
        var rule = GradientRegistry.AddUnnamed(g => [null, .. grad(g.Dy())]);
        using var overridden = graph.gradient_override_map(("IdentityN", rule));
        TensorLike all = new Tensor[] { y }.Concat(args).ToArray();
        return OpBuilder.ApplyMany("IdentityN", null, [all])[0];
    };

    // One row a component, made by a loop over the components of the gradient.
    private Tensor Hessian(TensorLike ys, TensorLike x, bool gate)
    {
        var tensor = x.ToTensor();
        var gradient = gradients(ys, x, gate_gradients: gate)[0] ?? throw new ValueError($"tf.hessians: the ys do not depend on {tensor}.");
        var flat = reshape(gradient, new[] { -1 });
        var count = size(tensor);
        var (_, rows) = while_loop((j, _) => j < count,
            (j, result) => (j + 1, result.write(j, gradients(gather(flat, j), x, gate_gradients: gate, unconnected_gradients: UnconnectedGradients.ZERO)[0]!)),
            (constant(0), TensorArray(tensor.dtype, count, element_shape: tensor.shape)));
        var dims = shape(tensor);
        var hessian = reshape(rows.stack(), concat(new[] { dims, dims }, 0));
        hessian.set_shape(tensor.shape.concatenate(tensor.shape));
        return hessian;
    }

    private static TensorLike[] List(TensorLike value) => value.Value switch
    {
        null => [],
        Tensor?[] tensors => Array.ConvertAll(tensors, t => (TensorLike)t),
        RefVariable[] variables => Array.ConvertAll(variables, v => (TensorLike)v),
        object[] objects => Array.ConvertAll(objects, TensorLike.From),
        TensorLike[] items => items,
        _ => [value],
    };
}
