using System.Numerics;

namespace Tensorflow.Ops;

/// <summary>How a new value meets the one that is there.</summary>
internal interface IScatter
{
    static abstract T Of<T>(T old, T update) where T : INumber<T>;
}

/// <summary>
/// ref[indices[i]] = f(ref[indices[i]], updates[i]) for rows of a variable, one after the other, so repeated indices add up
/// (ScatterAdd, ScatterSub, ScatterMul, ScatterDiv, ScatterMin, ScatterMax). updates may be a single number.
/// </summary>
internal sealed class Scatter<TFormula>(string name) : ScatterOp(name, "number", false), INumberKernel
    where TFormula : IScatter
{
    // A division of integers by 0 comes to light row by row.
    public override bool MayFailPartway => typeof(TFormula) == typeof(ScatterQuotient);

    public override void Run(KernelContext k) => Dispatch.Number<Scatter<TFormula>>(k, k.Input(2).DType);

    public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var indices = k.Input(1);
        var variable = CheckedVariable(k);
        var updates = k.In<T>(2);
        var isNumber = k.Input(2).Rank == 0;
        var row = variable.Count / Math.Max(1, variable.Dims[0]);
        for (var i = 0; i < indices.Count; i++)
        {
            var target = variable.Span<T>().Slice(indices.AsInt(i) * row, row);
            var source = isNumber ? updates : updates.Slice(i * row, row);
            for (var j = 0; j < row; j++) target[j] = TFormula.Of(target[j], source[isNumber ? 0 : j]);
        }
    }
}

/// <summary>ref[indices[i]] = updates[i] for rows of a variable; of repeated indices the last wins.</summary>
internal sealed class ScatterUpdate() : ScatterOp("ScatterUpdate", "type", true)
{
    public override void Run(KernelContext k)
    {
        var indices = k.Input(1);
        var variable = CheckedVariable(k);
        var row = variable.Count / Math.Max(1, variable.Dims[0]);
        var isNumber = k.Input(2).Rank == 0;
        for (var i = 0; i < indices.Count; i++)
        {
            var target = indices.AsInt(i) * row;
            if (!isNumber) MoveRows.CopyRows(k.Input(2), i * row, 0, variable, target, 0, row, 1);
            else MoveRows.CopyRows(k.Input(2), 0, 0, variable, target, 1, 1, row);
        }
    }
}

/// <summary>What the scatter operations on rows have in common: the signature, the shapes and their checks.</summary>
internal abstract class ScatterOp(string name, string types, bool locking) : NotDifferentiableOp(name,
    $"ref: Ref(T), indices: Tindices, updates: T -> output_ref: Ref(T); T: {types}; Tindices: index; use_locking: bool = {(locking ? "true" : "false")}")
{
    public sealed override bool IsStateful => true;

    public sealed override int RowsInput => 1;

    public sealed override void Infer(InferContext c)
    {
        var variable = c.WithRankAtLeast(0, 1);
        var (indices, updates) = (c.Input(1), c.Input(2));
        if (variable.HasRank && indices.HasRank && updates.ndim != 0)
            c.Merge(updates, indices.concatenate(variable.Slice(1, variable.ndim)));
        c.Same();
    }

    protected static TensorValue CheckedVariable(KernelContext k)
    {
        var variable = k.Variable(0).Initialized;
        var (indices, updates) = (k.Input(1), k.Input(2));
        if (variable.Rank == 0) throw new InvalidArgumentError("A variable to scatter into must have rows: rank 1 or more.");
        Rows.Check(indices, variable.Dims[0]);
        if (updates.Rank == 0) return variable;
        var fits = updates.Rank == indices.Rank + variable.Rank - 1
            && updates.Dims.AsSpan(0, indices.Rank).SequenceEqual(indices.Dims) && updates.Dims.AsSpan(indices.Rank).SequenceEqual(variable.Dims.AsSpan(1));
        if (!fits)
            throw new InvalidArgumentError($"Must have updates.shape = indices.shape + params.shape[1:] or updates.shape = [], got updates.shape {updates.Shape}, indices.shape {indices.Shape}, params.shape {variable.Shape}");
        return variable;
    }
}

internal readonly struct ScatterSum : IScatter
{
    public static T Of<T>(T old, T update) where T : INumber<T> => old + update;
}

internal readonly struct ScatterDifference : IScatter
{
    public static T Of<T>(T old, T update) where T : INumber<T> => old - update;
}

internal readonly struct ScatterProduct : IScatter
{
    public static T Of<T>(T old, T update) where T : INumber<T> => old * update;
}

internal readonly struct ScatterQuotient : IScatter
{
    public static T Of<T>(T old, T update) where T : INumber<T>
    {
        if (T.IsZero(update) && typeof(T) != typeof(float) && typeof(T) != typeof(double)) throw new InvalidArgumentError("Integer division by zero");
        return old / update;
    }
}

internal readonly struct ScatterMinimum : IScatter
{
    public static T Of<T>(T old, T update) where T : INumber<T> => T.Min(old, update);
}

internal readonly struct ScatterMaximum : IScatter
{
    public static T Of<T>(T old, T update) where T : INumber<T> => T.Max(old, update);
}
