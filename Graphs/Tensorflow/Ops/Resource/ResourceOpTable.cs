namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private const string RowUpdate = "resource: resource, indices: Tindices, updates: dtype -> ; dtype: {0}; Tindices: index";
    private const string PlaceUpdate = "ref: resource, indices: Tindices, updates: T -> ; T: {0}; Tindices: index; use_locking: bool = true";

    private static OpType[] ResourceOps()
    {
        OpType[] updates = [.. TrainingOps()];
        return
        [
            new VarHandleOp(), new ReadVariableOp(), new VarIsInitializedOp(), new VariableShape(), new DestroyResourceOp(), new AssignVariableOp(),
            new HandleOp(new AssignUpdate<SumFormula>("AssignAdd"), "AssignAddVariableOp", "resource: resource, value: dtype -> ; dtype: number"),
            new HandleOp(new AssignUpdate<DifferenceFormula>("AssignSub"), "AssignSubVariableOp", "resource: resource, value: dtype -> ; dtype: number"),
            new HandleOp(new CountUpTo(), "ResourceCountUpTo", "resource: resource -> output: T; limit: int; T: {int32, int64}"),
            new ResourceGather(), new ResourceGatherNd(),
            new HandleOp(new ScatterUpdate(), "ResourceScatterUpdate", Of(RowUpdate, "type")),
            new HandleOp(new Scatter<ScatterSum>("ScatterAdd"), "ResourceScatterAdd", Of(RowUpdate, "number")),
            new HandleOp(new Scatter<ScatterDifference>("ScatterSub"), "ResourceScatterSub", Of(RowUpdate, "number")),
            new HandleOp(new Scatter<ScatterProduct>("ScatterMul"), "ResourceScatterMul", Of(RowUpdate, "number")),
            new HandleOp(new Scatter<ScatterQuotient>("ScatterDiv"), "ResourceScatterDiv", Of(RowUpdate, "number")),
            new HandleOp(new Scatter<ScatterMinimum>("ScatterMin"), "ResourceScatterMin", Of(RowUpdate, "number")),
            new HandleOp(new Scatter<ScatterMaximum>("ScatterMax"), "ResourceScatterMax", Of(RowUpdate, "number")),
            new HandleOp(new ScatterNdUpdate(), "ResourceScatterNdUpdate", Of(PlaceUpdate, "type")),
            new HandleOp(new ScatterNdUpdateBy<ScatterSum>("ScatterNdAdd"), "ResourceScatterNdAdd", Of(PlaceUpdate, "type")),
            new HandleOp(new ScatterNdUpdateBy<ScatterDifference>("ScatterNdSub"), "ResourceScatterNdSub", Of(PlaceUpdate, "type")),
            .. updates.Select(update => new HandleOp(update, "Resource" + update.Name)),
            new HandleOp(ApplyKerasMomentum.Dense(), "ResourceApplyKerasMomentum"),
            new HandleOp(ApplyKerasMomentum.Sparse(), "ResourceSparseApplyKerasMomentum"),
            new HandleOp(new ApplyAdamWithAmsgrad(), "ResourceApplyAdamWithAmsgrad"),
        ];
    }

    private static string Of(string signature, string types) => signature.Replace("{0}", types, StringComparison.Ordinal);
}
