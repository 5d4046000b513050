using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Matrix products and their generalizations.</summary>
public sealed partial class tensorflow
{
    /// <summary>
    /// The matrix product of a and b, each transposed where asked for. With more than two dimensions the last two are
    /// matrices and those before them batches, which broadcast.
    /// </summary>
    /// <exception cref="ValueError">The inner dimensions differ.</exception>
    public Tensor matmul(TensorLike a, TensorLike b, bool transpose_a = false, bool transpose_b = false, bool adjoint_a = false, bool adjoint_b = false, string? name = null)
    {
        if (transpose_a && adjoint_a) throw new ValueError("Only one of transpose_a and adjoint_a can be True.");
        if (transpose_b && adjoint_b) throw new ValueError("Only one of transpose_b and adjoint_b can be True.");
        using var scope = name_scope(name ?? "MatMul");
        var type = a.TensorType ?? b.TensorType ?? TF_DataType.DtInvalid;
        var x = a.ToTensorBeside(type, "a");
        var y = b.ToTensorBeside(x.dtype.as_base_dtype(), "b");
        bool ta = transpose_a || adjoint_a, tb = transpose_b || adjoint_b;
        var isBatch = !x.shape.HasRank || x.shape.ndim > 2 || !y.shape.HasRank || y.shape.ndim > 2;
        return isBatch ? BatchMatMul.Apply(x, y, ta, tb, scope) : MatMul.Apply(x, y, ta, tb, scope);
    }

    /// <summary>Matrix products of the last two dimensions, each adjoint where asked for.</summary>
    public Tensor batch_matmul(TensorLike x, TensorLike y, bool adj_x = false, bool adj_y = false, string? name = null) =>
        BatchMatMul.Apply(x, y, adj_x, adj_y, name);

    /// <summary>
    /// Einstein's summation, such as <c>tf.einsum("bij,bjk->bik", a, b)</c>: the product over equal letters, summed over
    /// those that the result lacks. Without "->" the result has the letters that occur once, in alphabetical order.
    /// </summary>
    public Tensor einsum(string equation, params TensorLike[] inputs) => einsum(equation, inputs, null);

    /// <summary>The same with a name. More than two operands are multiplied from left to right.</summary>
    public Tensor einsum(string equation, TensorLike[] inputs, string? name)
    {
        var sides = equation.Replace(" ", "").Split("->");
        var operands = sides[0].Split(',');
        var output = sides.Length > 1 ? sides[1] : new string([.. sides[0].Where(char.IsLetter).GroupBy(l => l).Where(g => g.Count() == 1).Select(g => g.Key).Order()]);
        if (operands.Length != inputs.Length) throw new ValueError($"Expected {operands.Length} inputs for equation {equation} but got: {inputs.Length}");
        var result = inputs[0];
        var labels = operands[0];
        for (var i = 1; i < operands.Length - 1; i++)
        {
            var later = output + string.Concat(operands[(i + 1)..]);
            var kept = new string([.. (labels + operands[i]).Distinct().Where(later.Contains)]);
            result = OpBuilder.Apply("Einsum", null, [new[] { result, inputs[i] }], ("equation", $"{labels},{operands[i]}->{kept}"));
            labels = kept;
        }

        TensorLike[] last = operands.Length == 1 ? [result] : [result, inputs[^1]];
        var lastLabels = operands.Length == 1 ? labels : $"{labels},{operands[^1]}";
        return OpBuilder.Apply("Einsum", name, [last], ("equation", $"{lastLabels}->{output}"));
    }

    /// <summary>The product summed over the last <paramref name="axes"/> axes of a and the first ones of b.</summary>
    public Tensor tensordot(TensorLike a, TensorLike b, int axes, string? name = null)
    {
        Tensor x = a.ToTensor("a"), y = b.ToTensor("b");
        if (axes < 0 || x.shape.HasRank && axes > x.shape.ndim) throw new ValueError($"`axes` must be between 0 and the number of dimensions of `a` ({x.shape.ndim}), but it is {axes}.");
        int[] first = [.. Enumerable.Range(0, axes)];
        // Counted from the end, so that the rank need not be known.
        return tensordot(x, y, [[.. first.Select(i => i - axes + Math.Max(0, x.shape.ndim))], first], name);
    }

    /// <summary>The product of a and b summed over pairs of axes: axes[0] of a with axes[1] of b.</summary>
    /// <exception cref="ValueError">The axes are not as many for a as for b.</exception>
    public Tensor tensordot(TensorLike a, TensorLike b, int[][] axes, string? name = null)
    {
        if (axes.Length != 2 || axes[0].Length != axes[1].Length)
            throw new ValueError("Different number of contraction axes for `a` and `b`: axes must be two lists of one length.");
        using var scope = name_scope(name ?? "Tensordot");
        Tensor x = a.ToTensor("a"), y = b.ToTensor("b");
        var (left, leftFree) = Flattened(x, axes[0], flipped: false);
        var (right, rightFree) = Flattened(y, axes[1], flipped: true);
        var product = matmul(left, right);
        if (leftFree is int[] l && rightFree is int[] r)
        {
            int[] shape = [.. l, .. r];
            return product.shape == new Shape(shape) ? product : OpBuilder.Apply("Reshape", scope, [product, shape]);
        }

        var dims = OpBuilder.Apply("ConcatV2", "concat", [new[] { FreeDims(leftFree), FreeDims(rightFree) }, 0]);
        var result = OpBuilder.Apply("Reshape", scope, [product, dims]);
        if (x.shape.HasRank && y.shape.HasRank) result.set_shape(StaticFree(x, axes[0]).concatenate(StaticFree(y, axes[1])));
        return result;
    }

    private static Tensor FreeDims(object dims) => dims is int[] known ? Const.Apply(TensorValue.Vector(known)) : (Tensor)dims;

    private static Shape StaticFree(Tensor x, int[] axes)
    {
        var rank = x.shape.ndim;
        return new Shape([.. Enumerable.Range(0, rank).Where(i => !axes.Contains(i) && !axes.Contains(i - rank)).Select(i => x.shape[i])]);
    }

    /// <summary>x as a matrix [free, summed] (or the other way round), and its free dimensions: numbers if known, else a tensor.</summary>
    private (Tensor Matrix, object FreeDims) Flattened(Tensor x, int[] axes, bool flipped)
    {
        if (!x.shape.HasRank) return FlattenedDynamically(x, axes, flipped);
        var rank = x.shape.ndim;
        int[] summed = [.. axes.Select(axis => axis < 0 ? axis + rank : axis)];
        int[] free = [.. Enumerable.Range(0, rank).Except(summed)];
        if (x.shape.IsFullyDefined)
        {
            var dims = x.shape.ToInts();
            int[] freeDims = [.. free.Select(i => dims[i])];
            int freeSize = freeDims.Aggregate(1, (p, d) => p * d), summedSize = summed.Aggregate(1, (p, i) => p * dims[i]);
            int[] order = flipped ? [.. summed, .. free] : [.. free, .. summed];
            int[] shape = flipped ? [summedSize, freeSize] : [freeSize, summedSize];
            var moved = order.SequenceEqual(Enumerable.Range(0, rank)) ? x : OpBuilder.Apply("Transpose", "transpose", [x, order]);
            return (moved.shape == new Shape(shape) ? moved : OpBuilder.Apply("Reshape", null, [moved, shape]), freeDims);
        }

        return Flattened(x, Const.Apply(TensorValue.Vector(summed), "axes"), Const.Apply(TensorValue.Vector(free), "free"), flipped);
    }

    private (Tensor Matrix, object FreeDims) FlattenedDynamically(Tensor x, int[] axes, bool flipped)
    {
        var rank = this.rank(x);
        Tensor given = Const.Apply(TensorValue.Vector(axes), "axes");
        var summed = where(given >= 0, given, given + rank);
        var free = setdiff1d(range(0, rank), summed).Item1;
        return Flattened(x, summed, free, flipped);
    }

    private (Tensor Matrix, object FreeDims) Flattened(Tensor x, Tensor summedAxes, Tensor freeAxes, bool flipped)
    {
        var all = OpBuilder.Apply("Shape", null, [x]);
        Tensor freeShape = OpBuilder.Apply("GatherV2", null, [all, freeAxes, 0]), summedShape = OpBuilder.Apply("GatherV2", null, [all, summedAxes, 0]);
        Tensor freeCount = reduce_prod(freeShape), summedCount = reduce_prod(summedShape);
        var permutation = OpBuilder.Apply("ConcatV2", "concat", [flipped ? new[] { summedAxes, freeAxes } : [freeAxes, summedAxes], 0]);
        var matrix = OpBuilder.Apply("Pack", "stack", [flipped ? new[] { summedCount, freeCount } : [freeCount, summedCount]]);
        return (OpBuilder.Apply("Reshape", null, [OpBuilder.Apply("Transpose", "transpose", [x, permutation]), matrix]), freeShape);
    }
}
