using Tensorflow.Ops;

namespace Tensorflow;

public sealed partial class TrainApi
{
    /// <summary>
    /// values[0] while x &lt;= boundaries[0], values[i] while boundaries[i-1] &lt; x &lt;= boundaries[i], the last value above.
    /// </summary>
    /// <param name="x">The step, usually; a number of any real type.</param>
    /// <param name="boundaries">Increasing, of the type of x (int32 serves for int64).</param>
    /// <param name="values">One more than boundaries, all of one type.</param>
    /// <param name="name">The scope; "PiecewiseConstant" unless given.</param>
    /// <exception cref="ValueError">Counts or types do not fit.</exception>
    public Tensor piecewise_constant(TensorLike x, IReadOnlyList<TensorLike> boundaries, IReadOnlyList<TensorLike> values, string? name = null)
    {
        if (values.Count != boundaries.Count + 1)
            throw new ValueError($"The length of boundaries should be 1 less than the length of values, but there are {boundaries.Count} boundaries and {values.Count} values.");
        var limits = boundaries.Select(b => b.ToTensor()).ToArray();
        var levels = values.Select(v => v.ToTensor()).ToArray();
        var step = x.ToTensor();
        for (var i = 0; i < limits.Length; i++) limits[i] = Limit(limits[i], step);
        foreach (var level in levels)
        {
            if (level.dtype.as_base_dtype() != levels[0].dtype.as_base_dtype())
                throw new ValueError($"Values must have elements all with the same dtype ({levels[0].dtype.as_numpy_name()} vs {level.dtype.as_numpy_name()}).");
        }
        using var scope = DefaultGraph.Current.EnterScope(name ?? "PiecewiseConstant");
        // A choice among numbers needs no branches: each boundary passed moves on to the next value.
        var result = levels[0];
        for (var i = 0; i < limits.Length; i++)
        {
            var passed = OpBuilder.Apply("Greater", null, [step, limits[i]]);
            result = OpBuilder.Apply("SelectV2", null, [passed, levels[i + 1], result]);
        }
        return result;
    }

    /// <summary>The same for plain numbers: <c>tf.train.piecewise_constant(step, new[] { 100, 200 }, new[] { 1f, 0.5f, 0.1f })</c>.</summary>
    public Tensor piecewise_constant<TBoundary, TValue>(TensorLike x, IEnumerable<TBoundary> boundaries, IEnumerable<TValue> values, string? name = null)
        where TBoundary : struct
        where TValue : struct =>
        piecewise_constant(x, [.. boundaries.Select(b => TensorLike.From(b))], [.. values.Select(v => TensorLike.From(v))], name);

    /// <summary>The newer name of <see cref="piecewise_constant(TensorLike, IReadOnlyList{TensorLike}, IReadOnlyList{TensorLike}, string)"/>.</summary>
    public Tensor piecewise_constant_decay(TensorLike x, IReadOnlyList<TensorLike> boundaries, IReadOnlyList<TensorLike> values, string? name = null) =>
        piecewise_constant(x, boundaries, values, name);

    /// <summary>The newer name of <see cref="piecewise_constant{TBoundary, TValue}"/>.</summary>
    public Tensor piecewise_constant_decay<TBoundary, TValue>(TensorLike x, IEnumerable<TBoundary> boundaries, IEnumerable<TValue> values, string? name = null)
        where TBoundary : struct
        where TValue : struct => piecewise_constant(x, boundaries, values, name);

    private static Tensor Limit(Tensor limit, Tensor step)
    {
        var (given, wanted) = (limit.dtype.as_base_dtype(), step.dtype.as_base_dtype());
        if (given == wanted) return limit;
        if (given == TF_DataType.TF_INT32 && wanted == TF_DataType.TF_INT64) return Numbers.Cast(limit, wanted);
        throw new ValueError($"Boundaries ({given.as_numpy_name()}) must have the same dtype as x ({wanted.as_numpy_name()}).");
    }
}
