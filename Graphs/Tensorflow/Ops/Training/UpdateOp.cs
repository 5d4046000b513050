using System.Numerics;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>
/// Base of the operations that apply one step of an optimizer to a variable: <c>ApplyX(var, slots..., numbers..., grad)</c> for a
/// gradient of the variable's shape, <c>SparseApplyX(..., grad, indices)</c> for a gradient of some of its rows. The result is the variable.
/// </summary>
internal abstract class UpdateOp : NotDifferentiableOp
{
    private readonly int _grad;
    private readonly int _indices;
    private readonly int[] _numbers;

    protected UpdateOp(string name, string signature) : base(name, signature)
    {
        for (var i = 0; i < Signature.Inputs.Count; i++)
        {
            if (Signature.Inputs[i].Name is "grad" or "delta") _grad = i;
            if (Signature.Inputs[i].Name == "indices") _indices = i;
        }
        _numbers = [.. Enumerable.Range(0, Signature.Inputs.Count).Where(i => !Signature.Inputs[i].IsRef && i != _grad && i != _indices)];
    }

    public sealed override bool IsStateful => true;

    public sealed override bool UpdatesInPlace => _indices == 0;

    public sealed override int RowsInput => _indices > 0 ? _indices : -1;

    public sealed override void Infer(InferContext c)
    {
        var variable = c.Input(0);
        for (var i = 1; i < c.InputCount; i++)
        {
            if (Signature.Inputs[i].IsRef) variable = c.Merge(variable, c.Input(i));
            else if (i != _grad && i != _indices) c.WithRank(i, 0);
        }
        variable = _indices > 0 ? MergeRows(c, variable) : c.Merge(variable, c.Input(_grad));
        c.Set(0, variable);
    }

    public sealed override void Run(KernelContext k)
    {
        var type = k.Attrs.Type("T");
        if (type == TF_DataType.TF_FLOAT) Step<float>(k);
        else if (type == TF_DataType.TF_DOUBLE) Step<double>(k);
        else throw Dispatch.Unsupported(k, type);
    }

    /// <summary>Reads the numbers and calls <see cref="Apply"/> with the formula.</summary>
    protected abstract void Step<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The inputs that are plain numbers, counted in the order of the signature: learning rate, ...</summary>
    protected T Number<T>(KernelContext k, int which) where T : unmanaged => k.In<T>(_numbers[which])[0];

    /// <summary>A number that is an integer whatever the variable's type: a step count.</summary>
    protected long Whole(KernelContext k, int which) => k.Input(_numbers[which]).AsLong(0);

    /// <summary>Checks the shapes of a run and applies the formula to the whole variable, or row by row.</summary>
    protected unsafe void Apply<T, TUpdate>(KernelContext k, TUpdate update)
        where T : unmanaged
        where TUpdate : struct, IUpdate<T>
    {
        var variable = k.Variable(0).Initialized;
        var target = new UpdateTarget<T> { Variable = (T*)variable.Data, Gradient = (T*)k.Input(_grad).Data };
        for (var slot = 1; slot <= TUpdate.Slots; slot++)
        {
            var value = k.Variable(slot).Initialized;
            if (!value.Dims.AsSpan().SequenceEqual(variable.Dims)) throw Misfit(k, slot, value, variable);
            if (slot == 1) target.SlotA = (T*)value.Data;
            else if (slot == 2) target.SlotB = (T*)value.Data;
            else target.SlotC = (T*)value.Data;
        }
        if (_indices > 0)
        {
            ApplyRows(k, update, target, variable);
            return;
        }
        if (!k.Input(_grad).Dims.AsSpan().SequenceEqual(variable.Dims)) throw Misfit(k, _grad, k.Input(_grad), variable);
        UpdateLoop.Run(update, target, variable.Count);
    }

    private unsafe void ApplyRows<T, TUpdate>(KernelContext k, in TUpdate update, in UpdateTarget<T> target, TensorValue variable)
        where T : unmanaged
        where TUpdate : struct, IUpdate<T>
    {
        var indices = k.Input(_indices);
        var grad = k.Input(_grad);
        if (indices.Rank != 1) throw new InvalidArgumentError($"indices must be one-dimensional, but have shape {indices.Shape}.");
        if (grad.Rank != variable.Rank || grad.Dims[0] != indices.Count || !grad.Dims.AsSpan(1).SequenceEqual(variable.Dims.AsSpan(1)))
            throw new InvalidArgumentError($"grad must have a row of the variable's shape {variable.Shape} for each of the {indices.Count} indices, but has shape {grad.Shape}.");
        Rows.Check(indices, variable.Dims[0]);
        var row = variable.Count / Math.Max(1, variable.Dims[0]);
        for (var i = 0; i < indices.Count; i++) UpdateLoop.RunSerial(update, target.At(indices.AsLong(i) * row, (long)i * row), row);
    }

    private static Shape MergeRows(InferContext c, Shape variable)
    {
        var op = (UpdateOp)c.OpType;
        var grad = c.Input(op._grad);
        var indices = c.WithRank(op._indices, 1);
        if (!variable.HasRank || !grad.HasRank) return variable;
        if (variable.ndim == 0) throw c.Error("The variable of a sparse update must have rank 1 or more");
        c.Merge(variable.Slice(1, variable.ndim), grad.ndim == 0 ? grad : grad.Slice(1, grad.ndim));
        c.MergeDim(indices[0], grad[0]);
        return variable;
    }

    private InvalidArgumentError Misfit(KernelContext k, int input, TensorValue value, TensorValue variable) =>
        new($"var and {Signature.Inputs[input].Name} do not have the same shape: {variable.Shape} and {value.Shape}, in '{k.NodeName}'.");
}
