using NumSharp;

namespace Tensorflow;

/// <summary>
/// What a program sees after <c>using static Tensorflow.Binding;</c>: <c>tf</c>, and the few Python built-ins that make ported code read alike.
/// </summary>
public static class Binding
{
    /// <summary>TensorFlow's API.</summary>
    public static readonly tensorflow tf = new();

    /// <summary>Python's None.</summary>
    public static readonly object? None = null;

    /// <summary>Prints values separated by blanks; arrays as NumPy prints them, tensors as TensorFlow does.</summary>
    public static void print(params object?[] values) => Console.WriteLine(string.Join(' ', values.Select(str)));

    /// <summary>A value as Python's <c>str</c> writes it: numbers and arrays (of .NET too) as NumPy does, other lists as Python does.</summary>
    public static string str(object? value) => value switch
    {
        null => "None",
        bool flag => flag ? "True" : "False",
        float number => NumPy.ArrayPrinter.Format(NDArray.Scalar(number)),
        double number => NumPy.ArrayPrinter.Format(NDArray.Scalar(number)),
        NDArray array => NumPy.ArrayPrinter.Format(array),
        string text => text,
        string[] texts => $"[{string.Join(' ', texts.Select(Repr))}]",
        Array { Length: > 0 } array when array.GetType().GetElementType() is { IsPrimitive: true } element && element != typeof(char) => NumPy.ArrayPrinter.Format(np.array(array)),
        Shape or Tensor => value.ToString()!,
        System.Collections.IEnumerable list and not NumPy.NDArray => $"[{string.Join(", ", list.Cast<object?>().Select(Repr))}]",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    // Inside a list Python shows how a value is written, not what it reads.
    private static string Repr(object? value) => value switch
    {
        string text => text.Contains('\'') && !text.Contains('"') ? $"\"{text}\"" : $"'{text.Replace("'", "\\'")}'",
        Tensor tensor and not IndexedSlices => $"<tf.Tensor '{tensor.name}' shape={tensor.shape} dtype={tensor.dtype.as_numpy_name()}>",
        _ => str(value),
    };

    /// <summary>0, 1, ... up to <paramref name="end"/> (exclusive).</summary>
    public static IEnumerable<int> range(int end) => range(0, end);

    /// <summary>The integers from <paramref name="start"/> up to <paramref name="end"/> (exclusive).</summary>
    public static IEnumerable<int> range(int start, int end) => Enumerable.Range(start, Math.Max(0, end - start));

    /// <summary>The integers from <paramref name="start"/> towards <paramref name="end"/> (exclusive) in steps.</summary>
    public static IEnumerable<int> range(int start, int end, int step)
    {
        if (step == 0) throw new ValueError("range() arg 3 must not be zero");
        for (var i = start; step > 0 ? i < end : i > end; i += step) yield return i;
    }

    /// <summary>Pairs of the elements at equal places.</summary>
    public static IEnumerable<(T1, T2)> zip<T1, T2>(IEnumerable<T1> first, IEnumerable<T2> second) => first.Zip(second);

    /// <summary>Triples of the elements at equal places.</summary>
    public static IEnumerable<(T1, T2, T3)> zip<T1, T2, T3>(IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third) => first.Zip(second, third);

    /// <summary>Pairs of the elements of two arrays, as <typeparamref name="T"/>, in row-major order.</summary>
    public static IEnumerable<(T, T)> zip<T>(NDArray first, NDArray second) where T : unmanaged => first.ToArray<T>().Zip(second.ToArray<T>());

    /// <summary>Elements with their places.</summary>
    public static IEnumerable<(int, T)> enumerate<T>(IEnumerable<T> values, int start = 0) => values.Select((value, i) => (i + start, value));

    /// <summary>The number of elements; of an array its first dimension, as in Python.</summary>
    public static int len(object value) => value switch
    {
        NDArray array => (int)array.shape[0],
        NumPy.NDArray array => (int)array.dims[0],
        Array array => array.GetLength(0),
        string text => text.Length,
        System.Collections.ICollection collection => collection.Count,
        Shape shape => shape.ndim,
        System.Collections.IEnumerable sequence => sequence.Cast<object>().Count(),
        _ => throw new TypeError($"object of type '{value.GetType().Name}' has no len()"),
    };

    /// <summary>Runs a block inside a scope: <c>tf_with(tf.name_scope("x"), scope => { ... })</c>.</summary>
    public static void tf_with<T>(T scope, Action<T> block) where T : IDisposable
    {
        using (scope) block(scope);
    }

    /// <summary>Runs a block inside a scope and gives its result.</summary>
    public static TResult tf_with<T, TResult>(T scope, Func<T, TResult> block) where T : IDisposable
    {
        using (scope) return block(scope);
    }
}
