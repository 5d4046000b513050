namespace Tensorflow.Ops;

/// <summary>The list with one more element at its end.</summary>
internal sealed class TensorListPushBack() : OpType("TensorListPushBack",
    "input_handle: variant, tensor: element_dtype -> output_handle: variant; element_dtype: type")
{
    public override void Infer(InferContext c) => c.Scalar();

    public override Tensor?[] Gradient(GradContext g)
    {
        var (list, element) = Lists.PopBack(g.Dy(), g.Attrs.Type("element_dtype"), Lists.ShapeOf(g.Input(1)));
        return [list, element];
    }

    public override void Run(KernelContext k)
    {
        var list = k.TakeList(0);
        var element = k.Input(1);
        ElementShape.CheckType(list, element.DType);
        if (list.Limit >= 0 && list.Count >= list.Limit)
            throw new InvalidArgumentError($"Tried to push item into a full list list size: {list.Count} max_num_elements: {list.Limit}");
        if (element.DType != TF_DataType.TF_VARIANT && !list.ElementShape.Fits(element.Dims)) ElementShape.CheckElement(list, element.Shape, "append");
        list.Push(element);
        k.Output().Objects[0] = list;
    }
}

/// <summary>The list without its last element, and that element.</summary>
internal sealed class TensorListPopBack() : OpType("TensorListPopBack",
    "input_handle: variant, element_shape: int32 -> output_handle: variant, tensor: element_dtype; element_dtype: type")
{
    public override void Infer(InferContext c)
    {
        c.Set(0, Shape.Scalar);
        c.Set(1, ElementShape.Of(c, 1));
    }

    public override Tensor?[] Gradient(GradContext g) =>
        [Lists.PushBack(g.DyOrNull(0) ?? Lists.ZerosLike(g.Output()), g.DyOrNull(1) is null ? Lists.Zero(g.Output(1)) : g.Dy(1)), null];

    public override void Run(KernelContext k)
    {
        var list = k.TakeList(0);
        ElementShape.CheckType(list, k.Output(1).DType);
        if (list.Count == 0) throw new InvalidArgumentError("Trying to pop from an empty list.");
        var last = list.Count - 1;
        ElementShape.Read(list, last, k.Fit(1, ElementShape.Dims(list, last, k.Input(1))));
        list.Pop();
        k.Output().Objects[0] = list;
    }
}

/// <summary>One element of a list; zeros where it was not set.</summary>
internal sealed class TensorListGetItem() : OpType("TensorListGetItem",
    "input_handle: variant, index: int32, element_shape: int32 -> item: element_dtype; element_dtype: type")
{
    public override void Infer(InferContext c) => c.Set(0, ElementShape.Of(c, 2));

    public override Tensor?[] Gradient(GradContext g) => [new ListItemGradient(g.Input(0), g.Input(1), g.Dy(), g.Output()), null, null];

    public override void Run(KernelContext k)
    {
        var list = k.Input(0).List;
        ElementShape.CheckType(list, k.Output().DType);
        var index = k.In<int>(1)[0];
        if (index < 0 || index >= list.Count) throw new InvalidArgumentError($"Trying to access element {index} in a list with {list.Count} elements.");
        ElementShape.Read(list, index, k.Fit(0, ElementShape.Dims(list, index, k.Input(2))));
    }
}

/// <summary>The list with another element at one place.</summary>
internal sealed class TensorListSetItem() : OpType("TensorListSetItem",
    "input_handle: variant, index: int32, item: element_dtype -> output_handle: variant; element_dtype: type; resize_if_index_out_of_bounds: bool = false")
{
    public override void Infer(InferContext c) => c.Scalar();

    public override Tensor?[] Gradient(GradContext g)
    {
        var (list, index, item) = (g.Dy(), g.Input(1), g.Input(2));
        return [Lists.SetItem(list, index, Lists.Zero(item)), null, Lists.GetItem(list, index, item.dtype, Lists.ShapeOf(item))];
    }

    public override void Run(KernelContext k)
    {
        var list = k.TakeList(0);
        var item = k.Input(2);
        ElementShape.CheckType(list, item.DType);
        var index = k.In<int>(1)[0];
        if (index >= list.Count && k.Attrs.Bool("resize_if_index_out_of_bounds")) list.Resize(index + 1);
        if (index < 0 || index >= list.Count) throw new InvalidArgumentError($"Trying to modify element {index} in a list with {list.Count} elements.");
        if (item.DType != TF_DataType.TF_VARIANT && !list.ElementShape.Fits(item.Dims)) ElementShape.CheckElement(list, item.Shape, "set");
        list.Set(index, item);
        k.Output().Objects[0] = list;
    }
}
