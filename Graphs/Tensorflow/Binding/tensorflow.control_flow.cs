namespace Tensorflow;

/// <summary>Branches and loops inside the graph.</summary>
public sealed partial class tensorflow
{
    /// <summary>
    /// What <paramref name="true_fn"/> returns where <paramref name="pred"/> holds, else what <paramref name="false_fn"/> returns. Only
    /// the operations made in the branch that is taken run. A branch returns a tensor, a TensorArray, or an array, list or tuple of them.
    /// </summary>
    /// <param name="pred">A boolean scalar.</param>
    /// <param name="true_fn">Builds the branch for true.</param>
    /// <param name="false_fn">Builds the branch for false: the same structure and types.</param>
    /// <param name="name">The scope, "cond" unless given.</param>
    /// <exception cref="TypeError">pred is no boolean scalar, or the branches differ in structure or types.</exception>
    public T cond<T>(TensorLike pred, Func<T> true_fn, Func<T> false_fn, string? name = null) => Conditional.Build(pred, true_fn, false_fn, name);

    /// <summary>A branch of operations for their effects: runs the one that the branch which is taken returns.</summary>
    public Operation cond(TensorLike pred, Func<Operation> true_fn, Func<Operation> false_fn, string? name = null) => Conditional.Build(pred, true_fn, false_fn, name);

    /// <summary>
    /// Repeats <paramref name="body"/> while <paramref name="cond"/> holds: (v) = body(v), beginning with <paramref name="loop_vars"/>, a
    /// tensor, a TensorArray, or an array, list or tuple of them. The graph does not grow with the number of iterations.
    /// </summary>
    /// <param name="cond">Gives a boolean scalar for the loop's variables.</param>
    /// <param name="body">Gives the variables' next values: the same structure, types and shapes.</param>
    /// <param name="loop_vars">The first values.</param>
    /// <param name="shape_invariants">For variables whose shape changes: what stays true of it, one shape for each tensor.</param>
    /// <param name="parallel_iterations">Accepted for compatibility: iterations follow each other.</param>
    /// <param name="back_prop">Accepted for compatibility: what gradients need is added when they are asked for.</param>
    /// <param name="swap_memory">Accepted for compatibility.</param>
    /// <param name="maximum_iterations">The most iterations, none unless given.</param>
    /// <param name="name">The scope, "while" unless given.</param>
    /// <returns>The last values.</returns>
    /// <exception cref="TypeError">The condition is no boolean scalar, or a variable's type changes.</exception>
    /// <exception cref="ValueError">The number of variables or a shape changes.</exception>
    public T while_loop<T>(Func<T, Tensor> cond, Func<T, T> body, T loop_vars, Shape[]? shape_invariants = null, int parallel_iterations = 10,
        bool back_prop = true, bool swap_memory = false, TensorLike maximum_iterations = default, string? name = null) =>
        WhileLoop.Build(cond, body, loop_vars, shape_invariants, parallel_iterations, maximum_iterations, name);

    /// <summary>The same with two variables.</summary>
    public (T1, T2) while_loop<T1, T2>(Func<T1, T2, Tensor> cond, Func<T1, T2, (T1, T2)> body, (T1, T2) loop_vars, Shape[]? shape_invariants = null,
        int parallel_iterations = 10, bool back_prop = true, bool swap_memory = false, TensorLike maximum_iterations = default, string? name = null) =>
        WhileLoop.Build(v => cond(v.Item1, v.Item2), v => body(v.Item1, v.Item2), loop_vars, shape_invariants, parallel_iterations, maximum_iterations, name);

    /// <summary>The same with three variables.</summary>
    public (T1, T2, T3) while_loop<T1, T2, T3>(Func<T1, T2, T3, Tensor> cond, Func<T1, T2, T3, (T1, T2, T3)> body, (T1, T2, T3) loop_vars,
        Shape[]? shape_invariants = null, int parallel_iterations = 10, bool back_prop = true, bool swap_memory = false,
        TensorLike maximum_iterations = default, string? name = null) =>
        WhileLoop.Build(v => cond(v.Item1, v.Item2, v.Item3), v => body(v.Item1, v.Item2, v.Item3), loop_vars, shape_invariants, parallel_iterations, maximum_iterations, name);

    /// <summary>The same with four variables.</summary>
    public (T1, T2, T3, T4) while_loop<T1, T2, T3, T4>(Func<T1, T2, T3, T4, Tensor> cond, Func<T1, T2, T3, T4, (T1, T2, T3, T4)> body, (T1, T2, T3, T4) loop_vars,
        Shape[]? shape_invariants = null, int parallel_iterations = 10, bool back_prop = true, bool swap_memory = false,
        TensorLike maximum_iterations = default, string? name = null) =>
        WhileLoop.Build(v => cond(v.Item1, v.Item2, v.Item3, v.Item4), v => body(v.Item1, v.Item2, v.Item3, v.Item4), loop_vars, shape_invariants, parallel_iterations, maximum_iterations, name);

    /// <summary>A list of tensors that a loop fills or reads step by step: <see cref="Tensorflow.TensorArray"/>.</summary>
    public TensorArray TensorArray(TF_DataType dtype, TensorLike size = default, bool dynamic_size = false, bool clear_after_read = true,
        string? tensor_array_name = null, bool infer_shape = true, Shape? element_shape = null, string? name = null) =>
        new(dtype, size, dynamic_size, clear_after_read, tensor_array_name, infer_shape, element_shape, name);
}
