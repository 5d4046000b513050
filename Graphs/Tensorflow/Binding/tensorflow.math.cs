using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Functions of one or two tensors, element by element. Two operands broadcast against each other as in NumPy.</summary>
public sealed partial class tensorflow
{
    /// <summary>x + y.</summary>
    public Tensor add(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply(IsString(x, y) ? "Add" : "AddV2", name ?? "Add", [x, y]);

    /// <summary>x / y as Python 3 divides: integers become floating point first.</summary>
    public Tensor divide(TensorLike x, TensorLike y, string? name = null) => BinaryOperators.Divide(x, y, name);

    /// <summary>x / y as Python 3 divides: integers become floating point first.</summary>
    public Tensor truediv(TensorLike x, TensorLike y, string? name = null) => BinaryOperators.Divide(x, y, name);

    /// <summary>x / y as Python 2 divides: integers are rounded down.</summary>
    public Tensor div(TensorLike x, TensorLike y, string? name = null)
    {
        var type = x.TensorType ?? y.TensorType ?? x.ToTensor("x").dtype;
        return OpBuilder.Apply(type.is_floating() ? "RealDiv" : "FloorDiv", name ?? "div", [x, y]);
    }

    /// <summary>Whether exactly one of x and y is true.</summary>
    public Tensor logical_xor(TensorLike x, TensorLike y, string name = "LogicalXor") =>
        logical_and(logical_or(x, y), logical_not(logical_and(x, y)), name);

    /// <summary>Not x.</summary>
    public Tensor logical_not(TensorLike x, string? name = null) => OpBuilder.Apply("LogicalNot", name, [x]);

    /// <summary>|x - y| &lt; tolerance, for tensors of one shape.</summary>
    public Tensor approximate_equal(TensorLike x, TensorLike y, float tolerance = 1e-5f, string? name = null) =>
        OpBuilder.Apply("ApproximateEqual", name, [x, y], ("tolerance", tolerance));

    /// <summary>log(sigmoid(x)), computed as -softplus(-x).</summary>
    public Tensor log_sigmoid(TensorLike x, string? name = null)
    {
        using var scope = name_scope(name ?? "LogSigmoid");
        return negative(OpBuilder.Apply("Softplus", null, [negative(x.ToTensor("x"))]), scope);
    }

    /// <summary>scalar x; keeps gradients of gathers sparse.</summary>
    public Tensor scalar_mul(TensorLike scalar, TensorLike x, string? name = null)
    {
        if (x.Value is IndexedSlices slices) return new IndexedSlices(multiply(scalar, slices.values, name), slices.indices, slices.dense_shape);
        var tensor = x.ToTensor("x");
        return multiply(scalar.ToTensor("scalar", tensor.dtype.as_base_dtype()), tensor, name);
    }

    /// <summary>
    /// The same numbers in another type: fractions are cut off towards zero, a number is true where it is not 0. A tensor
    /// that has the type already is returned as it is.
    /// </summary>
    public Tensor cast(TensorLike x, TF_DataType dtype, string? name = null)
    {
        if (x.TensorType == dtype.as_base_dtype()) return x.ToTensor();
        using var scope = name_scope(name ?? "Cast");
        var value = x.ToTensor("x");
        return value.dtype.as_base_dtype() == dtype.as_base_dtype() ? value : OpBuilder.Apply("Cast", scope, [value], ("DstT", dtype.as_base_dtype()));
    }

    /// <summary>x as float32.</summary>
    public Tensor to_float(TensorLike x, string name = "ToFloat") => cast(x, TF_DataType.TF_FLOAT, name);

    /// <summary>x as float64.</summary>
    public Tensor to_double(TensorLike x, string name = "ToDouble") => cast(x, TF_DataType.TF_DOUBLE, name);

    /// <summary>x as int32; fractions are cut off towards zero.</summary>
    public Tensor to_int32(TensorLike x, string name = "ToInt32") => cast(x, TF_DataType.TF_INT32, name);

    /// <summary>x as int64; fractions are cut off towards zero.</summary>
    public Tensor to_int64(TensorLike x, string name = "ToInt64") => cast(x, TF_DataType.TF_INT64, name);

    /// <summary>x limited to [clip_value_min, clip_value_max].</summary>
    public Tensor clip_by_value(TensorLike t, TensorLike clip_value_min, TensorLike clip_value_max, string? name = null)
    {
        using var scope = name_scope(name ?? "clip_by_value");
        var slices = t.Value as IndexedSlices;
        var clipped = maximum(minimum(slices?.values ?? t.ToTensor("t"), clip_value_max), clip_value_min, scope);
        return slices is null ? clipped : new IndexedSlices(clipped, slices.indices, slices.dense_shape);
    }

    /// <summary>-x.</summary>
    public Tensor negative(TensorLike x, string? name = null) => OpBuilder.Apply("Neg", name, [x]);

    /// <summary>|x|.</summary>
    public Tensor abs(TensorLike x, string? name = null) => OpBuilder.Apply("Abs", name, [x]);

    /// <summary>-1, 0 or 1 as x is below, at or above 0.</summary>
    public Tensor sign(TensorLike x, string? name = null) => OpBuilder.Apply("Sign", name, [x]);

    /// <summary>x^2.</summary>
    public Tensor square(TensorLike x, string? name = null) => OpBuilder.Apply("Square", name, [x]);

    /// <summary>The square root of x.</summary>
    public Tensor sqrt(TensorLike x, string? name = null) => OpBuilder.Apply("Sqrt", name, [x]);

    /// <summary>1 / sqrt(x).</summary>
    public Tensor rsqrt(TensorLike x, string? name = null) => OpBuilder.Apply("Rsqrt", name, [x]);

    /// <summary>1 / x.</summary>
    public Tensor reciprocal(TensorLike x, string? name = null) => OpBuilder.Apply("Reciprocal", name, [x]);

    /// <summary>e^x.</summary>
    public Tensor exp(TensorLike x, string? name = null) => OpBuilder.Apply("Exp", name, [x]);

    /// <summary>e^x - 1, exact for small x.</summary>
    public Tensor expm1(TensorLike x, string? name = null) => OpBuilder.Apply("Expm1", name, [x]);

    /// <summary>The natural logarithm of x.</summary>
    public Tensor log(TensorLike x, string? name = null) => OpBuilder.Apply("Log", name, [x]);

    /// <summary>log(1 + x), exact for small x.</summary>
    public Tensor log1p(TensorLike x, string? name = null) => OpBuilder.Apply("Log1p", name, [x]);

    /// <summary>sin(x), x in radians.</summary>
    public Tensor sin(TensorLike x, string? name = null) => OpBuilder.Apply("Sin", name, [x]);

    /// <summary>cos(x), x in radians.</summary>
    public Tensor cos(TensorLike x, string? name = null) => OpBuilder.Apply("Cos", name, [x]);

    /// <summary>tan(x), x in radians.</summary>
    public Tensor tan(TensorLike x, string? name = null) => OpBuilder.Apply("Tan", name, [x]);

    /// <summary>The angle in [-pi/2, pi/2] whose sine is x; NaN outside [-1, 1].</summary>
    public Tensor asin(TensorLike x, string? name = null) => OpBuilder.Apply("Asin", name, [x]);

    /// <summary>The angle in [0, pi] whose cosine is x; NaN outside [-1, 1].</summary>
    public Tensor acos(TensorLike x, string? name = null) => OpBuilder.Apply("Acos", name, [x]);

    /// <summary>The angle in [-pi/2, pi/2] whose tangent is x.</summary>
    public Tensor atan(TensorLike x, string? name = null) => OpBuilder.Apply("Atan", name, [x]);

    /// <summary>(e^x - e^-x) / 2.</summary>
    public Tensor sinh(TensorLike x, string? name = null) => OpBuilder.Apply("Sinh", name, [x]);

    /// <summary>(e^x + e^-x) / 2.</summary>
    public Tensor cosh(TensorLike x, string? name = null) => OpBuilder.Apply("Cosh", name, [x]);

    /// <summary>The hyperbolic tangent of x, in [-1, 1].</summary>
    public Tensor tanh(TensorLike x, string? name = null) => OpBuilder.Apply("Tanh", name, [x]);

    /// <summary>The inverse of sinh.</summary>
    public Tensor asinh(TensorLike x, string? name = null) => OpBuilder.Apply("Asinh", name, [x]);

    /// <summary>The inverse of cosh; NaN below 1.</summary>
    public Tensor acosh(TensorLike x, string? name = null) => OpBuilder.Apply("Acosh", name, [x]);

    /// <summary>The inverse of tanh; NaN outside [-1, 1].</summary>
    public Tensor atanh(TensorLike x, string? name = null) => OpBuilder.Apply("Atanh", name, [x]);

    /// <summary>1 / (1 + e^-x).</summary>
    public Tensor sigmoid(TensorLike x, string? name = null) => OpBuilder.Apply("Sigmoid", name, [x]);

    /// <summary>2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.</summary>
    public Tensor erf(TensorLike x, string? name = null) => OpBuilder.Apply("Erf", name, [x]);

    /// <summary>1 - erf(x).</summary>
    public Tensor erfc(TensorLike x, string? name = null) => OpBuilder.Apply("Erfc", name, [x]);

    /// <summary>log|Gamma(x)|.</summary>
    public Tensor lgamma(TensorLike x, string? name = null) => OpBuilder.Apply("Lgamma", name, [x]);

    /// <summary>The derivative of log|Gamma(x)|.</summary>
    public Tensor digamma(TensorLike x, string? name = null) => OpBuilder.Apply("Digamma", name, [x]);

    /// <summary>The greatest whole number not above x.</summary>
    public Tensor floor(TensorLike x, string? name = null) => OpBuilder.Apply("Floor", name, [x]);

    /// <summary>The least whole number not below x.</summary>
    public Tensor ceil(TensorLike x, string? name = null) => OpBuilder.Apply("Ceil", name, [x]);

    /// <summary>The nearest whole number, halves to even.</summary>
    public Tensor round(TensorLike x, string? name = null) => OpBuilder.Apply("Round", name, [x]);

    /// <summary>The nearest whole number, halves to even.</summary>
    public Tensor rint(TensorLike x, string? name = null) => OpBuilder.Apply("Rint", name, [x]);

    /// <summary>Whether x is not a number.</summary>
    public Tensor is_nan(TensorLike x, string? name = null) => OpBuilder.Apply("IsNan", name, [x]);

    /// <summary>Whether x is infinite.</summary>
    public Tensor is_inf(TensorLike x, string? name = null) => OpBuilder.Apply("IsInf", name, [x]);

    /// <summary>Whether x is neither infinite nor NaN.</summary>
    public Tensor is_finite(TensorLike x, string? name = null) => OpBuilder.Apply("IsFinite", name, [x]);

    /// <summary>x - y.</summary>
    public Tensor subtract(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("Sub", name, [x, y]);

    /// <summary>x y.</summary>
    public Tensor multiply(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("Mul", name, [x, y]);

    /// <summary>x / y of floating point numbers.</summary>
    public Tensor realdiv(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("RealDiv", name, [x, y]);

    /// <summary>x / y of integers, rounded towards zero.</summary>
    public Tensor truncatediv(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("TruncateDiv", name, [x, y]);

    /// <summary>The rest of x / y rounded towards zero; it has the sign of x.</summary>
    public Tensor truncatemod(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("TruncateMod", name, [x, y]);

    /// <summary>x / y rounded down, as one operation.</summary>
    public Tensor floor_div(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("FloorDiv", name, [x, y]);

    /// <summary>x / y rounded down.</summary>
    public Tensor floordiv(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("FloorDiv", name ?? "floordiv", [x, y]);

    /// <summary>x - floor(x / y) y; it has the sign of y.</summary>
    public Tensor floormod(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("FloorMod", name, [x, y]);

    /// <summary>x - floor(x / y) y; it has the sign of y.</summary>
    public Tensor mod(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("FloorMod", name, [x, y]);

    /// <summary>x / y, but 0 where y is 0.</summary>
    public Tensor div_no_nan(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("DivNoNan", name ?? "div_no_nan", [x, y]);

    /// <summary>x y, but 0 where y is 0, even if x is infinite or NaN.</summary>
    public Tensor multiply_no_nan(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("MulNoNan", name ?? "multiply_no_nan", [x, y]);

    /// <summary>The greater of x and y.</summary>
    public Tensor maximum(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("Maximum", name, [x, y]);

    /// <summary>The lesser of x and y.</summary>
    public Tensor minimum(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("Minimum", name, [x, y]);

    /// <summary>(x - y)^2.</summary>
    public Tensor squared_difference(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("SquaredDifference", name, [x, y]);

    /// <summary>x^y.</summary>
    public Tensor pow(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("Pow", name, [x, y]);

    /// <summary>The angle of the point (x, y); the first argument is y.</summary>
    public Tensor atan2(TensorLike y, TensorLike x, string? name = null) => OpBuilder.Apply("Atan2", name, [y, x]);

    /// <summary>x log(y), but 0 where x is 0.</summary>
    public Tensor xlogy(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("Xlogy", name, [x, y]);

    /// <summary>x log(1 + y), but 0 where x is 0.</summary>
    public Tensor xlog1py(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("Xlog1py", name, [x, y]);

    /// <summary>x / y, but 0 where x is 0.</summary>
    public Tensor xdivy(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("Xdivy", name, [x, y]);

    /// <summary>The derivative of order <paramref name="a"/> of digamma at <paramref name="x"/>.</summary>
    public Tensor polygamma(TensorLike a, TensorLike x, string? name = null) => OpBuilder.Apply("Polygamma", name, [a, x]);

    /// <summary>Hurwitz' zeta function: the sum of (q + n)^-x over n = 0, 1, ...</summary>
    public Tensor zeta(TensorLike x, TensorLike q, string? name = null) => OpBuilder.Apply("Zeta", name, [x, q]);

    /// <summary>The logarithm of the beta function of the last axis: sum(lgamma(x)) - lgamma(sum(x)).</summary>
    public Tensor lbeta(TensorLike x, string? name = null)
    {
        using var scope = name_scope(name ?? "lbeta");
        var values = x.ToTensor("x");
        var product = reduce_sum(lgamma(values), new[] { -1 });
        return subtract(product, lgamma(reduce_sum(values, new[] { -1 })));
    }

    /// <summary>The polynomial coeffs[0] x^n + coeffs[1] x^(n-1) + ... + coeffs[n], by Horner's rule.</summary>
    internal Tensor PolynomialValue(IReadOnlyList<TensorLike> coeffs, TensorLike x, string? name)
    {
        using var scope = name_scope(name ?? "polyval");
        var at = x.ToTensor("x");
        if (coeffs.Count == 0) return zeros_like(at);
        Tensor[] factors = [.. coeffs.Select((coefficient, index) => coefficient.ToTensor($"coeff_{index}", at.dtype.as_base_dtype()))];
        return factors.Aggregate((sum, coefficient) => coefficient + sum * at);
    }

    /// <summary>x &lt; y.</summary>
    public Tensor less(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("Less", name, [x, y]);

    /// <summary>x &lt;= y.</summary>
    public Tensor less_equal(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("LessEqual", name, [x, y]);

    /// <summary>x > y.</summary>
    public Tensor greater(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("Greater", name, [x, y]);

    /// <summary>x >= y.</summary>
    public Tensor greater_equal(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("GreaterEqual", name, [x, y]);

    /// <summary>x == y, element by element.</summary>
    public Tensor equal(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("Equal", name, [x, y]);

    /// <summary>x != y, element by element.</summary>
    public Tensor not_equal(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("NotEqual", name, [x, y]);

    /// <summary>x and y.</summary>
    public Tensor logical_and(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("LogicalAnd", name, [x, y]);

    /// <summary>x or y.</summary>
    public Tensor logical_or(TensorLike x, TensorLike y, string? name = null) => OpBuilder.Apply("LogicalOr", name, [x, y]);

    private static bool IsString(TensorLike x, TensorLike y) =>
        (x.TensorType ?? y.TensorType) == TF_DataType.TF_STRING || x.Value is string;
}
