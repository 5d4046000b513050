namespace Tensorflow.Ops;

internal static partial class OpTable
{
    /// <summary>The operations on handles.</summary>
    /// <param name="references">The operations on references, some of which have a form for handles.</param>
    private static IEnumerable<OpType> ResourceOps(IEnumerable<OpType> references)
    {
        var byName = references.ToDictionary(op => op.Name, StringComparer.Ordinal);
        return
        [
            new VarHandleOp(), new ReadVariableOp(), new VarIsInitializedOp(), new VariableShape(), new DestroyResourceOp(), new AssignVariableOp(),
            new ResourceGather(), new ResourceGatherNd(),
            new HandleOp(byName["AssignAdd"], "AssignAddVariableOp", "resource: resource, value: dtype -> ; dtype: number"),
            new HandleOp(byName["AssignSub"], "AssignSubVariableOp", "resource: resource, value: dtype -> ; dtype: number"),
            new HandleOp(byName["CountUpTo"], "ResourceCountUpTo", "resource: resource -> output: T; limit: int; T: {int32, int64}"),
            Rows("ScatterUpdate", "type"), Rows("ScatterAdd", "number"), Rows("ScatterSub", "number"), Rows("ScatterMul", "number"),
            Rows("ScatterDiv", "number"), Rows("ScatterMin", "number"), Rows("ScatterMax", "number"),
            Places("ScatterNdUpdate"), Places("ScatterNdAdd"), Places("ScatterNdSub"),
            .. byName.Values.OfType<UpdateOp>().Select(update => new HandleOp(update, "Resource" + update.Name)),
            new HandleOp(ApplyKerasMomentum.Dense(), "ResourceApplyKerasMomentum"),
            new HandleOp(ApplyKerasMomentum.Sparse(), "ResourceSparseApplyKerasMomentum"),
            new HandleOp(new ApplyAdamWithAmsgrad(), "ResourceApplyAdamWithAmsgrad"),
        ];

        HandleOp Rows(string name, string types) =>
            new(byName[name], "Resource" + name, $"resource: resource, indices: Tindices, updates: dtype -> ; dtype: {types}; Tindices: index");

        HandleOp Places(string name) =>
            new(byName[name], "Resource" + name, "ref: resource, indices: Tindices, updates: T -> ; T: type; Tindices: index; use_locking: bool = true");
    }
}
