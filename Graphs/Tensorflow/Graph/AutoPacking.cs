namespace Tensorflow;

/// <summary>
/// A list of tensors and values where one tensor is needed becomes their stack, as in Python: <c>tf.fill([2, n], 0)</c>.
/// The values become constants named by their places (<c>Fill/dims/0</c>).
/// </summary>
internal static class AutoPacking
{
    /// <summary>True for an array with a tensor in it, at any depth.</summary>
    public static bool HoldsTensors(Array list) =>
        list is TensorLike[] or object[] && list.Cast<object?>().Any(item =>
            TensorLike.From(item) is var value && (value.IsTensor || value.Value is Array nested && HoldsTensors(nested)));

    /// <summary>The stack, named <paramref name="name"/>; values take <paramref name="dtype"/> or the tensors' type.</summary>
    public static Tensor Apply(Array list, string name, TF_DataType dtype)
    {
        if (dtype == TF_DataType.DtInvalid) dtype = TensorType(list);
        using var scope = DefaultGraph.Current.EnterScope(name);
        var parts = new Tensor[list.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var item = TensorLike.From(list.GetValue(i));
            var place = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            parts[i] = item.Value is Array nested && HoldsTensors(nested) ? Apply(nested, place, dtype) : item.ToTensor(place, dtype);
        }
        return Ops.Pack.Apply(parts, 0, scope.scope_name);
    }

    private static TF_DataType TensorType(Array list)
    {
        foreach (var entry in list)
        {
            var item = TensorLike.From(entry);
            if (item.TensorType is { } type) return type;
            if (item.Value is Array nested && HoldsTensors(nested)) return TensorType(nested);
        }
        return TF_DataType.DtInvalid;
    }
}
