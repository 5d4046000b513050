using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Looking into a running graph, and making it fail where something is wrong.</summary>
public sealed partial class tensorflow
{
    /// <summary>Checks that stop a run; also under their short names in <c>tf</c>.</summary>
    public DebuggingApi debugging { get; } = new();

    /// <summary>The same tensor; each run (the first <paramref name="first_n"/> if given) writes the message and the first <paramref name="summarize"/> (3) elements of each of <paramref name="data"/> to standard error.</summary>
    public Tensor Print(TensorLike input_, TensorLike[] data, string? message = null, int? first_n = null, int? summarize = null, string? name = null) =>
        OpBuilder.Apply("Print", name, [input_, data], ("message", message ?? ""), ("first_n", first_n ?? -1), ("summarize", summarize ?? 3));

    /// <summary>An operation that writes tensors and texts, separated by blanks, as one line. Texts in tensors are quoted, but for a scalar that stands alone.</summary>
    public Operation print(object[] inputs, string output_stream = "stderr", int summarize = 3, string sep = " ", string end = "\n", string? name = null)
    {
        const string place = "{}";
        var tensors = inputs.Where(i => TensorLike.From(i).IsTensor).Select(i => TensorLike.From(i).AsTensor!).ToArray();
        var template = string.Join(sep, inputs.Select(i => TensorLike.From(i).IsTensor ? place : i.ToString()));
        var isText = inputs.Length == 1 && tensors is [{ dtype: TF_DataType.TF_STRING, rank: 0 }];
        var line = isText ? tensors[0] : OpBuilder.Apply("StringFormat", null, [tensors], ("template", template), ("placeholder", place), ("summarize", summarize));
        return OpBuilder.ApplyOp("PrintV2", name, [line], ("output_stream", output_stream), ("end", end));
    }

    /// <summary>An operation that fails, showing <paramref name="data"/>, if the condition is false. Let others wait for it by tf.control_dependencies.</summary>
    public Operation Assert(TensorLike condition, TensorLike[] data, int? summarize = null, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "Assert");
        return OpBuilder.ApplyOp("Assert", "Assert", [condition, data], ("summarize", summarize ?? 3));
    }

    /// <summary>The same tensor; a run fails with <paramref name="message"/> if it holds a NaN or an infinity.</summary>
    public Tensor check_numerics(TensorLike tensor, string message, string? name = null) => OpBuilder.Apply("CheckNumerics", name, [tensor], ("message", message));

    /// <summary>The same tensor, available only once it is known to hold no NaN and no infinity.</summary>
    public Tensor verify_tensor_all_finite(TensorLike t, string msg, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "VerifyFinite");
        var x = t.ToTensor("x");
        using var beside = DefaultGraph.Current.EnterColocation(x.op);
        var check = check_numerics(x, msg);
        using var controls = control_dependencies(new[] { check });
        return identity(x, "control_dependency");
    }

    /// <inheritdoc cref="DebuggingApi.assert_equal"/>
    public Operation assert_equal(TensorLike x, TensorLike y, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        debugging.assert_equal(x, y, data, summarize, message, name);

    /// <inheritdoc cref="DebuggingApi.assert_none_equal"/>
    public Operation assert_none_equal(TensorLike x, TensorLike y, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        debugging.assert_none_equal(x, y, data, summarize, message, name);

    /// <inheritdoc cref="DebuggingApi.assert_less"/>
    public Operation assert_less(TensorLike x, TensorLike y, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        debugging.assert_less(x, y, data, summarize, message, name);

    /// <inheritdoc cref="DebuggingApi.assert_less_equal"/>
    public Operation assert_less_equal(TensorLike x, TensorLike y, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        debugging.assert_less_equal(x, y, data, summarize, message, name);

    /// <inheritdoc cref="DebuggingApi.assert_greater"/>
    public Operation assert_greater(TensorLike x, TensorLike y, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        debugging.assert_greater(x, y, data, summarize, message, name);

    /// <inheritdoc cref="DebuggingApi.assert_greater_equal"/>
    public Operation assert_greater_equal(TensorLike x, TensorLike y, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        debugging.assert_greater_equal(x, y, data, summarize, message, name);

    /// <inheritdoc cref="DebuggingApi.assert_positive"/>
    public Operation assert_positive(TensorLike x, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        debugging.assert_positive(x, data, summarize, message, name);

    /// <inheritdoc cref="DebuggingApi.assert_negative"/>
    public Operation assert_negative(TensorLike x, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        debugging.assert_negative(x, data, summarize, message, name);

    /// <inheritdoc cref="DebuggingApi.assert_non_negative"/>
    public Operation assert_non_negative(TensorLike x, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        debugging.assert_non_negative(x, data, summarize, message, name);

    /// <inheritdoc cref="DebuggingApi.assert_non_positive"/>
    public Operation assert_non_positive(TensorLike x, TensorLike[]? data = null, int? summarize = null, string? message = null, string? name = null) =>
        debugging.assert_non_positive(x, data, summarize, message, name);

    /// <inheritdoc cref="DebuggingApi.assert_rank"/>
    public Operation assert_rank(TensorLike x, int rank, string? message = null, string? name = null) => debugging.assert_rank(x, rank, message, name);

    /// <inheritdoc cref="DebuggingApi.assert_rank_at_least"/>
    public Operation assert_rank_at_least(TensorLike x, int rank, string? message = null, string? name = null) => debugging.assert_rank_at_least(x, rank, message, name);

    /// <inheritdoc cref="DebuggingApi.assert_type"/>
    public Operation assert_type(TensorLike tensor, TF_DataType tf_type, string? message = null, string? name = null) => debugging.assert_type(tensor, tf_type, message, name);
}
