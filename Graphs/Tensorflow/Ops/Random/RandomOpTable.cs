namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] RandomOps() => [];
}
