using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Tensorflow.MetaGraphs;

/// <summary>
/// Collections to and from TensorFlow's CollectionDef message: operations and tensors by their names, variables and savers as messages
/// of their own, texts as bytes, numbers.
/// </summary>
internal static class CollectionCodec
{
    private static readonly HashSet<string> s_ofVariables =
    [
        GraphKeys.GLOBAL_VARIABLES, GraphKeys.LOCAL_VARIABLES, GraphKeys.METRIC_VARIABLES, GraphKeys.MODEL_VARIABLES, GraphKeys.TRAINABLE_VARIABLES,
        GraphKeys.MOVING_AVERAGE_VARIABLES, GraphKeys.GLOBAL_STEP,
    ];

    /// <summary>The message; null where the collection is empty or holds what has no place in it.</summary>
    public static CollectionDef? ToProto(List<object> items)
    {
        var def = new CollectionDef();
        if (items.Count == 0) return null;
        if (items.TrueForAll(i => NodeName(i) is not null))
            def.NodeList = new CollectionDef.Types.NodeList { Value = { items.Select(i => NodeName(i)!) } };
        else if (items.TrueForAll(i => Bytes(i) is not null))
            def.BytesList = new CollectionDef.Types.BytesList { Value = { items.Select(i => Bytes(i)!) } };
        else if (items.TrueForAll(i => i is int or long))
            def.Int64List = new CollectionDef.Types.Int64List { Value = { items.Select(i => Convert.ToInt64(i, System.Globalization.CultureInfo.InvariantCulture)) } };
        else if (items.TrueForAll(i => i is float or double))
            def.FloatList = new CollectionDef.Types.FloatList { Value = { items.Select(i => Convert.ToSingle(i, System.Globalization.CultureInfo.InvariantCulture)) } };
        else if (items.TrueForAll(i => i is Any))
            def.AnyList = new CollectionDef.Types.AnyList { Value = { items.Cast<Any>() } };
        else return null;
        return def;
    }

    /// <summary>The things that a message names in a graph. <paramref name="variables"/> holds those that were read from other collections.</summary>
    public static IEnumerable<object> FromProto(Graph graph, string key, CollectionDef def, string scope, Dictionary<ByteString, RefVariable> variables)
    {
        switch (def.KindCase)
        {
            case CollectionDef.KindOneofCase.NodeList: return def.NodeList.Value.Select(name => graph.as_graph_element(InScope(name, scope)));
            case CollectionDef.KindOneofCase.Int64List: return def.Int64List.Value.Cast<object>();
            case CollectionDef.KindOneofCase.FloatList: return def.FloatList.Value.Cast<object>();
            case CollectionDef.KindOneofCase.AnyList: return def.AnyList.Value;
            case CollectionDef.KindOneofCase.BytesList when s_ofVariables.Contains(key):
                return def.BytesList.Value.Select(bytes =>
                {
                    if (!variables.TryGetValue(bytes, out var variable)) variables[bytes] = variable = Variable(graph, VariableDef.Parser.ParseFrom(bytes), scope);
                    return variable;
                });
            case CollectionDef.KindOneofCase.BytesList when key == GraphKeys.SAVERS:
                return def.BytesList.Value.Select(bytes => Saver.from_proto(SaverDef.Parser.ParseFrom(bytes), scope));
            default: return def.BytesList?.Value.Select(bytes => (object)bytes.ToByteArray()) ?? [];
        }
    }

    /// <summary>A variable as TensorFlow's message.</summary>
    public static VariableDef ToProto(RefVariable variable) => new()
    {
        VariableName = variable.name,
        InitialValueName = variable.initial_value.name,
        InitializerName = variable.initializer.name,
        SnapshotName = variable.Snapshot.name,
        IsResource = variable is ResourceVariable,
        Trainable = variable.trainable,
    };

    public static string InScope(string name, string scope) => scope.Length == 0 ? name : $"{scope}/{name}";

    private static RefVariable Variable(Graph graph, VariableDef def, string scope)
    {
        var initializer = graph.get_operation_by_name(InScope(def.InitializerName, scope));
        var initial = def.InitialValueName.Length > 0 ? graph.get_tensor_by_name(InScope(def.InitialValueName, scope)) : initializer.inputs[1];
        var variable = graph.get_tensor_by_name(InScope(def.VariableName, scope));
        var snapshot = graph.get_tensor_by_name(InScope(def.SnapshotName, scope));
        return def.IsResource ? new ResourceVariable(variable, snapshot, initial, initializer, def.Trainable) : new RefVariable(variable, snapshot, initial, initializer, def.Trainable);
    }

    private static string? NodeName(object item) => item switch
    {
        Operation op => op.name,
        IndexedSlices => null,
        Tensor tensor => tensor.name,
        _ => null,
    };

    private static ByteString? Bytes(object item) => item switch
    {
        RefVariable variable => ToProto(variable).ToByteString(),
        Saver { saver_def: { } def } => def.ToByteString(),
        string text => ByteString.CopyFromUtf8(text),
        byte[] bytes => ByteString.CopyFrom(bytes),
        _ => null,
    };
}
