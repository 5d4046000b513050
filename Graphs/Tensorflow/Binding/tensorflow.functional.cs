using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Loops over the rows of tensors, and choices among several branches.</summary>
public sealed partial class tensorflow
{
    /// <summary>
    /// What <paramref name="fn"/> gives for each row of <paramref name="elems"/> (along the first dimension), stacked. Structures of tensors
    /// (arrays, tuples) are taken row by row together.
    /// </summary>
    /// <param name="fn">Maps a row, in the structure of elems.</param>
    /// <param name="elems">Tensors of equal first dimension.</param>
    /// <param name="dtype">The types of what fn gives, where they are not those of elems.</param>
    /// <param name="parallel_iterations">Accepted for compatibility.</param>
    /// <param name="back_prop">Accepted for compatibility.</param>
    /// <param name="swap_memory">Accepted for compatibility.</param>
    /// <param name="infer_shape">False where fn gives tensors of different shapes.</param>
    /// <param name="name">The scope, "map" unless given.</param>
    public TOut map_fn<TIn, TOut>(Func<TIn, TOut> fn, TIn elems, TF_DataType[]? dtype = null, int parallel_iterations = 10, bool back_prop = true,
        bool swap_memory = false, bool infer_shape = true, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "map");
        var rows = RowArrays(elems, "elems of tf.map_fn", out var count, out var staticCount);
        var types = dtype ?? [.. rows.Select(r => r.dtype)];
        TOut? template = default;
        var (_, results) = while_loop((i, _) => i < count, (i, arrays) =>
        {
            template = fn(Nest.Pack(elems, [.. rows.Select(r => r.read(i))]));
            var values = Nest.Flatten(template, "What fn of tf.map_fn returns");
            if (values.Count != types.Length)
                throw new TypeError($"fn of tf.map_fn returned {Nest.Describe(template)}, {values.Count} tensors, but dtype names {types.Length} types ({string.Join(", ", types.Select(t => t.as_numpy_name()))}). Give dtype the types of what fn returns.");
            return (i + 1, arrays.Select((a, n) => a.write(i, Typed(values[n], types[n], "map_fn"))).ToArray());
        }, (constant(0), Array.ConvertAll(types, t => TensorArray(t, count, infer_shape: infer_shape))), parallel_iterations: parallel_iterations, maximum_iterations: count);
        return Nest.Pack(template!, Stacked(results, staticCount));
    }

    /// <summary>The same for one tensor, with the type of what fn gives.</summary>
    public Tensor map_fn(Func<Tensor, Tensor> fn, TensorLike elems, TF_DataType dtype = TF_DataType.DtInvalid, int parallel_iterations = 10, bool back_prop = true,
        bool swap_memory = false, bool infer_shape = true, string? name = null) =>
        map_fn<Tensor, Tensor>(fn, elems.ToTensor("elems"), dtype == TF_DataType.DtInvalid ? null : [dtype], parallel_iterations, back_prop, swap_memory, infer_shape, name);

    /// <summary>
    /// All partial results of a fold: result[i] = fn(result[i-1], elems[i]), stacked. Without an initializer the first row is the first result.
    /// </summary>
    /// <param name="fn">Combines what came so far with a row.</param>
    /// <param name="elems">Tensors of equal first dimension.</param>
    /// <param name="initializer">What comes before the first row; also the structure of the results.</param>
    /// <param name="parallel_iterations">Accepted for compatibility.</param>
    /// <param name="back_prop">Accepted for compatibility.</param>
    /// <param name="swap_memory">Accepted for compatibility.</param>
    /// <param name="infer_shape">False where fn gives tensors of different shapes.</param>
    /// <param name="reverse">True goes from the last row to the first; result[i] then follows from result[i+1].</param>
    /// <param name="name">The scope, "scan" unless given.</param>
    public TAcc scan<TAcc, TElem>(Func<TAcc, TElem, TAcc> fn, TElem elems, TAcc initializer, int parallel_iterations = 10, bool back_prop = true,
        bool swap_memory = false, bool infer_shape = true, bool reverse = false, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "scan");
        var rows = RowArrays(elems, "elems of tf.scan", out var count, out var staticCount);
        var first = Nest.Flatten(initializer, "initializer of tf.scan");
        var arrays = first.Select(v => TensorArray(v.dtype, count, infer_shape: infer_shape, element_shape: infer_shape ? v.shape : null)).ToArray();
        return Scan(fn, elems, rows, Nest.Pack(initializer, first), arrays, 0, count, staticCount, parallel_iterations, reverse);
    }

    /// <summary>The same without an initializer: the first row is the first result.</summary>
    public T scan<T>(Func<T, T, T> fn, T elems, int parallel_iterations = 10, bool back_prop = true,
        bool swap_memory = false, bool infer_shape = true, bool reverse = false, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "scan");
        var rows = RowArrays(elems, "elems of tf.scan", out var count, out var staticCount);
        var place = reverse ? count - 1 : constant(0);
        Tensor[] first = [.. rows.Select(r => r.read(place))];
        var arrays = first.Select(v => TensorArray(v.dtype, count, infer_shape: infer_shape, element_shape: infer_shape ? v.shape : null).write(place, v)).ToArray();
        return Scan(fn, elems, rows, Nest.Pack(elems, first), arrays, 1, count, staticCount, parallel_iterations, reverse);
    }

    /// <summary>fn(...fn(fn(initializer, elems[0]), elems[1])..., elems[n-1]).</summary>
    public TAcc foldl<TAcc, TElem>(Func<TAcc, TElem, TAcc> fn, TElem elems, TAcc initializer, int parallel_iterations = 10, bool back_prop = true,
        bool swap_memory = false, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "foldl");
        var rows = RowArrays(elems, "elems of tf.foldl", out var count, out _);
        return Fold(fn, elems, rows, initializer, constant(0), count, count, parallel_iterations, 1);
    }

    /// <summary>The same beginning with the first row.</summary>
    public T foldl<T>(Func<T, T, T> fn, T elems, int parallel_iterations = 10, bool back_prop = true, bool swap_memory = false, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "foldl");
        var rows = RowArrays(elems, "elems of tf.foldl", out var count, out _);
        return Fold(fn, elems, rows, Nest.Pack(elems, [.. rows.Select(r => r.read(0))]), constant(1), count, count, parallel_iterations, 1);
    }

    /// <summary>fn(...fn(fn(initializer, elems[n-1]), elems[n-2])..., elems[0]).</summary>
    public TAcc foldr<TAcc, TElem>(Func<TAcc, TElem, TAcc> fn, TElem elems, TAcc initializer, int parallel_iterations = 10, bool back_prop = true,
        bool swap_memory = false, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "foldr");
        var rows = RowArrays(elems, "elems of tf.foldr", out var count, out _);
        return Fold(fn, elems, rows, initializer, count, count, constant(0), parallel_iterations, -1);
    }

    /// <summary>The same beginning with the last row.</summary>
    public T foldr<T>(Func<T, T, T> fn, T elems, int parallel_iterations = 10, bool back_prop = true, bool swap_memory = false, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "foldr");
        var rows = RowArrays(elems, "elems of tf.foldr", out var count, out _);
        var last = count - 1;
        return Fold(fn, elems, rows, Nest.Pack(elems, [.. rows.Select(r => r.read(last))]), last, count, constant(0), parallel_iterations, -1);
    }

    /// <summary>
    /// What the function of the first predicate that holds returns; where none holds, what <paramref name="default"/> returns.
    /// </summary>
    /// <param name="pred_fn_pairs">Boolean scalars with functions of one structure of results.</param>
    /// <param name="default">The function where no predicate holds; without one that is an error of the run.</param>
    /// <param name="exclusive">True makes it an error of the run if several predicates hold.</param>
    /// <param name="strict">Accepted for compatibility.</param>
    /// <param name="name">The scope, "case" unless given.</param>
    public T @case<T>((Tensor pred, Func<T> fn)[] pred_fn_pairs, Func<T>? @default = null, bool exclusive = false, bool strict = false, string? name = null)
    {
        if (pred_fn_pairs.Length == 0) throw new ValueError("tf.case needs at least one pair of a predicate and a function.");
        using var scope = DefaultGraph.Current.EnterScope(name ?? "case");
        Tensor[] predicates = [.. pred_fn_pairs.Select(p => p.pred)];
        var names = string.Join(", ", predicates.Select(p => p.name));
        var count = pred_fn_pairs.Length;
        if (@default is null)
        {
            var last = pred_fn_pairs[^1];
            @default = () =>
            {
                using var controls = control_dependencies([OpBuilder.ApplyOp("Assert", null, [last.pred, new TensorLike[] { $"Input error: None of conditions evaluated as True: {names}", stack(predicates) }])]);
                return Delayed(last.fn());
            };
            count--;
        }
        Operation[] checks = [];
        if (exclusive)
        {
            var held = reduce_sum(cast(stack(predicates), TF_DataType.TF_INT32));
            checks = [OpBuilder.ApplyOp("Assert", "exclusive", [OpBuilder.Apply("LessEqual", null, [held, 1]), new TensorLike[] { $"Input error: exclusive=True: more than 1 conditions ({names}) evaluated as True:", stack(predicates) }])];
        }
        var choice = @default;
        for (var i = count - 1; i >= 0; i--)
        {
            var ((pred, fn), otherwise) = (pred_fn_pairs[i], choice);
            choice = () => cond(pred, fn, otherwise);
        }
        using var after = control_dependencies(checks);
        return choice();
    }

    /// <summary>What one of several functions returns; only that one runs.</summary>
    /// <param name="branch_index">An int32 scalar: which function runs. For an index that is none it is the last one.</param>
    /// <param name="branch_fns">Functions of one structure of results.</param>
    /// <param name="default">A further function, the last one.</param>
    /// <param name="name">The scope, "switch_case" unless given.</param>
    public T switch_case<T>(TensorLike branch_index, Func<T>[] branch_fns, Func<T>? @default = null, string? name = null) =>
        Conditional.Choose(branch_index, @default is null ? branch_fns : [.. branch_fns, @default], name);

    private static Tensor Typed(Tensor value, TF_DataType type, string function)
    {
        if (value.dtype.as_base_dtype() == type.as_base_dtype()) return value;
        throw new TypeError($"fn of tf.{function} returned {value} (made at {value.op.DefinedAt}), but dtype says {type.as_numpy_name()}. Give dtype the type of what fn returns, or use tf.cast.");
    }

    // Results handed through take no part in what the branch waits for unless they pass an operation of it.
    private static T Delayed<T>(T result) => Nest.Pack(result, [.. Nest.Flatten(result, "What a function of tf.case returns").Select(t => Identity.Apply(t))]);

    private TensorArray[] RowArrays<T>(T elems, string what, out Tensor count, out long staticCount)
    {
        var flat = Nest.Flatten(elems, what);
        if (flat.Count == 0) throw new ValueError($"{what} must hold at least one tensor.");
        staticCount = -1;
        foreach (var elem in flat)
        {
            if (elem.shape.ndim == 0) throw new ValueError($"{what} must be 1+ dimensional tensors, not scalars: {elem}.");
            if (!elem.shape.HasRank || elem.shape[0] < 0) continue;
            if (staticCount >= 0 && elem.shape[0] != staticCount) throw new ValueError($"{what} must have equal first dimensions, but they are {staticCount} and {elem.shape[0]} ({elem}).");
            staticCount = elem.shape[0];
        }
        count = staticCount >= 0 ? constant((int)staticCount, name: "n") : shape(flat[0])[0];
        var n = count;
        return [.. flat.Select(elem => TensorArray(elem.dtype, n, element_shape: elem.shape.HasRank ? elem.shape.Slice(1, elem.shape.ndim) : null).unstack(elem))];
    }

    private T Scan<T, TElem>(Func<T, TElem, T> fn, TElem elems, TensorArray[] rows, T first, TensorArray[] arrays, int done, Tensor count, long staticCount, int parallel, bool reverse)
    {
        var start = reverse ? count - (1 + done) : constant(done);
        var (_, _, results) = while_loop<Tensor, T, TensorArray[]>((i, _, _) => reverse ? i >= 0 : i < count, (i, acc, tas) =>
        {
            var next = fn(acc, Nest.Pack(elems, [.. rows.Select(r => r.read(i))]));
            var values = Nest.Flatten(next, "What fn of tf.scan returns");
            if (values.Count != tas.Length) throw new TypeError($"fn of tf.scan must return the structure of its first argument, {Nest.Describe(acc)}, but returned {Nest.Describe(next)}.");
            return (reverse ? i - 1 : i + 1, next, tas.Select((ta, n) => ta.write(i, Typed(values[n], ta.dtype, "scan"))).ToArray());
        }, (start, first, arrays), parallel_iterations: parallel, maximum_iterations: count);
        return Nest.Pack(first, Stacked(results, staticCount));
    }

    private T Fold<T, TElem>(Func<T, TElem, T> fn, TElem elems, TensorArray[] rows, T first, Tensor start, Tensor count, Tensor end, int parallel, int step)
    {
        var begin = Nest.Pack(first, Nest.Flatten(first, "initializer"));
        return while_loop<Tensor, T>((i, _) => step > 0 ? i < end : i > end, (i, acc) =>
        {
            var at = step > 0 ? i : i - 1;
            return (i + step, fn(acc, Nest.Pack(elems, [.. rows.Select(r => r.read(at))])));
        }, (start, begin), parallel_iterations: parallel, maximum_iterations: count).Item2;
    }

    private static Tensor[] Stacked(TensorArray[] arrays, long count)
    {
        var results = Array.ConvertAll(arrays, a => a.stack());
        if (count >= 0)
        {
            foreach (var result in results.Where(r => r.shape.HasRank)) result.set_shape(new Shape([count]).concatenate(Shape.UnknownOfRank(result.shape.ndim - 1)));
        }
        return results;
    }
}
