namespace Tensorflow.Plan;

/// <summary>Operations that with the shapes at hand have nothing to do: their result is their first input, perhaps in another shape.</summary>
internal static class Trivial
{
    /// <summary>
    /// True for reductions over dimensions of size 1 (or none), and broadcasts and tilings to the size that is there already.
    /// The gradients of broadcasting operations are full of them.
    /// </summary>
    public static bool IsView(Operation op, PlanValue[] inputs, Shape[] shapes)
    {
        if (op.type is not ("Sum" or "Mean" or "Prod" or "Max" or "Min" or "BroadcastTo" or "Tile")) return false;
        var size = inputs[0].Shape.size;
        return size > 0 && shapes[0].size == size;
    }
}
