using System.Runtime.CompilerServices;
using NumSharp;

namespace Tensorflow;

/// <summary>
/// Anything that tf.* functions take where they need a tensor: a tensor, a variable, a number, a string, an array of any
/// rank, an NDArray. A value becomes a constant inside the operation that uses it, with the type of the other operand,
/// as in Python. A <see cref="double"/> or <see cref="float"/> number alone is float32 and an <see cref="int"/> int32, as
/// Python's are; arrays keep their type. Lists are written as in Python: <c>[-1, 28, 28, 1]</c>, <c>[x, y]</c>, <c>[[1, 2], [3, 4]]</c>.
/// </summary>
[CollectionBuilder(typeof(TensorLike), nameof(Create))]
public readonly struct TensorLike
{
    private readonly object? _value;

    private TensorLike(object? value) => _value = value;

    /// <summary>True for a value given as null or not given at all.</summary>
    public bool IsNull => _value is null;

    /// <summary>The tensor, if this is one (or a read of a variable); null for a value.</summary>
    internal Tensor? AsTensor => _value switch
    {
        Tensor tensor => tensor,
        RefVariable variable => variable.AsTensor(),
        ITensorConvertible other => other.ToTensor(),
        _ => null,
    };

    /// <summary>True for a tensor or a variable, false for a value.</summary>
    internal bool IsTensor => _value is Tensor or RefVariable or ITensorConvertible;

    /// <summary>The type of the tensor's or variable's elements; null for a value.</summary>
    internal TF_DataType? TensorType => _value is RefVariable variable ? variable.dtype.as_base_dtype() : AsTensor?.dtype.as_base_dtype();

    /// <summary>The variable itself, if this is one; for operations that take references.</summary>
    internal Tensor? AsRef => _value switch
    {
        RefVariable variable => variable.AsRef(),
        Tensor tensor => tensor,
        _ => null,
    };

    internal object? Value => _value;

    /// <summary>The tensor; a value becomes a constant named <paramref name="name"/>.</summary>
    /// <exception cref="TypeError">The value cannot become a tensor of this type.</exception>
    internal Tensor ToTensor(string? name = null, TF_DataType dtype = TF_DataType.DtInvalid)
    {
        if (AsTensor is { } tensor)
        {
            if (dtype != TF_DataType.DtInvalid && tensor.dtype.as_base_dtype() != dtype.as_base_dtype())
                throw new ValueError($"Tensor conversion requested dtype {dtype.as_numpy_name()} for Tensor with dtype {tensor.dtype.as_numpy_name()}: {tensor}. Use tf.cast.");
            return tensor switch
            {
                IndexedSlices slices => slices.AsDense(),
                ListItemGradient item => item.AsList(),
                _ => tensor,
            };
        }
        if (_value is Array list && AutoPacking.HoldsTensors(list)) return AutoPacking.Apply(list, name ?? "packed", dtype);
        return Ops.Const.Apply(ValueConversion.ToValue(_value, dtype), name ?? "Const");
    }

    /// <summary>A tensor as it is; a value as a constant of this type, named <paramref name="name"/>: what operations do with one operand beside another.</summary>
    internal Tensor ToTensorBeside(TF_DataType dtype, string? name) => ToTensor(name, IsTensor ? TF_DataType.DtInvalid : dtype);

    /// <summary>A list of tensors, of tensors and values, or of values, numbers among them typed as numbers alone are.</summary>
    public static TensorLike Create(ReadOnlySpan<TensorLike> items)
    {
        var values = items.ToArray();
        if (values.Length > 0 && Array.TrueForAll(values, item => item.IsTensor)) return new(Array.ConvertAll(values, item => item.AsTensor!));
        // Values beside tensors stay values, so that their constants are named where the list is used: Reshape/shape/1.
        if (Array.Exists(values, item => item.IsTensor)) return new(values);
        return Array.TrueForAll(values, item => item._value is int)
            ? new(Array.ConvertAll(values, item => (int)item._value!))
            : new(Array.ConvertAll(values, item => item._value));
    }

    /// <summary>The items of a list, or the value alone.</summary>
    public IEnumerator<TensorLike> GetEnumerator()
    {
        if (_value is not Array list)
        {
            yield return this;
            yield break;
        }
        foreach (var item in list)
            yield return From(item);
    }

    /// <summary>Wraps a value of a type known only at run time.</summary>
    public static TensorLike From(object? value) => value is TensorLike already ? already : new TensorLike(value);

    public static implicit operator TensorLike(Tensor? value) => new(value);

    public static implicit operator TensorLike(Operation value) => new(value.output);

    public static implicit operator TensorLike(RefVariable? value) => new(value);

    public static implicit operator TensorLike(NDArray value) => new(value);

    public static implicit operator TensorLike(NumPy.NDArray value) => new((NDArray)value);

    public static implicit operator TensorLike(Shape value) => new(value);

    public static implicit operator TensorLike(Array value) => new(value);

    public static implicit operator TensorLike(List<Tensor> value) => new(value.ToArray());

    public static implicit operator TensorLike(List<RefVariable> value) => new(value.ToArray());

    public static implicit operator TensorLike(float value) => new(value);

    public static implicit operator TensorLike(double value) => new(value);

    public static implicit operator TensorLike(int value) => new(value);

    public static implicit operator TensorLike(long value) => new(value);

    public static implicit operator TensorLike(byte value) => new(value);

    public static implicit operator TensorLike(bool value) => new(value);

    public static implicit operator TensorLike(string? value) => new(value);
}
