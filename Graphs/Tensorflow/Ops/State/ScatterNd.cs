using System.Numerics;

namespace Tensorflow.Ops;

/// <summary>
/// ref[indices[i]] = f(ref[indices[i]], updates[i]), where a row of indices names an element or a slice by its leading
/// coordinates (ScatterNdAdd, ScatterNdSub), one after the other.
/// </summary>
internal sealed class ScatterNdUpdateBy<TFormula>(string name) : ScatterNdVariableOp(name, "number", false), INumberKernel
    where TFormula : IScatter
{
    public override void Run(KernelContext k) => Dispatch.Number<ScatterNdUpdateBy<TFormula>>(k, k.Attrs.Type("T"));

    public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var variable = k.Variable(0).Initialized;
        var slices = CheckedSlices(k, variable, out var length);
        for (var i = 0; i < slices; i++)
        {
            var target = variable.Span<T>().Slice(Offset(k.Input(1), i, variable) * length, length);
            var source = k.In<T>(2).Slice(i * length, length);
            for (var j = 0; j < length; j++) target[j] = TFormula.Of(target[j], source[j]);
        }
    }
}

/// <summary>ref[indices[i]] = updates[i], where a row of indices names an element or a slice by its leading coordinates; of repeated ones the last wins.</summary>
internal sealed class ScatterNdUpdate() : ScatterNdVariableOp("ScatterNdUpdate", "type", true)
{
    public override void Run(KernelContext k)
    {
        var variable = k.Variable(0).Initialized;
        var slices = CheckedSlices(k, variable, out var length);
        for (var i = 0; i < slices; i++)
            MoveRows.CopyRows(k.Input(2), i * length, 0, variable, Offset(k.Input(1), i, variable) * length, 0, length, 1);
    }
}

/// <summary>What the scatter_nd operations on variables have in common.</summary>
internal abstract class ScatterNdVariableOp(string name, string types, bool locking) : NotDifferentiableOp(name,
    $"ref: Ref(T), indices: Tindices, updates: T -> output_ref: Ref(T); T: {types}; Tindices: index; use_locking: bool = {(locking ? "true" : "false")}")
{
    public sealed override bool IsStateful => true;

    public sealed override void Infer(InferContext c)
    {
        var variable = c.WithRankAtLeast(0, 1);
        var indices = c.WithRankAtLeast(1, 1);
        c.Same();
        if (!variable.HasRank || !indices.HasRank || indices[-1] < 0) return;
        if (indices[-1] > variable.ndim) throw c.Error($"The last dimension of indices ({indices[-1]}) must not exceed the variable's rank ({variable.ndim})");
        c.Merge(c.Input(2), indices.Slice(0, indices.ndim - 1).concatenate(variable.Slice((int)indices[-1], variable.ndim)));
    }

    /// <summary>How many slices are named, and the elements of one. All coordinates are checked before anything is written.</summary>
    protected static int CheckedSlices(KernelContext k, TensorValue variable, out int length)
    {
        var (indices, updates) = (k.Input(1), k.Input(2));
        var depth = indices.Dims[^1];
        if (depth > variable.Rank) throw new InvalidArgumentError($"The last dimension of indices, {depth}, exceeds the rank of the variable's shape {variable.Shape}.");
        length = 1;
        for (var d = depth; d < variable.Rank; d++) length *= variable.Dims[d];
        var fits = updates.Rank == indices.Rank - 1 + variable.Rank - depth
            && updates.Dims.AsSpan(0, indices.Rank - 1).SequenceEqual(indices.Dims.AsSpan(0, indices.Rank - 1))
            && updates.Dims.AsSpan(indices.Rank - 1).SequenceEqual(variable.Dims.AsSpan(depth));
        if (!fits)
            throw new InvalidArgumentError($"updates.shape must be indices.shape[:-1] + ref.shape[indices.shape[-1]:], got updates.shape {updates.Shape}, indices.shape {indices.Shape}, ref.shape {variable.Shape}");
        var slices = depth == 0 ? 1 : indices.Count / depth;
        for (var i = 0; i < slices; i++) Offset(indices, i, variable);
        return slices;
    }

    /// <summary>The place, counted in slices, that row <paramref name="i"/> of indices names.</summary>
    protected static int Offset(TensorValue indices, int i, TensorValue variable)
    {
        var depth = indices.Dims[^1];
        var offset = 0;
        for (var d = 0; d < depth; d++)
        {
            var index = indices.AsLong(i * depth + d);
            if (index < 0 || index >= variable.Dims[d])
                throw new InvalidArgumentError($"indices[{i}] names coordinate {index} of dimension {d}, which does not index into shape {variable.Shape}");
            offset = offset * variable.Dims[d] + (int)index;
        }
        return offset;
    }
}
