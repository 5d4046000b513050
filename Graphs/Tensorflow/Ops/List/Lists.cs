using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>The list operations as functions, for gradients and tf.TensorArray.</summary>
internal static class Lists
{
    public static Tensor Empty(TF_DataType dtype, TensorLike elementShape, TensorLike limit, string? name = null) =>
        OpBuilder.Apply("EmptyTensorList", name, [elementShape, limit], ("element_dtype", dtype));

    public static Tensor Reserve(TF_DataType dtype, TensorLike elementShape, TensorLike count, string? name = null) =>
        OpBuilder.Apply("TensorListReserve", name, [elementShape, count], ("element_dtype", dtype));

    public static Tensor PushBack(Tensor list, Tensor element) => OpBuilder.Apply("TensorListPushBack", null, [list, element]);

    public static (Tensor List, Tensor Element) PopBack(Tensor list, TF_DataType dtype, TensorLike elementShape)
    {
        var outputs = OpBuilder.ApplyMany("TensorListPopBack", null, [list, elementShape], ("element_dtype", dtype));
        return (outputs[0], outputs[1]);
    }

    public static Tensor GetItem(Tensor list, TensorLike index, TF_DataType dtype, TensorLike elementShape, string? name = null) =>
        OpBuilder.Apply("TensorListGetItem", name, [list, index, elementShape], ("element_dtype", dtype));

    public static Tensor SetItem(Tensor list, TensorLike index, Tensor item, bool resize = false, string? name = null) =>
        OpBuilder.Apply("TensorListSetItem", name, [list, index, item], ("resize_if_index_out_of_bounds", resize));

    public static Tensor Stack(Tensor list, TF_DataType dtype, TensorLike elementShape, string? name = null, long count = -1) =>
        OpBuilder.Apply("TensorListStack", name, [list, elementShape], ("element_dtype", dtype), ("num_elements", count));

    public static Tensor FromTensor(Tensor tensor, TensorLike elementShape, string? name = null) =>
        OpBuilder.Apply("TensorListFromTensor", name, [tensor, elementShape]);

    public static Tensor Length(Tensor list, string? name = null) => OpBuilder.Apply("TensorListLength", name, [list]);

    public static Tensor Gather(Tensor list, TensorLike indices, TF_DataType dtype, TensorLike elementShape, string? name = null) =>
        OpBuilder.Apply("TensorListGather", name, [list, indices, elementShape], ("element_dtype", dtype));

    public static Tensor ScatterInto(Tensor list, Tensor values, TensorLike indices, string? name = null) =>
        OpBuilder.Apply("TensorListScatterIntoExistingList", name, [list, values, indices]);

    public static Tensor Resize(Tensor list, TensorLike count, string? name = null) => OpBuilder.Apply("TensorListResize", name, [list, count]);

    public static Tensor Split(Tensor tensor, TensorLike elementShape, TensorLike lengths, string? name = null) =>
        OpBuilder.Apply("TensorListSplit", name, [tensor, elementShape, lengths]);

    public static Tensor Concat(Tensor list, TF_DataType dtype, TensorLike elementShape, TensorLike leadingDims, string? name = null) =>
        OpBuilder.Apply("TensorListConcatV2", name, [list, elementShape, leadingDims], ("element_dtype", dtype));

    public static Tensor ZerosLike(Tensor list) => OpBuilder.Apply("ZerosLike", null, [list]);

    /// <summary>A shape as the list operations take it: sizes with -1 for unknown ones, the number -1 for an unknown rank.</summary>
    public static TensorLike ShapeArgument(Shape shape) => shape.HasRank ? shape.as_int_list() : -1;

    /// <summary>The shape of a tensor as an argument: known from the graph where it is, else computed.</summary>
    public static TensorLike ShapeOf(Tensor tensor) => tensor.dtype == TF_DataType.TF_VARIANT ? Array.Empty<int>()
        : tensor.shape.IsFullyDefined ? tensor.shape.as_int_list() : tf.shape(tensor);

    /// <summary>The shape of a tensor's rows as an argument.</summary>
    public static TensorLike RowShapeOf(Tensor tensor) =>
        tensor.shape.HasRank && tensor.shape.Slice(1, tensor.shape.ndim).IsFullyDefined ? tensor.shape.Slice(1, tensor.shape.ndim).as_int_list() : tf.shape(tensor)["1:"];

    /// <summary>The zero of a tensor, of a list, or of the variable that a handle names.</summary>
    public static Tensor Zero(Tensor tensor) => tensor.dtype switch
    {
        TF_DataType.TF_VARIANT => ZerosLike(tensor),
        TF_DataType.TF_RESOURCE when tensor.ValueShape.IsFullyDefined => tf.zeros(tensor.ValueShape, tensor.ValueType),
        TF_DataType.TF_RESOURCE => tf.zeros(OpBuilder.Apply("VariableShape", null, [tensor]), tensor.ValueType),
        _ => tf.zeros_like(tensor),
    };
}

/// <summary>Shapes of elements.</summary>
internal static class ElementShape
{
    /// <summary>The shape that an argument element_shape holds.</summary>
    public static Shape FromValue(TensorValue value)
    {
        if (value.Rank == 0) return value.AsLong(0) == -1 ? Shape.Unknown : throw new InvalidArgumentError($"The only valid scalar shape tensor is the fully unknown shape specified as -1, but it is {value.AsLong(0)}.");
        var dims = new long[value.Count];
        for (var i = 0; i < dims.Length; i++) dims[i] = value.AsLong(i);
        return new Shape(dims);
    }

    /// <summary>The shape that input <paramref name="index"/> holds, as far as it is known.</summary>
    public static Shape Of(InferContext c, int index) => c.Value(index) is { } value ? FromValue(value) : c.Input(index).ndim == 0 ? Shape.Unknown : c.ValueAsShape(index);

    /// <summary>What a list's elements must be, by the list and by what the operation says.</summary>
    public static Shape Required(TensorList list, TensorValue argument)
    {
        var said = FromValue(argument);
        if (!list.ElementShape.is_compatible_with(said))
            throw new InvalidArgumentError($"Incompatible shapes of list elements: the list's are {list.ElementShape}, the operation says {said}.");
        return list.ElementShape.merge_with(said);
    }

    /// <summary>The sizes of an element, set or not: what was not set counts as zeros where the size is known.</summary>
    public static int[] Dims(TensorList list, int index, TensorValue argument)
    {
        if (list.Has(index)) return list.DimsOf(index);
        var shape = Required(list, argument);
        if (!shape.IsFullyDefined && list.CommonDims is { } common && shape.is_compatible_with(new Shape(common))) return common;
        return shape.IsFullyDefined ? shape.ToInts()
            : throw new InvalidArgumentError($"Trying to read an uninitialized tensor but element_shape is not fully defined: {shape} and no list element is set. Write element {index} first, or give the TensorArray an element_shape.");
    }

    /// <summary>Copies an element to its place; zeros where it was not set.</summary>
    public static void Read(TensorList list, int index, TensorValue target)
    {
        if (list.Has(index)) list.CopyTo(index, target);
        else Clear(target);
    }

    public static unsafe void Clear(TensorValue target)
    {
        if (target.DType == TF_DataType.TF_STRING) Array.Fill(target.Objects, Array.Empty<byte>());
        else if (target.IsObject) throw new InvalidArgumentError("Trying to read an uninitialized list from a list of lists.");
        else new Span<byte>(target.Data, checked((int)target.ByteCount)).Clear();
    }

    public static void CheckType(TensorList list, TF_DataType dtype)
    {
        if (list.DType != dtype.as_base_dtype())
            throw new InvalidArgumentError($"Invalid data types; op elements {dtype.as_numpy_name()} but list elements {list.DType.as_numpy_name()}");
    }

    public static void CheckElement(TensorList list, Shape shape, string what)
    {
        if (!list.ElementShape.is_compatible_with(shape))
            throw new InvalidArgumentError($"Tried to {what} a tensor with incompatible shape to a list. Op element shape: {shape} list shape: {list.ElementShape}");
    }
}
