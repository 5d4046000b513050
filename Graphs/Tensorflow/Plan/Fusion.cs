namespace Tensorflow.Plan;

/// <summary>Joins nodes that one kernel can do in one pass over memory.</summary>
internal static class Fusion
{
    public static void Run(PlanGraph graph)
    {
    }
}
