using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Differential;

static partial class Calls
{
    static Action<Draw>[] Products => [MatMul, MatMul, MatMul, BatchMatMul, Tensordot, Einsum, BiasAdd, Dense];

    static void Product(Draw d, string text, int x, int y, int inner, Func<Tensor, Tensor, Tensor> f) =>
        d.Add(text, [x, y], (t, _) => f(t[0], t[1]), d[x].Most * d[y].Most * Math.Max(inner, 1), d[x].Bits + d[y].Bits + (int)Math.Ceiling(Math.Log2(inner + 1)));

    static void MatMul(Draw d)
    {
        var x = d.PickReal(t => t.Rank == 2, [d.Int(1, 6), d.Int(1, 6)]);
        if (d[x].Rank != 2) return;
        var (turnX, turnY) = (d.Chance(0.3), d.Chance(0.3));
        var inner = d[x].Dims[turnX ? 0 : 1];
        var other = d.Int(1, d.Chance(0.1) ? 20 : 5);
        var y = d.PickReal(t => t.Rank == 2 && t.Dims[turnY ? 1 : 0] == inner, turnY ? [other, inner] : [inner, other]);
        Product(d, $"matmul({{0}}, {{1}}, {turnX}, {turnY})", x, y, inner, (a, b) => tf.matmul(a, b, turnX, turnY));
    }

    static void BatchMatMul(Draw d)
    {
        var x = d.PickReal(t => t.Rank == 3, [2, d.Int(1, 4), d.Int(1, 4)]);
        if (d[x].Rank != 3) return;
        var dims = d[x].Dims;
        var turn = d.Chance(0.4);
        int[] last = turn ? [d.Int(1, 4), dims[2]] : [dims[2], d.Int(1, 4)];
        var y = d.PickReal(t => t.Rank is 2 or 3 && t.Dims[turn ? ^1 : ^2] == dims[2] && (t.Rank == 2 || t.Dims[0] == dims[0] || t.Dims[0] == 1), d.Chance(0.5) ? [d.Chance(0.3) ? 1 : dims[0], .. last] : last);
        Product(d, $"matmul({{0}}, {{1}}, transpose_b: {turn})", x, y, dims[2], (a, b) => tf.matmul(a, b, transpose_b: turn));
    }

    static void Tensordot(Draw d)
    {
        var x = d.PickReal(t => t.Rank is 2 or 3 && t.Count > 0, [2, 3]);
        if (d[x].Rank is not (2 or 3) || d[x].Count == 0) return;
        var inner = d[x].Dims[^1];
        var y = d.PickReal(t => t.Rank is 1 or 2 && t.Dims[0] == inner, [inner, d.Int(1, 3)]);
        if (d[y].Rank is not (1 or 2) || d[y].Dims[0] != inner) return;
        Product(d, "tensordot({0}, {1}, 1)", x, y, inner, (a, b) => tf.tensordot(a, b, 1));
    }

    static void Einsum(Draw d)
    {
        var x = d.PickReal(t => t.Rank == 3, [2, 3, 2]);
        if (d[x].Rank != 3) return;
        var dims = d[x].Dims;
        var (equation, wanted, inner) = d.OneOf<(string, int[], int)>(
            ("abc,cd->abd", [dims[2], 3], dims[2]), ("abc,abd->acd", [dims[0], dims[1], 2], dims[1]), ("abc,b->ac", [dims[1]], dims[1]), ("abc,abc->a", dims, dims[1] * dims[2]), ("abc,dc->bad", [2, dims[2]], dims[2]));
        var y = d.PickReal(t => t.Dims.AsSpan().SequenceEqual(wanted), wanted);
        Product(d, $"einsum({equation}, {{0}}, {{1}})", x, y, inner, (a, b) => tf.einsum(equation, a, b));
    }

    static void BiasAdd(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 1, [3, 2]);
        if (d[x].Rank < 2) return;
        var b = d.PickReal(t => t.Rank == 1 && t.Dims[0] == d[x].Dims[^1], [d[x].Dims[^1]]);
        d.Add("bias_add({0}, {1})", [x, b], (t, _) => tf.nn.bias_add(t[0], t[1]), d[x].Most + d[b].Most, IsExact(d[x]) && IsExact(d[b]) ? Math.Max(d[x].Bits!.Value, d[b].Bits!.Value) + 1 : null);
    }

    static void Dense(Draw d)
    {
        var x = d.PickReal(t => t.Rank == 2, [d.Int(1, 6), d.Int(1, 6)]);
        if (d[x].Rank != 2) return;
        var units = d.Int(1, 6);
        var w = d.PickReal(t => t.Rank == 2 && t.Dims[0] == d[x].Dims[1], [d[x].Dims[1], units]);
        var b = d.PickReal(t => t.Rank == 1 && t.Dims[0] == d[w].Dims[1], [d[w].Dims[1]]);
        var (name, activation) = d.OneOf<(string, Func<Tensor, Tensor>)>(("relu", t => tf.nn.relu(t)), ("sigmoid", t => tf.sigmoid(t)), ("tanh", t => tf.tanh(t)), ("elu", t => tf.nn.elu(t)));
        if (name == "relu" && !(IsExact(d[x]) && IsExact(d[w]) && IsExact(d[b]))) return;
        d.Add($"{name}(matmul({{0}}, {{1}}) + {{2}})", [x, w, b], (t, _) => activation(tf.matmul(t[0], t[1]) + t[2]), d[x].Most * d[w].Most * 10 + d[b].Most);
    }
}
