using System.Collections.Frozen;

namespace Tensorflow.Ops;

/// <summary>Every operation that this library knows, by its TensorFlow name.</summary>
internal static partial class OpTable
{
    private static readonly FrozenDictionary<string, OpType> ByName = All().ToFrozenDictionary(o => o.Name, StringComparer.Ordinal);

    /// <summary>The operations in the order of the names.</summary>
    public static IEnumerable<OpType> Operations => ByName.Values.OrderBy(o => o.Name, StringComparer.Ordinal);

    /// <summary>True where the operation is known.</summary>
    public static bool Has(string name) => ByName.ContainsKey(name);

    /// <summary>The operation of this name.</summary>
    /// <exception cref="NotFoundError">There is none.</exception>
    public static OpType Get(string name)
    {
        if (ByName.TryGetValue(name, out var op)) return op;
        var near = NearestName.Find(name, ByName.Keys);
        throw new NotFoundError($"Op type not registered '{name}'.{(near is null ? "" : $" Did you mean '{near}'?")} The operations known are listed in OpTable.cs.");
    }

    private static IEnumerable<OpType> All()
    {
        OpType[] onReferences = [.. StateOps(), .. TrainingOps()];
        return
        [
            .. BasicOps(),
            .. MathOps(),
            .. ArrayOps(),
            .. NnOps(),
            .. RandomOps(),
            .. LinalgOps(),
            .. onReferences,
            .. ResourceOps(onReferences),
            .. ListOps(),
            .. SummaryOps(),
            .. IoOps(),
        ];
    }

    private static OpType[] BasicOps() =>
    [
        new Const(), new Placeholder(), new PlaceholderWithDefault(), new NoOp(), new Identity(), new IdentityN(), new StopGradient(), new PreventGradient(),
    ];
}
