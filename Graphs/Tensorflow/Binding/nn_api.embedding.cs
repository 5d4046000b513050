using Tensorflow.Ops;

namespace Tensorflow;

public sealed partial class NnApi
{
    /// <summary>
    /// Rows of a table: result[i, ...] = params[ids[i]]. The gradient is sparse (<see cref="IndexedSlices"/>). A table may be
    /// given in parts, a list of tensors whose rows are dealt out by <paramref name="partition_strategy"/>.
    /// </summary>
    /// <param name="params">The table [rows, ...], a tensor or variable, or a list of parts.</param>
    /// <param name="ids">int32 or int64 of any shape.</param>
    /// <param name="partition_strategy">"mod": row id stands in part id % parts. "div": consecutive rows stand together, the first parts having one more where they cannot be equal.</param>
    /// <param name="name">The scope, embedding_lookup by default.</param>
    /// <param name="validate_indices">Kept for old programs; ids are always checked.</param>
    /// <param name="max_norm">The greatest length of a row; longer ones are scaled down to it. Null for no limit.</param>
    /// <returns>Shape ids.shape + params.shape[1:].</returns>
    public Tensor embedding_lookup(TensorLike @params, TensorLike ids, string partition_strategy = "mod", string? name = null, bool validate_indices = true, double? max_norm = null)
    {
        using var scope = Scope(name, "embedding_lookup");
        var variable = @params.Value as ResourceVariable;
        Tensor[] parts = variable is not null ? [] : @params.IsTensor ? [@params.ToTensor()]
            : @params.Value is Array { Length: > 0 } list && list.GetType().GetElementType() is { IsValueType: false } ? Parts(list)
            : [@params.ToTensor("params")];
        var places = ids.ToTensor("ids");
        if (parts.Length > 1) return FromParts(parts, places, partition_strategy, max_norm, scope);
        Tensor rows;
        using (DefaultGraph.Current.EnterColocation(variable?.op ?? parts[0].op))
            rows = Clipped(variable?.sparse_read(places, scope) ?? Gathered(parts[0], places, scope), places, max_norm);
        return Identity.Apply(rows);
    }

    private static Tensor[] Parts(Array list)
    {
        var parts = new Tensor[list.Length];
        for (var i = 0; i < parts.Length; i++) parts[i] = TensorLike.From(list.GetValue(i)).ToTensor();
        return parts;
    }

    private static Tensor Gathered(Tensor table, Tensor ids, string? name) => OpBuilder.Apply("GatherV2", name, [table, ids, 0]);

    private static Tensor FromParts(Tensor[] parts, Tensor ids, string strategy, double? maxNorm, string name)
    {
        var count = parts.Length;
        var flat = OpBuilder.Apply("Reshape", null, [ids, new[] { -1 }]);
        var order = OpBuilder.Apply("Range", "range", [0, OpBuilder.Apply("Size", null, [flat], ("out_type", TF_DataType.TF_INT32)), 1]);
        var (part, row) = strategy switch
        {
            "mod" => (FloorMod(flat, count), FloorDiv(flat, count)),
            "div" => DividedRows(parts, flat),
            _ => throw new ValueError($"Unrecognized partition strategy: {strategy}. Must be one of either `mod` or `div`."),
        };
        part = OpBuilder.Apply("Cast", null, [part], ("DstT", TF_DataType.TF_INT32));
        var rows = OpBuilder.ApplyMany("DynamicPartition", null, [row, part], ("num_partitions", count));
        var places = OpBuilder.ApplyMany("DynamicPartition", null, [order, part], ("num_partitions", count));
        var found = new Tensor[count];
        for (var i = 0; i < count; i++)
        {
            using var colocated = DefaultGraph.Current.EnterColocation(parts[i].op);
            found[i] = Clipped(Gathered(parts[i], rows[i], null), rows[i], maxNorm);
        }
        var stitched = OpBuilder.Apply("ParallelDynamicStitch", name, [places, found]);
        var rowShape = parts.Select(p => p.shape.HasRank ? p.shape.Slice(1, p.rank) : Shape.Unknown).Aggregate((a, b) => a.merge_with(b));
        var tail = rowShape.IsFullyDefined
            ? Const.Apply(TensorValue.Vector(rowShape.ToInts()), "Const")
            : OpBuilder.Apply("StridedSlice", null, [GraphCalls.ShapeOf(parts[0]), new[] { 1 }, new[] { 0 }, new[] { 1 }], ("end_mask", 1L));
        var shape = OpBuilder.Apply("ConcatV2", "concat", [new[] { GraphCalls.ShapeOf(ids), tail }, 0]);
        var result = OpBuilder.Apply("Reshape", null, [stitched, shape]);
        result.set_shape(ids.shape.concatenate(rowShape));
        return result;
    }

    // The first `extras` parts hold one row more than the others.
    private static (Tensor Part, Tensor Row) DividedRows(Tensor[] parts, Tensor ids)
    {
        var total = TotalRows(parts, ids.dtype);
        var perPart = FloorDiv(total, parts.Length);
        var extras = FloorMod(total, parts.Length);
        var part = OpBuilder.Apply("Maximum", null, [FloorDiv(ids, perPart + 1), FloorDiv(ids - extras, perPart)]);
        var row = OpBuilder.Apply("Select", null, [part < extras, FloorMod(ids, perPart + 1), FloorMod(ids - extras, perPart)]);
        return (part, row);
    }

    private static Tensor TotalRows(Tensor[] parts, TF_DataType type)
    {
        if (parts.All(p => p.shape.HasRank && p.shape[0] >= 0))
            return Const.Apply(ValueConversion.ToValue(parts.Sum(p => p.shape[0]), type), "Const");
        var sizes = Array.ConvertAll(parts, p => OpBuilder.Apply("StridedSlice", null, [GraphCalls.ShapeOf(p), new[] { 0 }, new[] { 1 }, new[] { 1 }], ("shrink_axis_mask", 1L)));
        var all = OpBuilder.Apply("Cast", null, [Pack.Apply(sizes, 0, "stack")], ("DstT", type));
        return OpBuilder.Apply("Sum", null, [all, new[] { 0 }]);
    }

    private static Tensor FloorDiv(Tensor x, TensorLike y) => OpBuilder.Apply("FloorDiv", "floordiv", [x, y]);

    private static Tensor FloorMod(Tensor x, TensorLike y) => OpBuilder.Apply("FloorMod", "mod", [x, y]);

    private static Tensor Clipped(Tensor rows, Tensor ids, double? maxNorm)
    {
        if (maxNorm is not { } limit) return rows;
        if (!ids.shape.HasRank || !rows.shape.HasRank) throw new ValueError("max_norm needs ids and params of known rank.");
        int[] axes = [.. Enumerable.Range(ids.rank, rows.rank - ids.rank)];
        return Binding.tf.clip_by_norm(rows, limit, axes);
    }
}
