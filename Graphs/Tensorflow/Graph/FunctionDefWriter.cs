using System.Globalization;
using System.Text;
using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Writes a function's graph as TensorFlow's FunctionDef message: what its outputs need, nothing else.</summary>
internal static class FunctionDefWriter
{
    public static FunctionDef Write(FuncGraph graph)
    {
        var signature = new OpDef { Name = graph.Name, IsStateful = graph.IsStateful() };
        var def = new FunctionDef { Signature = signature };
        var arguments = new Dictionary<Tensor, string>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < graph.Inputs.Count; i++)
        {
            var input = graph.Inputs[i];
            var name = ArgumentName(input.op.name, taken);
            arguments[input] = name;
            signature.InputArg.Add(new OpDef.Types.ArgDef { Name = name, Type = (DataType)input.dtype });
            if (!input.shape.HasRank) continue;
            var shape = new AttrValue { List = new AttrValue.Types.ListValue() };
            shape.List.Shape.Add(AttrCodec.ToProto(input.shape));
            def.ArgAttr[(uint)i] = new FunctionDef.Types.ArgAttrs { Attr = { ["_output_shapes"] = shape } };
            if (input.Handle is not { } handle) continue;
            def.ArgAttr[(uint)i].Attr[FunctionDefReader.HandleTypes] = AttrCodec.ToProto(new[] { handle.DType });
            def.ArgAttr[(uint)i].Attr[FunctionDefReader.HandleShapes] = AttrCodec.ToProto(new[] { handle.Shape });
        }
        foreach (var op in graph.NeededOperations().Where(op => op.outputs.Length == 0 || !arguments.ContainsKey(op.outputs[0])))
        {
            var node = GraphDefWriter.ToNodeDef(op);
            node.Input.Clear();
            foreach (var input in op.inputs) node.Input.Add(Reference(input, arguments));
            foreach (var control in op.control_inputs.Where(c => c.outputs.Length == 0 || !arguments.ContainsKey(c.outputs[0]))) node.Input.Add("^" + control.name);
            def.NodeDef.Add(node);
        }
        foreach (var output in graph.Outputs)
        {
            var name = ArgumentName(output.op.name, taken);
            signature.OutputArg.Add(new OpDef.Types.ArgDef { Name = name, Type = (DataType)output.dtype.as_base_dtype() });
            def.Ret[name] = Reference(output, arguments);
        }
        foreach (var op in graph.ControlOutputs)
        {
            signature.ControlOutput.Add(op.name);
            def.ControlRet[op.name] = op.name;
        }
        return def;
    }

    // In a function "node:argument:i" is element i of a named output; an argument is its bare name.
    private static string Reference(Tensor tensor, Dictionary<Tensor, string> arguments)
    {
        if (arguments.TryGetValue(tensor, out var name)) return name;
        var (output, index) = FunctionOutputs.Locate(tensor.op.OpType, tensor.op.Attrs, tensor.value_index);
        return string.Create(CultureInfo.InvariantCulture, $"{tensor.op.name}:{output}:{index}");
    }

    // As TensorFlow makes argument names: lower case letters, digits and underscores, unique by a number.
    private static string ArgumentName(string nodeName, HashSet<string> taken)
    {
        var text = new StringBuilder();
        foreach (var c in nodeName)
        {
            if (char.IsAsciiLetterOrDigit(c)) text.Append(char.ToLowerInvariant(c));
            else if (text.Length > 0) text.Append('_');
        }
        if (text.Length == 0) text.Append("unknown");
        var name = text.ToString();
        for (var i = 1; !taken.Add(name); i++) name = string.Create(CultureInfo.InvariantCulture, $"{text}_{i}");
        return name;
    }
}

/// <summary>The two ways of naming an operation's outputs: by number in graphs, by argument and number in functions.</summary>
internal static class FunctionOutputs
{
    public static (string Argument, int Index) Locate(OpType opType, NodeAttrs attrs, int output)
    {
        foreach (var argument in opType.Signature.Outputs)
        {
            var count = OpType.ArgTypes(argument, attrs).Count();
            if (output < count) return (argument.Name, output);
            output -= count;
        }
        throw new InternalError($"{opType.Name} has no output {output}.");
    }

    public static int Number(OpType opType, NodeAttrs attrs, string argument, int index)
    {
        var first = 0;
        foreach (var output in opType.Signature.Outputs)
        {
            if (output.Name == argument) return first + index;
            first += OpType.ArgTypes(output, attrs).Count();
        }
        throw new ValueError($"{opType.Name} has no output named '{argument}'.");
    }
}
