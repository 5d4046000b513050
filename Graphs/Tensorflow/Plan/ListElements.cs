using System.Diagnostics.CodeAnalysis;

namespace Tensorflow.Plan;

/// <summary>What a plan knows of a list's elements: the shape they share (unknown where they differ), how many there are (-1 for unknown), and for lists of lists the same of the inner ones.</summary>
internal sealed record ListElements(Shape? Shape, long Count, ListElements? Inner = null)
{
    /// <summary>Elements above this number of bytes are not compared.</summary>
    private const long LargestCompared = 64;

    /// <summary>
    /// The value that each element has; null where they differ or are not known. Gradients of loops keep shapes in lists, which
    /// are the same in every iteration once the shapes of the variables are known.
    /// </summary>
    public TensorValue? Same { get; private init; }

    /// <summary>True while nothing was put in.</summary>
    private bool IsEmpty { get; init; }

    /// <summary>A list of which nothing is known.</summary>
    public static ListElements Unknown { get; } = new(Tensorflow.Shape.Unknown, -1);

    /// <summary>What is known of the outputs that are lists; sets the shapes of outputs that are elements. Null where the operation gives neither.</summary>
    public static ListElements?[]? Of(Operation op, PlanValue[] inputs, Shape[] shapes, LoweredFunctions? functions)
    {
        if (functions is not null) return functions.Elements;
        var isList = op.type.Contains("TensorList", StringComparison.Ordinal);
        if (!isList && !Array.Exists(op.outputs, o => o.dtype == TF_DataType.TF_VARIANT)) return null;
        var list = inputs.Length > 0 ? inputs[0].Root.Elements : null;
        switch (op.type)
        {
            case "EmptyTensorList":
                return [new ListElements(null, 0) { IsEmpty = true }];
            case "TensorListReserve":
                var given = inputs[0].Constant is { } dims ? Ops.ElementShape.FromValue(dims) : Tensorflow.Shape.Unknown;
                return [new ListElements(given.IsFullyDefined ? given : null, inputs[1].Constant is { } count ? count.AsLong(0) : -1)];
            case "TensorListFromTensor":
                return [inputs[0].Shape.HasRank ? new ListElements(inputs[0].Shape.Slice(1, inputs[0].Shape.ndim), inputs[0].Shape[0]) : Unknown];
            case "TensorListPushBack":
                return [With(list, inputs[1], 1)];
            case "TensorListSetItem":
                return [With(list, inputs[2], 0)];
            case "TensorListPopBack":
                shapes[1] = Element(list, shapes[1]);
                return [list is null ? Unknown : list with { Count = list.Count < 0 ? -1 : list.Count - 1 }, list?.Inner];
            case "TensorListGetItem":
                shapes[0] = Element(list, shapes[0]);
                return [list?.Inner];
            case "TensorListStack" or "TensorListGather" when list?.Shape is { HasRank: true } known:
                var rows = op.type == "TensorListStack" ? list.Count : inputs[1].Shape is { ndim: 1 } indices ? indices[0] : -1;
                var stacked = new Shape([rows]).concatenate(known);
                if (shapes[0].is_compatible_with(stacked)) shapes[0] = shapes[0].merge_with(stacked);
                return [null];
            case "TensorListResize":
                return [list is null ? Unknown : Changed(list) with { Count = inputs[1].Constant is { } size ? size.AsLong(0) : -1 }];
            case "Identity":
                return [list];
            case "ZerosLike":
                return [Changed(list)];
            case "AddN":
                return [Changed(inputs.Select(v => v.Root.Elements).Aggregate(Join))];
            case "TensorListScatterIntoExistingList" when inputs[1].Shape.HasRank:
                return [With(list, new ListElements(inputs[1].Shape.Slice(1, inputs[1].Shape.ndim), -1), 0)];
            default:
                return [.. op.outputs.Select(o => o.dtype == TF_DataType.TF_VARIANT ? Unknown : null)];
        }
    }

    /// <summary>What holds of two lists.</summary>
    public static ListElements? Join(ListElements? a, ListElements? b)
    {
        if (a is null || b is null) return a is null && b is null ? null : Unknown;
        var shape = a.Shape is null ? b.Shape : b.Shape is null ? a.Shape : Functional.Common(a.Shape, b.Shape);
        var inner = a.Inner is null ? b.Inner : b.Inner is null ? a.Inner : Join(a.Inner, b.Inner);
        return new ListElements(shape, a.Count == b.Count ? a.Count : -1, inner)
        {
            Same = a.IsEmpty ? b.Same : b.IsEmpty || AreEqual(a.Same, b.Same) ? a.Same : null,
            IsEmpty = a.IsEmpty && b.IsEmpty,
        };
    }

    /// <summary>The output that is an element whose value is known before the run, and that value; null for other operations.</summary>
    public static (int Output, TensorValue Value)? KnownElement(Operation op, PlanValue[] inputs) => op.type is not ("TensorListPopBack" or "TensorListGetItem") ? null
        : inputs[0].Root.Elements?.Same is { } value ? (op.type == "TensorListPopBack" ? 1 : 0, value) : null;

    private static ListElements With(ListElements? list, PlanValue element, int more) =>
        With(list, new ListElements(element.Shape, -1, element.Root.Elements) { Same = element.Constant is { IsObject: false, ByteCount: <= LargestCompared } value ? value : null }, more);

    private static ListElements With(ListElements? list, ListElements element, int more)
    {
        if (list is null) return Unknown;
        return Join(list, element)! with { Count = list.Count < 0 ? -1 : list.Count + more };
    }

    // The same shapes, other values.
    [return: NotNullIfNotNull(nameof(list))]
    private static ListElements? Changed(ListElements? list) => list is null ? null : list with { Same = null, IsEmpty = false };

    private static unsafe bool AreEqual(TensorValue? a, TensorValue? b) => ReferenceEquals(a, b)
        || a is not null && b is not null && a.DType == b.DType && a.Dims.AsSpan().SequenceEqual(b.Dims)
            && new ReadOnlySpan<byte>(a.Data, (int)a.ByteCount).SequenceEqual(new ReadOnlySpan<byte>(b.Data, (int)b.ByteCount));

    private static Shape Element(ListElements? list, Shape inferred) =>
        list?.Shape is { HasRank: true } known && known.is_compatible_with(inferred) ? inferred.merge_with(known) : inferred;
}
