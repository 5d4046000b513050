using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// <c>tf.debugging</c>: operations that fail where something does not hold for every element. Let others wait for them by
/// tf.control_dependencies. What is known to fail when the graph is built fails there. <c>data</c> is what the error shows, the
/// operands unless given, with <c>summarize</c> (3) elements of each.
/// </summary>
public sealed class DebuggingApi
{
    internal DebuggingApi() { }

    private static tensorflow tf => Binding.tf;

    /// <summary>Fails unless x == y everywhere.</summary>
    public Operation assert_equal(TensorLike x, TensorLike y, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        Check("Equal", "==", "assert_equal", x, y, data, summarize, message, name);

    /// <summary>Fails unless x != y everywhere.</summary>
    public Operation assert_none_equal(TensorLike x, TensorLike y, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        Check("NotEqual", "!=", "assert_none_equal", x, y, data, summarize, message, name);

    /// <summary>Fails unless x &lt; y everywhere.</summary>
    public Operation assert_less(TensorLike x, TensorLike y, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        Check("Less", "<", "assert_less", x, y, data, summarize, message, name);

    /// <summary>Fails unless x &lt;= y everywhere.</summary>
    public Operation assert_less_equal(TensorLike x, TensorLike y, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        Check("LessEqual", "<=", "assert_less_equal", x, y, data, summarize, message, name);

    /// <summary>Fails unless x &gt; y everywhere.</summary>
    public Operation assert_greater(TensorLike x, TensorLike y, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        Check("Greater", ">", "assert_greater", x, y, data, summarize, message, name);

    /// <summary>Fails unless x &gt;= y everywhere.</summary>
    public Operation assert_greater_equal(TensorLike x, TensorLike y, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        Check("GreaterEqual", ">=", "assert_greater_equal", x, y, data, summarize, message, name);

    /// <summary>Fails unless x &gt; 0 everywhere.</summary>
    public Operation assert_positive(TensorLike x, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        CheckSign("Less", zeroFirst: true, "> 0", "assert_positive", x, data, summarize, message, name);

    /// <summary>Fails unless x &lt; 0 everywhere.</summary>
    public Operation assert_negative(TensorLike x, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        CheckSign("Less", zeroFirst: false, "< 0", "assert_negative", x, data, summarize, message, name);

    /// <summary>Fails unless x &gt;= 0 everywhere.</summary>
    public Operation assert_non_negative(TensorLike x, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        CheckSign("LessEqual", zeroFirst: true, ">= 0", "assert_non_negative", x, data, summarize, message, name);

    /// <summary>Fails unless x &lt;= 0 everywhere.</summary>
    public Operation assert_non_positive(TensorLike x, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        CheckSign("LessEqual", zeroFirst: false, "<= 0", "assert_non_positive", x, data, summarize, message, name);

    /// <summary>Fails unless the tensor has this rank: at once where the rank is known, else in a run.</summary>
    /// <exception cref="ValueError">The rank is known and is another.</exception>
    public Operation assert_rank(TensorLike x, int rank, string? message = null, string? name = null) =>
        CheckRank("Equal", x, rank, (has, wanted) => has == wanted, "rank", "assert_rank", message, name);

    /// <summary>Fails unless the tensor has this rank or more: at once where the rank is known, else in a run.</summary>
    /// <exception cref="ValueError">The rank is known and is smaller.</exception>
    public Operation assert_rank_at_least(TensorLike x, int rank, string? message = null, string? name = null) =>
        CheckRank("GreaterEqual", x, rank, (has, wanted) => has >= wanted, "rank at least", "assert_rank_at_least", message, name);

    /// <summary>Fails at once unless the tensor has this type.</summary>
    /// <exception cref="TypeError">It has another.</exception>
    public Operation assert_type(TensorLike tensor, TF_DataType tf_type, string? message = null, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "assert_type");
        var x = tensor.ToTensor("tensor");
        if (x.dtype.as_base_dtype() != tf_type.as_base_dtype())
            throw new TypeError($"{Begin(message)}{x} must be of type {tf_type.as_numpy_name()} (made at {x.op.DefinedAt}). Use tf.cast.");
        return tf.no_op("statically_determined_correct_type");
    }

    /// <summary>The same tensor; a run fails with <paramref name="message"/> if it holds a NaN or an infinity.</summary>
    public Tensor check_numerics(TensorLike tensor, string message, string? name = null) => tf.check_numerics(tensor, message, name);

    /// <summary>The same tensor, available only once it is known to hold no NaN and no infinity.</summary>
    public Tensor assert_all_finite(TensorLike x, string message, string? name = null) => tf.verify_tensor_all_finite(x, message, name);

    private static Operation Check(string type, string sign, string scopeName, TensorLike x, TensorLike y, TensorLike[]? data, int? summarize, string? message, string? name)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? scopeName);
        var a = x.ToTensorBeside(y.TensorType ?? TF_DataType.DtInvalid, "x");
        var b = y.ToTensorBeside(a.dtype.as_base_dtype(), "y");
        var holds = tf.reduce_all(OpBuilder.Apply(type, null, [a, b]));
        var condition = $"Condition x {sign} y did not hold element-wise:";
        if (IsFalse(holds)) throw new InvalidArgumentError($"{Begin(message)}{condition} x is {a}, y is {b}.");
        return tf.Assert(holds, data ?? [message ?? "", condition, $"x ({a.name}) = ", a, $"y ({b.name}) = ", b], summarize);
    }

    private static Operation CheckSign(string type, bool zeroFirst, string sign, string scopeName, TensorLike x, TensorLike[]? data, int? summarize, string? message, string? name)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? scopeName);
        var a = x.ToTensor("x");
        var zero = ((TensorLike)0).ToTensor("Const", a.dtype.as_base_dtype());
        var holds = tf.reduce_all(zeroFirst ? OpBuilder.Apply(type, null, [zero, a]) : OpBuilder.Apply(type, null, [a, zero]));
        var condition = $"Condition x {sign} did not hold element-wise:";
        if (IsFalse(holds)) throw new InvalidArgumentError($"{Begin(message)}{condition} x is {a}.");
        return tf.Assert(holds, data ?? [message ?? "", condition, $"x ({a.name}) = ", a], summarize);
    }

    private static Operation CheckRank(string type, TensorLike x, int rank, Func<int, int, bool> holds, string what, string scopeName, string? message, string? name)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? scopeName);
        var a = x.ToTensor("x");
        if (a.shape.HasRank)
        {
            if (holds(a.shape.ndim, rank)) return tf.no_op("static_checks_determined_all_ok");
            throw new ValueError($"{Begin(message)}Tensor {a.name} must have {what} {rank}. Received rank {a.shape.ndim}, shape {a.shape} (made at {a.op.DefinedAt}). Use tf.reshape.");
        }
        var actual = tf.rank(a);
        return tf.Assert(OpBuilder.Apply(type, null, [actual, rank]), [message ?? "", $"Tensor {a.name} must have {what}", rank, "Received shape: ", tf.shape(a)]);
    }

    private static bool IsFalse(Tensor condition) => ConstantValues.Of(condition) is { Count: 1 } known && !known.Span<bool>()[0];

    private static string Begin(string? message) => string.IsNullOrEmpty(message) ? "" : message + "\n";
}
