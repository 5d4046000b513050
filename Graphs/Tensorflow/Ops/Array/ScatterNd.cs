using System.Numerics;
using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>y[i] = params[indices[i]], where the last axis of indices holds a place in the first dimensions of params.</summary>
internal sealed class GatherNd() : OpType("GatherNd",
    "params: Tparams, indices: Tindices -> output: Tparams; Tparams: type; Tindices: {int16, int32, int64}; bad_indices_policy: string = ''")
{
    public override void Infer(InferContext c)
    {
        Shape data = c.Input(0), indices = c.WithRankAtLeast(1, 1);
        if (!data.HasRank || !indices.HasRank || indices[-1] < 0) return;
        if (indices[-1] > data.ndim) throw c.Error($"indices.shape[-1] must be <= params.rank, but saw indices shape: {indices} and params shape: {data}");
        c.Set(0, indices.Slice(0, indices.ndim - 1).concatenate(data.Slice((int)indices[-1], data.ndim)));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var indices = g.Input(1);
        var shape = tf.shape(g.Input(0), out_type: indices.dtype.as_base_dtype());
        var areRows = indices.rank == 2 && indices.shape[1] == 1;
        return [areRows ? new IndexedSlices(g.Dy(), tf.squeeze(indices, -1), shape) : OpBuilder.Apply("ScatterNd", null, [indices, g.Dy(), shape]), null];
    }

    public override void Run(KernelContext k)
    {
        var places = new NdPlaces(k.Input(1), k.Input(0).Dims);
        for (var i = 0; i < places.Count; i++)
            MoveRows.CopyRows(k.Input(0), places[i] * places.Row, 0, k.Output(), i * places.Row, 0, places.Row, 1);
    }
}

/// <summary>Zeros of the given shape, to which updates are added at the places that the indices name.</summary>
internal sealed class ScatterNd() : OpType("ScatterNd",
    "indices: Tindices, updates: T, shape: Tindices -> output: T; T: type; Tindices: {int16, int32, int64}; bad_indices_policy: string = ''")
{
    public override void Infer(InferContext c)
    {
        var shape = c.ValueAsShape(2);
        NdPlaces.Check(c, c.Input(0), c.Input(1), shape);
        c.Set(0, shape);
    }

    public override Tensor?[] Gradient(GradContext g) => [null, OpBuilder.Apply("GatherNd", null, [g.Dy(), g.Input(0)]), null];

    public override void Run(KernelContext k)
    {
        if (k.Input(1).IsObject) throw Dispatch.Unsupported(k, k.Input(1).DType);
        Dispatch.Number<Kernel>(k, k.Input(1).DType);
    }

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            k.Out<T>().Clear();
            NdPlaces.Combine<T, NdAdd>(k.Input(0), k.In<T>(1), k.Output());
        }
    }
}

/// <summary>A copy of a tensor that updates change at the places that the indices name.</summary>
internal abstract class TensorScatterOp<TFormula>(string name) : OpType(name,
    "tensor: T, indices: Tindices, updates: T -> output: T; T: type; Tindices: {int16, int32, int64}; bad_indices_policy: string = ''")
    where TFormula : struct, INdFormula
{
    public override void Infer(InferContext c)
    {
        NdPlaces.Check(c, c.Input(1), c.Input(2), c.Input(0));
        c.Same();
    }

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            k.Input(0).CopyTo(k.Output());
            NdPlaces.Combine<T, TFormula>(k.Input(1), k.In<T>(2), k.Output());
        }
    }

    protected static Tensor At(Tensor tensor, Tensor indices) => OpBuilder.Apply("GatherNd", null, [tensor, indices]);
}

/// <summary>Updates replace what is there; of equal places the last one stays.</summary>
internal sealed class TensorScatterUpdate() : TensorScatterOp<NdReplace>("TensorScatterUpdate")
{
    public override Tensor?[] Gradient(GradContext g) =>
        [OpBuilder.Apply("TensorScatterUpdate", null, [g.Dy(), g.Input(1), tf.zeros_like(g.Input(2))]), null, At(g.Dy(), g.Input(1))];

    public override void Run(KernelContext k)
    {
        var places = new NdPlaces(k.Input(1), k.Output().Dims);
        k.Input(0).CopyTo(k.Output());
        for (var i = 0; i < places.Count; i++)
            MoveRows.CopyRows(k.Input(2), i * places.Row, 0, k.Output(), places[i] * places.Row, 0, places.Row, 1);
    }
}

/// <summary>Updates are added.</summary>
internal sealed class TensorScatterAdd() : TensorScatterOp<NdAdd>("TensorScatterAdd")
{
    public override Tensor?[] Gradient(GradContext g) => [g.DyOrNull(), null, At(g.Dy(), g.Input(1))];
}

/// <summary>Updates are subtracted.</summary>
internal sealed class TensorScatterSub() : TensorScatterOp<NdSubtract>("TensorScatterSub")
{
    public override Tensor?[] Gradient(GradContext g) => [g.DyOrNull(), null, -At(g.Dy(), g.Input(1))];
}

/// <summary>The larger of update and what is there.</summary>
internal sealed class TensorScatterMax() : TensorScatterOp<NdMax>("TensorScatterMax")
{
    public override Tensor?[] Gradient(GradContext g) => OfExtreme(g);

    /// <summary>The cotangent goes to those who give the extreme value, in equal parts.</summary>
    internal static Tensor?[] OfExtreme(GradContext g)
    {
        Tensor x = g.Input(0), indices = g.Input(1), updates = g.Input(2), y = g.Output();
        var fromX = Indicator(x, y, g.Dy().dtype);
        var fromUpdates = Indicator(updates, At(y, indices), g.Dy().dtype);
        var counts = fromX + OpBuilder.Apply("ScatterNd", null, [indices, fromUpdates, tf.shape(x, out_type: indices.dtype.as_base_dtype())]);
        var share = g.Dy() / counts;
        return [share * fromX, null, At(share, indices) * fromUpdates];
    }

    private static Tensor Indicator(Tensor a, Tensor b, TF_DataType type) =>
        OpBuilder.Apply("Cast", null, [OpBuilder.Apply("Equal", null, [a, b])], ("DstT", type));
}

/// <summary>The smaller of update and what is there.</summary>
internal sealed class TensorScatterMin() : TensorScatterOp<NdMin>("TensorScatterMin")
{
    public override Tensor?[] Gradient(GradContext g) => TensorScatterMax.OfExtreme(g);
}

/// <summary>How an update changes what is there.</summary>
internal interface INdFormula
{
    static abstract T Of<T>(T old, T update) where T : INumber<T>;
}

internal readonly struct NdReplace : INdFormula
{
    public static T Of<T>(T old, T update) where T : INumber<T> => update;
}

internal readonly struct NdAdd : INdFormula
{
    public static T Of<T>(T old, T update) where T : INumber<T> => old + update;
}

internal readonly struct NdSubtract : INdFormula
{
    public static T Of<T>(T old, T update) where T : INumber<T> => old - update;
}

internal readonly struct NdMax : INdFormula
{
    public static T Of<T>(T old, T update) where T : INumber<T> => T.Max(old, update);
}

internal readonly struct NdMin : INdFormula
{
    public static T Of<T>(T old, T update) where T : INumber<T> => T.Min(old, update);
}

/// <summary>The places that the last axis of an index tensor names in the first dimensions of a shape.</summary>
internal readonly ref struct NdPlaces
{
    private readonly TensorValue _indices;
    private readonly ReadOnlySpan<int> _dims;
    private readonly int _depth;

    public NdPlaces(TensorValue indices, ReadOnlySpan<int> dims)
    {
        _indices = indices;
        _dims = dims;
        _depth = indices.Dims[^1];
        Count = IntTensor.Product(indices.Dims.AsSpan(0, indices.Rank - 1));
        Row = IntTensor.Product(dims[_depth..]);
    }

    /// <summary>The number of places.</summary>
    public int Count { get; }

    /// <summary>The number of elements at each place.</summary>
    public int Row { get; }

    /// <summary>Place <paramref name="i"/>, counted in rows.</summary>
    public int this[int i]
    {
        get
        {
            var place = 0;
            for (var d = 0; d < _depth; d++)
            {
                var index = _indices.AsLong(i * _depth + d);
                if (index < 0 || index >= _dims[d]) throw Outside(i);
                place = place * _dims[d] + (int)index;
            }
            return place;
        }
    }

    /// <summary>The shape rule: updates have the shape of indices without its last axis, then that of what lies at a place.</summary>
    public static void Check(InferContext c, Shape indices, Shape updates, Shape target)
    {
        if (!indices.HasRank || !updates.HasRank) return;
        if (indices.ndim < 1) throw c.Error("Indices must have at least one dimension");
        var outer = indices.Slice(0, indices.ndim - 1);
        if (updates.ndim < outer.ndim || !outer.is_compatible_with(updates.Slice(0, outer.ndim)))
            throw c.Error($"Dimensions [0,{outer.ndim}) of indices{indices} must match dimensions [0,{outer.ndim}) of updates{updates}");
        if (!target.HasRank || indices[-1] < 0) return;
        if (indices[-1] > target.ndim) throw c.Error($"The last axis of indices{indices} must not be longer than the rank of the target {target}");
        var inner = target.Slice((int)indices[-1], target.ndim);
        if (!inner.is_compatible_with(updates.Slice(outer.ndim, updates.ndim)))
            throw c.Error($"Dimensions [{indices[-1]},{target.ndim}) of {target} must match dimensions [{outer.ndim},{updates.ndim}) of updates{updates}");
    }

    /// <summary>Changes the target at each place by the updates that belong there, in their order.</summary>
    public static void Combine<T, TFormula>(TensorValue indices, ReadOnlySpan<T> updates, TensorValue target)
        where T : unmanaged, INumber<T> where TFormula : struct, INdFormula
    {
        var places = new NdPlaces(indices, target.Dims);
        var y = target.Span<T>();
        var row = places.Row;
        for (var i = 0; i < places.Count; i++)
        {
            var to = y.Slice(places[i] * row, row);
            var from = updates.Slice(i * row, row);
            for (var j = 0; j < to.Length; j++) to[j] = TFormula.Of(to[j], from[j]);
        }
    }

    private InvalidArgumentError Outside(int i)
    {
        var place = new long[_depth];
        for (var d = 0; d < _depth; d++) place[d] = _indices.AsLong(i * _depth + d);
        var at = Gather.Place(i, _indices.Dims.AsSpan(0, _indices.Rank - 1));
        return new InvalidArgumentError($"indices{at} = [{string.Join(", ", place)}] does not index into param shape [{string.Join(",", _dims.ToArray())}]");
    }
}
