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

    /// <summary>An operation that writes tensors and texts, separated by blanks, as one line.</summary>
    public Operation print(object[] inputs, string output_stream = "stderr", int summarize = 3, string sep = " ", string end = "\n", string? name = null)
    {
        const string place = "{}";
        var tensors = inputs.Where(i => TensorLike.From(i).AsTensor is not null).Select(i => TensorLike.From(i).AsTensor!).ToArray();
        var template = string.Join(sep, inputs.Select(i => TensorLike.From(i).AsTensor is not null ? place : i.ToString()));
        var line = OpBuilder.Apply("StringFormat", null, [tensors], ("template", template), ("placeholder", place), ("summarize", summarize));
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
    public Operation assert_equal(TensorLike x, TensorLike y, string? message = null, int? summarize = null, string? name = null) => debugging.assert_equal(x, y, message, summarize, name);

    /// <inheritdoc cref="DebuggingApi.assert_less"/>
    public Operation assert_less(TensorLike x, TensorLike y, string? message = null, int? summarize = null, string? name = null) => debugging.assert_less(x, y, message, summarize, name);

    /// <inheritdoc cref="DebuggingApi.assert_greater"/>
    public Operation assert_greater(TensorLike x, TensorLike y, string? message = null, int? summarize = null, string? name = null) => debugging.assert_greater(x, y, message, summarize, name);
}

/// <summary><c>tf.debugging</c>: operations that fail where a relation does not hold for every element.</summary>
public sealed class DebuggingApi
{
    internal DebuggingApi() { }

    /// <summary>Fails unless x == y everywhere.</summary>
    public Operation assert_equal(TensorLike x, TensorLike y, string? message = null, int? summarize = null, string? name = null) => Check("Equal", "==", "assert_equal", x, y, message, summarize, name);

    /// <summary>Fails unless x != y everywhere.</summary>
    public Operation assert_none_equal(TensorLike x, TensorLike y, string? message = null, int? summarize = null, string? name = null) => Check("NotEqual", "!=", "assert_none_equal", x, y, message, summarize, name);

    /// <summary>Fails unless x &lt; y everywhere.</summary>
    public Operation assert_less(TensorLike x, TensorLike y, string? message = null, int? summarize = null, string? name = null) => Check("Less", "<", "assert_less", x, y, message, summarize, name);

    /// <summary>Fails unless x &lt;= y everywhere.</summary>
    public Operation assert_less_equal(TensorLike x, TensorLike y, string? message = null, int? summarize = null, string? name = null) => Check("LessEqual", "<=", "assert_less_equal", x, y, message, summarize, name);

    /// <summary>Fails unless x &gt; y everywhere.</summary>
    public Operation assert_greater(TensorLike x, TensorLike y, string? message = null, int? summarize = null, string? name = null) => Check("Greater", ">", "assert_greater", x, y, message, summarize, name);

    /// <summary>Fails unless x &gt;= y everywhere.</summary>
    public Operation assert_greater_equal(TensorLike x, TensorLike y, string? message = null, int? summarize = null, string? name = null) => Check("GreaterEqual", ">=", "assert_greater_equal", x, y, message, summarize, name);

    /// <summary>The same tensor; a run fails with <paramref name="message"/> if it holds a NaN or an infinity.</summary>
    public Tensor check_numerics(TensorLike tensor, string message, string? name = null) => Binding.tf.check_numerics(tensor, message, name);

    /// <summary>The same tensor, available only once it is known to hold no NaN and no infinity.</summary>
    public Tensor assert_all_finite(TensorLike x, string message, string? name = null) => Binding.tf.verify_tensor_all_finite(x, message, name);

    private static Operation Check(string type, string sign, string scopeName, TensorLike x, TensorLike y, string? message, int? summarize, string? name)
    {
        var tf = Binding.tf;
        using var scope = DefaultGraph.Current.EnterScope(name ?? scopeName);
        var a = x.ToTensor("x", x.AsTensor is null && y.AsTensor is { } other ? other.dtype.as_base_dtype() : TF_DataType.DtInvalid);
        var b = y.ToTensor("y", y.AsTensor is null ? a.dtype.as_base_dtype() : TF_DataType.DtInvalid);
        var holds = tf.reduce_all(OpBuilder.Apply(type, null, [a, b]));
        if (ConstantValues.Of(holds) is { Count: 1 } known && !known.Span<bool>()[0])
            throw new InvalidArgumentError($"{message}{(message is null ? "" : "\n")}Condition x {sign} y did not hold element-wise: x is {a}, y is {b}.");
        return tf.Assert(holds, [message ?? "", $"Condition x {sign} y did not hold element-wise:", $"x ({a.name}) = ", a, $"y ({b.name}) = ", b], summarize);
    }
}
