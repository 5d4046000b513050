namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] StateOps() => [new VariableV2(), new Assign()];
}
