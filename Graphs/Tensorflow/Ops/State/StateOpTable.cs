namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] StateOps() =>
    [
        new VariableV2(), new VariableV2("Variable"), new IsVariableInitialized(), new CountUpTo(),
        new Assign(), new AssignUpdate<SumFormula>("AssignAdd"), new AssignUpdate<DifferenceFormula>("AssignSub"),
        new ScatterUpdate(),
        new Scatter<ScatterSum>("ScatterAdd"), new Scatter<ScatterDifference>("ScatterSub"),
        new Scatter<ScatterProduct>("ScatterMul"), new Scatter<ScatterQuotient>("ScatterDiv"),
        new Scatter<ScatterMinimum>("ScatterMin"), new Scatter<ScatterMaximum>("ScatterMax"),
        new ScatterNdUpdate(), new ScatterNdUpdateBy<ScatterSum>("ScatterNdAdd"), new ScatterNdUpdateBy<ScatterDifference>("ScatterNdSub"),
        .. ControlOps(),
    ];
}
