namespace Tensorflow;

/// <summary>
/// Calls as TensorFlow 1's Defun writes them: a node whose operation is the name of a function of the library. Here they become
/// a PartitionedCall, which says the same.
/// </summary>
internal static class FunctionCalls
{
    public static NodeDef AsCall(NodeDef node, OpDef function)
    {
        var call = new NodeDef { Name = node.Name, Op = function.IsStateful ? "StatefulPartitionedCall" : "PartitionedCall", Device = node.Device };
        call.Input.Add(node.Input);
        call.Attr["Tin"] = Types(function.InputArg);
        call.Attr["Tout"] = Types(function.OutputArg);
        call.Attr["f"] = new AttrValue { Func = new NameAttrList { Name = node.Op } };
        foreach (var (name, value) in node.Attr.Where(a => a.Key is "_class" or "_output_shapes")) call.Attr[name] = value;
        return call;
    }

    /// <summary>The number of the output that a function calls so.</summary>
    public static int OutputNumber(OpDef function, string argument)
    {
        for (var i = 0; i < function.OutputArg.Count; i++)
        {
            if (function.OutputArg[i].Name == argument) return i;
        }
        throw new ValueError($"Function {function.Name} has no output named '{argument}'; it has {string.Join(", ", function.OutputArg.Select(o => o.Name))}.");
    }

    private static AttrValue Types(IEnumerable<OpDef.Types.ArgDef> arguments) => new() { List = new AttrValue.Types.ListValue { Type = { arguments.Select(a => a.Type) } } };
}
