using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>What an optimizer supplies: slots, numbers as tensors, and the operations that apply a gradient.</summary>
public abstract partial class Optimizer
{
    /// <summary>Makes the slots of the variables that are to be changed, where they are not there yet.</summary>
    private protected virtual void CreateSlots(IReadOnlyList<RefVariable> variables) { }

    /// <summary>Turns the optimizer's numbers into tensors, in the scope of the operation.</summary>
    private protected abstract void Prepare();

    /// <summary>The operation that applies a gradient of the variable's shape.</summary>
    private protected abstract object ApplyDense(Tensor gradient, RefVariable variable);

    /// <summary>The operation that applies a gradient of some rows, no row named twice.</summary>
    private protected abstract object ApplySparse(Tensor values, Tensor indices, RefVariable variable);

    /// <summary>The operation that applies a gradient of some rows that may be named several times: their gradients are summed first.</summary>
    private protected virtual object ApplyRepeatedRows(IndexedSlices gradient, RefVariable variable)
    {
        var summed = gradient.Summed();
        return ApplySparse(summed.values, summed.indices, variable);
    }

    /// <summary>The operation that is the whole step.</summary>
    private protected virtual Operation Finish(List<object> updates, string name) => Binding.tf.group(updates, name);

    /// <summary>A slot of zeros.</summary>
    private protected RefVariable ZerosSlot(RefVariable variable, string slot, string? name = null) =>
        Slot(variable, slot, () => SlotCreator.Zeros(variable, name ?? Name));

    /// <summary>A slot with an initializer.</summary>
    private protected RefVariable Slot(RefVariable variable, string slot, Func<Shape, TF_DataType, Tensor> initializer, string? name = null) =>
        Slot(variable, slot, () => SlotCreator.Create(variable, initializer, name ?? Name));

    /// <summary>A slot that begins with a constant, which stands beside the variable and not under the slot's name.</summary>
    private protected RefVariable ConstantSlot(RefVariable variable, string slot, double value)
    {
        Tensor constant;
        using (variable.graph.EnterColocation(variable.op)) constant = Binding.tf.constant(value, variable.dtype.as_base_dtype(), variable.shape);
        return Slot(variable, slot, () => SlotCreator.Create(variable.op, constant, Name));
    }

    /// <summary>The slot of this name; it was made by <see cref="CreateSlots"/>.</summary>
    private protected RefVariable SlotOf(RefVariable variable, string slot) =>
        get_slot(variable, slot) ?? throw new InternalError($"The optimizer {Name} has no slot '{slot}' of {variable.name}.");

    /// <summary>A variable of the optimizer itself, such as the powers of Adam's decay rates.</summary>
    private protected RefVariable NonSlot(double initial, string name, RefVariable beside)
    {
        if (_nonSlots.TryGetValue((beside.graph, name), out var found)) return found;
        using var colocated = beside.graph.EnterColocation(beside.op);
        return _nonSlots[(beside.graph, name)] = VariableFactory.Create((float)initial, false, name, TF_DataType.DtInvalid, use_resource: beside is ResourceVariable);
    }

    /// <summary>The variable of the optimizer itself, made before.</summary>
    private protected RefVariable NonSlotOf(string name) => _nonSlots[(DefaultGraph.Current, name)];

    /// <summary>A number of the optimizer as a tensor of the given name.</summary>
    private protected static Tensor Number(double value, string name) => ((TensorLike)(float)value).ToTensor(name);

    /// <summary>A number as a tensor of the variable's type.</summary>
    private protected static Tensor As(Tensor number, RefVariable variable) => Numbers.Cast(number, variable.dtype.as_base_dtype());

    private RefVariable Slot(RefVariable variable, string slot, Func<RefVariable> create)
    {
        if (!_slots.TryGetValue(slot, out var slots)) _slots[slot] = slots = [];
        return slots.TryGetValue(variable, out var found) ? found : slots[variable] = create();
    }
}
