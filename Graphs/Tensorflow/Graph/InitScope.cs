namespace Tensorflow;

/// <summary>Leaves the bodies of loops and branches: variables made there belong to the graph around them and begin outside of any condition.</summary>
internal static class InitScope
{
    /// <summary>Until the end of this scope operations go to the graph that sessions run, under the name scope that is open; null where that graph is open already.</summary>
    public static IDisposable? Enter()
    {
        if (DefaultGraph.Current is not FuncGraph function) return null;
        var root = function.Root;
        var scope = function.NameStack;
        DefaultGraph.Enter(root);
        var controls = root.EnterControls(null);
        var names = root.EnterScope(scope.Length == 0 ? null : scope + "/");
        return new ScopeEnd(() =>
        {
            names.Dispose();
            controls.Dispose();
            DefaultGraph.Leave(root);
        });
    }

    /// <exception cref="ValueError">The tensor is computed inside a loop or branch.</exception>
    public static void RequireOutside(TensorLike initialValue, string? name)
    {
        if (initialValue.AsTensor is { graph: FuncGraph function } tensor)
            throw new ValueError($"Initializer for variable {name ?? "Variable"} is from inside a control-flow construct, such as a loop or conditional: {tensor} is made in '{function.Name}' (at {tensor.op.DefinedAt}). Make the value outside, or take tf.get_variable with an initializer.");
    }
}
