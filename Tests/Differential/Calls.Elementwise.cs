using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Differential;

static partial class Calls
{
    static Action<Draw>[] Elementwise =>
    [
        // Smooth everywhere, bounded as given.
        Unary("tanh", tf.tanh, _ => 1), Unary("sigmoid", tf.sigmoid, _ => 1), Unary("softplus", x => tf.nn.softplus(x), m => m + 1), Unary("softsign", x => tf.nn.softsign(x), _ => 1),
        Unary("elu", x => tf.nn.elu(x), m => m + 1), Unary("selu", x => tf.nn.selu(x), m => 2 * m), Unary("sin", tf.sin, _ => 1), Unary("cos", tf.cos, _ => 1), Unary("atan", tf.atan, _ => 2),
        Unary("exp", tf.exp, Math.Exp), Unary("expm1", tf.expm1, Math.Exp), Unary("sinh", tf.sinh, Math.Exp), Unary("cosh", tf.cosh, Math.Exp), Unary("asinh", tf.asinh, m => m),
        Unary("erf", tf.erf, _ => 1), Unary("erfc", tf.erfc, _ => 2), Unary("log_sigmoid", x => tf.log_sigmoid(x), m => m + 1), Unary("square", tf.square, m => m * m, b => 2 * b),
        Unary("neg", tf.negative, m => m, b => b), Unary("identity", tf.identity, m => m, b => b), Unary("stop_gradient", tf.stop_gradient, m => m, b => b),
        Unary("swish", (x, _) => tf.nn.swish(x), m => m), Unary("l2_loss", (x, _) => tf.nn.l2_loss(x), m => m * m * 100),

        // Where they are smooth: functions of arguments that stay away from their poles.
        Unary("log(abs({0}) + 0.5)", x => tf.log(tf.abs(x) + 0.5), m => m + 1), Unary("log1p(square({0}))", x => tf.log1p(tf.square(x)), m => m + 1),
        Unary("sqrt(square({0}) + 0.25)", x => tf.sqrt(tf.square(x) + 0.25), m => m + 1), Unary("rsqrt(square({0}) + 0.25)", x => tf.rsqrt(tf.square(x) + 0.25), _ => 2),
        Unary("reciprocal(exp(tanh({0})))", x => tf.reciprocal(tf.exp(tf.tanh(x))), _ => 3), Unary("asin(0.9 tanh({0}))", x => tf.asin(0.9 * tf.tanh(x)), _ => 2),
        Unary("acos(0.9 tanh({0}))", x => tf.acos(0.9 * tf.tanh(x)), _ => 4), Unary("atanh(0.9 tanh({0}))", x => tf.atanh(0.9 * tf.tanh(x)), _ => 2),
        Unary("acosh(1.5 + square({0}))", x => tf.acosh(1.5 + tf.square(x)), m => m + 2), Unary("tan(tanh({0}))", x => tf.tan(tf.tanh(x)), _ => 2),
        Unary("lgamma(1.5 + abs({0}))", x => tf.lgamma(1.5 + tf.abs(x)), m => m * m + 1), Unary("digamma(1.5 + square({0}))", x => tf.digamma(1.5 + tf.square(x)), m => m + 1),

        // Bent somewhere: of exact values, so that both engines stand on the same side.
        Bent("abs", tf.abs, b => b), Bent("relu", x => tf.nn.relu(x), b => b), Bent("relu6", x => tf.nn.relu6(x), b => b), Bent("leaky_relu", x => tf.nn.leaky_relu(x, 0.25f), b => b + 2),
        Bent("clip_by_value({0}, -1.5, 2)", x => tf.clip_by_value(x, -1.5, 2), b => b), Bent("sign", tf.sign, _ => 1), Bent("floor", tf.floor, b => b), Bent("ceil", tf.ceil, b => b),
        Bent("round", tf.round, b => b), Bent("rint", tf.rint, b => b),

        // Whatever comes of it: NaN and infinities are compared too.
        Wild("log", tf.log), Wild("sqrt", tf.sqrt), Wild("rsqrt", tf.rsqrt), Wild("reciprocal", tf.reciprocal), Wild("log1p", tf.log1p), Wild("asin", tf.asin), Wild("acosh", tf.acosh),
        Wild("atanh", tf.atanh), Wild("{0} / 0", x => x / tf.zeros_like(x)), Wild("is_nan(log)", x => tf.is_nan(tf.log(x))), Wild("is_inf(reciprocal)", x => tf.is_inf(tf.reciprocal(x))),
        Wild("is_finite(log)", x => tf.is_finite(tf.log(x))), Wild("exp(30 {0})", x => tf.exp(30.0 * x)),

        Binary("add", (x, y) => x + y, (a, b) => a + b, (a, b) => Math.Max(a, b) + 1), Binary("sub", (x, y) => x - y, (a, b) => a + b, (a, b) => Math.Max(a, b) + 1),
        Binary("mul", (x, y) => x * y, (a, b) => a * b, (a, b) => a + b), Binary("squared_difference", (x, y) => tf.squared_difference(x, y), (a, b) => (a + b) * (a + b), (a, b) => 2 * Math.Max(a, b) + 2),
        Binary("{0} / (square({1}) + 0.5)", (x, y) => x / (tf.square(y) + 0.5), (a, _) => 2 * a, null), Binary("atan2({0}, abs({1}) + 1)", (x, y) => tf.atan2(x, tf.abs(y) + 1.0), (_, _) => 2, null),
        Binary("pow(abs({0}) + 0.5, tanh({1}))", (x, y) => tf.pow(tf.abs(x) + 0.5, tf.tanh(y)), (a, _) => a + 2, null), Binary("xlogy(square({0}), abs({1}) + 0.5)", (x, y) => tf.math.xlogy(tf.square(x), tf.abs(y) + 0.5), (a, b) => a * a * (b + 1), null),
        BentBinary("maximum", (x, y) => tf.maximum(x, y)), BentBinary("minimum", (x, y) => tf.minimum(x, y)), BentBinary("div_no_nan", (x, y) => tf.div_no_nan(x, y), keepsBits: false),
        BentBinary("floordiv({0}, square({1}) + 1)", (x, y) => tf.floordiv(x, tf.square(y) + 1.0)), BentBinary("floormod({0}, square({1}) + 1)", (x, y) => tf.floormod(x, tf.square(y) + 1.0), keepsBits: false),
        Comparison("less", (x, y) => tf.less(x, y)), Comparison("less_equal", (x, y) => tf.less_equal(x, y)), Comparison("greater", (x, y) => tf.greater(x, y)),
        Comparison("greater_equal", (x, y) => tf.greater_equal(x, y)), Comparison("equal", (x, y) => tf.equal(x, y)), Comparison("not_equal", (x, y) => tf.not_equal(x, y)),
        Logical("and", (x, y) => tf.logical_and(x, y)), Logical("or", (x, y) => tf.logical_or(x, y)), Logical("xor", (x, y) => tf.logical_xor(x, y)), Not, Select, SelectRows,
        Whole("add", (x, y) => x + y, (a, b) => a + b), Whole("sub", (x, y) => x - y, (a, b) => a + b), Whole("mul", (x, y) => x * y, (a, b) => a * b), Whole("maximum", (x, y) => tf.maximum(x, y), Math.Max),
        Whole("floordiv", (x, y) => tf.floordiv(x, y + 9), (a, _) => a), Whole("floordiv({0}, abs({1}) + 1)", (x, y) => tf.floordiv(x, tf.abs(y) + 1), (a, _) => a), Whole("floormod({0}, abs({1}) + 1)", (x, y) => tf.floormod(x, tf.abs(y) + 1), (_, b) => b + 1),
        Whole("truncatediv({0}, abs({1}) + 1)", (x, y) => tf.truncatediv(x, tf.abs(y) + 1), (a, _) => a), Cast, AddN,
    ];

    static string TextOf(string call) => call.Contains('{') ? call : call + "({0})";

    static string TextOfTwo(string call) => call.Contains('{') ? call : call + "({0}, {1})";

    static Action<Draw> Unary(string call, Func<TensorLike, string?, Tensor> f, Func<double, double> most, Func<int, int>? bits = null) => Unary(call, x => f(x, null), most, bits);

    static Action<Draw> Unary(string call, Func<Tensor, Tensor> f, Func<double, double> most, Func<int, int>? bits = null) => d =>
    {
        var x = d.PickReal(Any, d.SomeDims(d.Int(0, 3)));
        d.Add(TextOf(call), [x], (t, _) => f(t[0]), most(d[x].Most), bits is null || d[x].Bits is not { } b ? null : bits(b));
    };

    static Action<Draw> Bent(string call, Func<TensorLike, string?, Tensor> f, Func<int, int> bits) => Bent(call, x => f(x, null), bits);

    static Action<Draw> Bent(string call, Func<Tensor, Tensor> f, Func<int, int> bits) => d =>
    {
        var x = d.PickReal(IsExact, d.SomeDims(d.Int(0, 3)));
        d.Add(TextOf(call), [x], (t, _) => f(t[0]), d[x].Most + 2, d[x].Bits is { } b ? bits(b) : null);
    };

    static Action<Draw> Wild(string call, Func<TensorLike, string?, Tensor> f) => Wild(call, x => f(x, null));

    static Action<Draw> Wild(string call, Func<Tensor, Tensor> f) => d =>
    {
        var x = d.PickReal(IsExact, d.SomeDims(d.Int(0, 3)));
        d.Add(TextOf(call), [x], (t, _) => f(t[0]), 1, wild: true);
    };

    static (int X, int Y) Two(Draw d, Func<Traits, bool> fits)
    {
        var x = d.PickReal(fits, d.SomeDims(d.Int(0, 4)));
        var y = d.PickReal(t => fits(t) && Broadcast(t.Dims, d[x].Dims), BroadcastingWith(d, d[x].Dims));
        return d.Chance(0.5) ? (x, y) : (y, x);
    }

    static Action<Draw> Binary(string call, Func<Tensor, Tensor, Tensor> f, Func<double, double, double> most, Func<int, int, int>? bits) => d =>
    {
        var (x, y) = Two(d, Any);
        d.Add(TextOfTwo(call), [x, y], (t, _) => f(t[0], t[1]), most(d[x].Most, d[y].Most), bits is not null && d[x].Bits is { } a && d[y].Bits is { } b ? bits(a, b) : null);
    };

    static Action<Draw> BentBinary(string call, Func<Tensor, Tensor, Tensor> f, bool keepsBits = true) => d =>
    {
        var (x, y) = Two(d, IsExact);
        d.Add(TextOfTwo(call), [x, y], (t, _) => f(t[0], t[1]), Math.Max(d[x].Most * 8, d[y].Most * d[y].Most + 1), keepsBits ? Math.Max(d[x].Bits!.Value, d[y].Bits!.Value) : null);
    };

    static Action<Draw> Comparison(string call, Func<Tensor, Tensor, Tensor> f) => d =>
    {
        var (x, y) = Two(d, IsExact);
        d.Add(TextOfTwo(call), [x, y], (t, _) => f(t[0], t[1]), 1, 1);
    };

    static Action<Draw> Logical(string call, Func<Tensor, Tensor, Tensor> f) => d =>
    {
        if (d.Pick(t => t.Type == TF_DataType.TF_BOOL) is not { } x) return;
        var y = d.Pick(t => t.Type == TF_DataType.TF_BOOL && Broadcast(t.Dims, d[x].Dims)) ?? x;
        d.Add(TextOfTwo("logical_" + call), [x, y], (t, _) => f(t[0], t[1]), 1, 1);
    };

    static void Not(Draw d)
    {
        if (d.Pick(t => t.Type == TF_DataType.TF_BOOL) is { } x) d.Add("logical_not({0})", [x], (t, _) => tf.logical_not(t[0]), 1, 1);
    }

    static void Select(Draw d)
    {
        if (d.Pick(t => t.Type == TF_DataType.TF_BOOL) is not { } c) return;
        var x = d.PickReal(t => t.Dims.AsSpan().SequenceEqual(d[c].Dims), d[c].Dims);
        var y = d.PickReal(t => t.Dims.AsSpan().SequenceEqual(d[c].Dims), d[c].Dims);
        d.Add("where({0}, {1}, {2})", [c, x, y], (t, _) => tf.where(t[0], t[1], t[2]), Math.Max(d[x].Most, d[y].Most), d[x].Bits is { } a && d[y].Bits is { } b ? Math.Max(a, b) + 2 : null);
    }

    static void SelectRows(Draw d)
    {
        if (d.Pick(t => t.Type == TF_DataType.TF_BOOL && t.Rank == 1) is not { } c || d[c].Rank != 1) return;
        var x = d.PickReal(t => t.Rank > 1 && t.Dims[0] == d[c].Dims[0], [d[c].Dims[0], d.Int(1, 3)]);
        var y = d.PickReal(t => t.Dims.AsSpan().SequenceEqual(d[x].Dims), d[x].Dims);
        d.Add("where({0}, {1}, {2})", [c, x, y], (t, _) => tf.where(t[0], t[1], t[2]), Math.Max(d[x].Most, d[y].Most));
    }

    static Action<Draw> Whole(string call, Func<Tensor, Tensor, Tensor> f, Func<double, double, double> most) => d =>
    {
        if (d.Pick(t => IsWhole(t) && (call is "add" or "sub" or "mul" || t.Type is TF_DataType.TF_INT32 or TF_DataType.TF_INT64)) is not { } x) return;
        if (d.Pick(t => t.Type == d[x].Type && Broadcast(t.Dims, d[x].Dims)) is not { } y) return;
        d.Add(TextOfTwo(call), [x, y], (t, _) => f(t[0], t[1]), Math.Min(most(d[x].Most, d[y].Most), d[x].Type switch { TF_DataType.TF_INT8 => 128, TF_DataType.TF_INT16 => 32768 / 4, _ => double.MaxValue }), 1);
    };

    static bool IsWhole(Traits traits) => traits.Type is TF_DataType.TF_INT32 or TF_DataType.TF_INT64 or TF_DataType.TF_INT8 or TF_DataType.TF_INT16;

    static void Cast(Draw d)
    {
        if (d.Pick(IsExact) is not { } x) return;
        var to = d.OneOf(TF_DataType.TF_FLOAT, TF_DataType.TF_INT32, TF_DataType.TF_INT64, TF_DataType.TF_BOOL, TF_DataType.TF_INT8, TF_DataType.TF_INT16);
        if (to is TF_DataType.TF_INT8 && d[x].Most > 127 || d[x].Type is TF_DataType.TF_INT8 or TF_DataType.TF_INT16) to = TF_DataType.TF_FLOAT;
        var bits = d[x].IsReal ? d[x].Bits : (int)Math.Ceiling(Math.Log2(d[x].Most + 2));
        d.Add($"cast({{0}}, {to.as_numpy_name()})", [x], (t, real) => tf.cast(t[0], to == TF_DataType.TF_FLOAT ? real : to), d[x].Most, bits);
    }

    static void AddN(Draw d)
    {
        var x = d.PickReal(Any, d.SomeDims(d.Int(0, 3)));
        int[] all = [x, .. Enumerable.Range(0, d.Int(1, 3)).Select(_ => d.PickReal(t => t.Dims.AsSpan().SequenceEqual(d[x].Dims), d[x].Dims))];
        d.Add($"add_n({string.Join(", ", all.Select((_, i) => $"{{{i}}}"))})", all, (t, _) => tf.add_n(t), all.Sum(i => d[i].Most), all.All(i => IsExact(d[i])) ? all.Max(i => d[i].Bits) + 2 : null);
    }
}
