using System.Runtime.CompilerServices;

namespace Tensorflow;

/// <summary>A structure of tensors with types of its own, such as the state of a cell, that loops and branches take apart and put together.</summary>
internal interface INest
{
    /// <summary>The parts: tensors or structures.</summary>
    IReadOnlyList<object> Parts { get; }

    /// <summary>The same structure with other parts.</summary>
    object With(IReadOnlyList<object> parts);
}

/// <summary>
/// Structures of tensors: a tensor, a TensorArray, arrays, lists and tuples of structures. Taken apart they are a list of
/// tensors in order.
/// </summary>
internal static class Nest
{
    /// <summary>The tensors of a structure; a TensorArray's is the list that it holds.</summary>
    /// <exception cref="TypeError">Something in it is no tensor.</exception>
    public static List<Tensor> Flatten(object? structure, string what)
    {
        var tensors = new List<Tensor>();
        Flatten(structure, what, tensors);
        return tensors;
    }

    /// <summary>The structure of <paramref name="template"/> with other tensors.</summary>
    public static T Pack<T>(T template, IReadOnlyList<Tensor> tensors)
    {
        var at = 0;
        return (T)Pack(template!, tensors, ref at);
    }

    /// <summary>The structure as text: <c>(Tensor, [Tensor, TensorArray])</c>.</summary>
    public static string Describe(object? structure) => structure switch
    {
        null => "null",
        RefVariable => nameof(Tensor),
        TensorArray => nameof(TensorArray),
        Tensor => nameof(Tensor),
        TensorLike => nameof(Tensor),
        INest nest => $"{structure.GetType().Name}({string.Join(", ", nest.Parts.Select(Describe))})",
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Describe(tuple[i])))})",
        System.Collections.IList list => $"[{string.Join(", ", list.Cast<object?>().Select(Describe))}]",
        _ => structure.GetType().Name,
    };

    private static void Flatten(object? structure, string what, List<Tensor> tensors)
    {
        switch (structure)
        {
            case TensorArray array: tensors.Add(array.flow); break;
            case Tensor tensor: tensors.Add(((TensorLike)tensor).ToTensor()); break;
            case RefVariable variable: tensors.Add(variable); break;
            case TensorLike like: tensors.Add(like.ToTensor()); break;
            case INest nest: foreach (var part in nest.Parts) Flatten(part, what, tensors); break;
            case ITuple tuple: for (var i = 0; i < tuple.Length; i++) Flatten(tuple[i], what, tensors); break;
            case System.Collections.IList list when list is not Array { Rank: > 1 }: foreach (var item in list) Flatten(item, what, tensors); break;
            default: throw new TypeError($"{what} must be tensors, TensorArrays, or arrays, lists and tuples of them, but one is {Describe(structure)}. Make a tensor of a value by tf.constant.");
        }
    }

    private static object Pack(object template, IReadOnlyList<Tensor> tensors, ref int at)
    {
        switch (template)
        {
            case TensorArray array: return array.With(tensors[at++]);
            case Tensor: return tensors[at++];
            case TensorLike: return (TensorLike)tensors[at++];
            case RefVariable variable: throw new TypeError($"A variable cannot come out of a loop or branch, only its value, a tensor: give {variable.name} as variable.value().");
            case INest nest: return nest.With(PackAll(nest.Parts, tensors, ref at));
            case ITuple tuple:
                var parts = PackAll([.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i]!)], tensors, ref at);
                return Activator.CreateInstance(template.GetType(), parts)!;
            case Array list:
                var items = PackAll([.. list.Cast<object>()], tensors, ref at);
                var array2 = Array.CreateInstance(template.GetType().GetElementType()!, items.Length);
                Array.Copy(items, array2, items.Length);
                return array2;
            case System.Collections.IList list:
                var result = (System.Collections.IList)Activator.CreateInstance(template.GetType())!;
                foreach (var item in PackAll([.. list.Cast<object>()], tensors, ref at)) result.Add(item);
                return result;
            default: throw new TypeError($"A structure of tensors is needed, but it has a {template.GetType().Name}.");
        }
    }

    private static object[] PackAll(IReadOnlyList<object> templates, IReadOnlyList<Tensor> tensors, ref int at)
    {
        var parts = new object[templates.Count];
        for (var i = 0; i < parts.Length; i++) parts[i] = Pack(templates[i], tensors, ref at);
        return parts;
    }
}
