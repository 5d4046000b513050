namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] LinalgOps() => [new Qr(), new MatrixTriangularSolve(), new DiagPart(), new Diag()];
}
