using System.Globalization;

namespace Tensorflow;

/// <summary>
/// What becomes of a GraphDef whose resource variables have become constants: what carried their handles carries the values,
/// reads are Identity, reads of rows GatherV2, and functions take values as arguments.
/// </summary>
internal sealed class HandleFreezer(IReadOnlyDictionary<string, FunctionDef> functions)
{
    private readonly Dictionary<string, string> _done = new(StringComparer.Ordinal);

    /// <summary>Goes through the nodes of a graph.</summary>
    /// <param name="nodes">The nodes; constants for the variables are there already. Nodes may be added.</param>
    /// <param name="values">The constants, by name, with their types.</param>
    public void Apply(IList<NodeDef> nodes, IReadOnlyDictionary<string, DataType> values) => Apply(nodes, values, isFunction: false, []);

    /// <summary>The same for a function that holds variables itself.</summary>
    public void Apply(FunctionDef function, IReadOnlyDictionary<string, DataType> values)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        Apply(function.NodeDef, values, isFunction: true, renamed);
        Rename(function, renamed, "output");
    }

    // In a graph an output is "node" or "node:1", in a function "node:argument:1"; arguments are bare names.
    private void Apply(IList<NodeDef> nodes, IReadOnlyDictionary<string, DataType> values, bool isFunction, Dictionary<string, string> renamed)
    {
        var known = new Dictionary<string, DataType>(values, StringComparer.Ordinal);
        var pending = nodes.ToList();
        while (true)
        {
            // Loops of TensorFlow 1 go around, so nodes are not in the order of their inputs.
            var ready = pending.FindAll(node => node.Input.Any(input => Find(known, input) is not null));
            if (ready.Count == 0) return;
            foreach (var node in ready)
            {
                pending.Remove(node);
                Rewrite(nodes, node, known, isFunction, renamed);
            }
        }
    }

    private void Rewrite(IList<NodeDef> nodes, NodeDef node, Dictionary<string, DataType> known, bool isFunction, Dictionary<string, string> renamed)
    {
        var first = Find(known, node.Input[0]);
        switch (node.Op)
        {
            case "ReadVariableOp":
                node.Op = "Identity";
                KeepOnly(node, ("T", Type(first!.Value)));
                renamed[node.Name] = "value";
                return;
            case "VariableShape":
                node.Op = "Shape";
                KeepOnly(node, ("T", Type(first!.Value)), ("out_type", node.Attr.TryGetValue("out_type", out var shapeType) ? shapeType : Type(DataType.DtInt32)));
                return;
            case "ResourceGather":
                var axis = new NodeDef { Name = node.Name + "/axis", Op = "Const" };
                var batch = node.Attr.TryGetValue("batch_dims", out var dims) ? dims : new AttrValue { I = 0 };
                axis.Attr["dtype"] = Type(DataType.DtInt32);
                axis.Attr["value"] = new AttrValue { Tensor = TensorProtoCodec.ToProto(TensorValue.Scalar((int)batch.I)) };
                nodes.Insert(nodes.IndexOf(node), axis);
                node.Op = "GatherV2";
                node.Input.Insert(2, isFunction ? axis.Name + ":output:0" : axis.Name);
                KeepOnly(node, ("Tparams", Type(first!.Value)), ("Tindices", node.Attr["Tindices"]), ("Taxis", Type(DataType.DtInt32)), ("batch_dims", batch));
                return;
            case "Identity" or "Switch" or "Enter" or "Exit" or "NextIteration" or "Merge":
                node.Attr["T"] = Type(first!.Value);
                Carry(known, node, 0, first.Value);
                if (node.Op == "Switch") Carry(known, node, 1, first.Value);
                return;
            case "While" or "StatelessWhile":
                Retype(node, "T", known, 0, ["cond", "body"]);
                for (var i = 0; i < node.Input.Count; i++)
                {
                    if (Find(known, node.Input[i]) is { } type) Carry(known, node, i, type);
                }
                return;
            case "If" or "StatelessIf":
                Retype(node, "Tin", known, 1, ["then_branch", "else_branch"]);
                return;
            case "Case" or "StatelessCase":
                Retype(node, "Tin", known, 1, ["branches"]);
                return;
            case "PartitionedCall" or "StatefulPartitionedCall":
                Retype(node, "Tin", known, 0, ["f"]);
                return;
            default:
                throw new ValueError($"The node '{node.Name}' ({node.Op}) works on a variable that is to become a constant; only what reads it can stay. Name the outputs of the prediction alone.");
        }
    }

    private void Retype(NodeDef node, string attribute, Dictionary<string, DataType> known, int before, string[] slots)
    {
        var arguments = new Dictionary<int, DataType>();
        for (var i = before; i < node.Attr[attribute].List.Type.Count + before; i++)
        {
            if (Find(known, node.Input[i]) is not { } type) continue;
            node.Attr[attribute].List.Type[i - before] = type;
            arguments[i - before] = type;
        }
        foreach (var slot in slots)
        {
            foreach (var function in node.Attr[slot].ValueCase == AttrValue.ValueOneofCase.List ? node.Attr[slot].List.Func.Select(f => f.Name) : [node.Attr[slot].Func.Name])
                Retype(functions[function], arguments, node);
        }
    }

    private void Retype(FunctionDef function, Dictionary<int, DataType> arguments, NodeDef caller)
    {
        var how = string.Join(",", arguments.OrderBy(a => a.Key).Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Key}={a.Value}")));
        if (_done.TryGetValue(function.Signature.Name, out var before))
        {
            if (before == how) return;
            throw new ValueError($"The function '{function.Signature.Name}', which '{caller.Name}' calls, is called with other variables that stay variables. Freeze all variables, or none of those that it takes.");
        }
        _done[function.Signature.Name] = how;
        var values = new Dictionary<string, DataType>(StringComparer.Ordinal);
        foreach (var (index, type) in arguments)
        {
            function.Signature.InputArg[index].Type = type;
            function.ArgAttr.Remove((uint)index);
            values[function.Signature.InputArg[index].Name] = type;
        }
        Apply(function, values);
        // A loop's body hands a handle on as an output.
        foreach (var output in function.Signature.OutputArg)
        {
            if (values.TryGetValue(function.Ret[output.Name], out var type)) output.Type = type;
        }
    }

    /// <summary>Outputs of some nodes are called otherwise from now on.</summary>
    /// <param name="function">The function that holds the nodes.</param>
    /// <param name="renamed">The nodes with the names that their outputs had.</param>
    /// <param name="to">The name that the outputs have.</param>
    public static void Rename(FunctionDef function, IReadOnlyDictionary<string, string> renamed, string to)
    {
        string New(string input) => input.Split(':') is [var owner, var output, var index] && renamed.GetValueOrDefault(owner) == output ? $"{owner}:{to}:{index}" : input;
        foreach (var node in function.NodeDef)
        {
            for (var i = 0; i < node.Input.Count; i++) node.Input[i] = New(node.Input[i]);
        }
        foreach (var (name, source) in function.Ret.ToList()) function.Ret[name] = New(source);
    }

    private static DataType? Find(Dictionary<string, DataType> known, string input)
    {
        if (known.TryGetValue(input, out var type)) return type;
        // "node:0" and, in a function, "node:argument:0".
        return input.Split(':') is [var owner, .., var index] && known.TryGetValue(index == "0" ? owner : $"{owner}:{index}", out type) ? type : null;
    }

    private static void Carry(Dictionary<string, DataType> known, NodeDef node, int output, DataType type) =>
        known[output == 0 ? node.Name : string.Create(CultureInfo.InvariantCulture, $"{node.Name}:{output}")] = type;

    private static void KeepOnly(NodeDef node, params (string Name, AttrValue Value)[] attrs)
    {
        var kept = attrs.Select(a => (a.Name, a.Value.Clone())).ToArray();
        node.Attr.Clear();
        foreach (var (name, value) in kept) node.Attr[name] = value;
    }

    private static AttrValue Type(DataType type) => new() { Type = type };
}
