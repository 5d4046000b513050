using System.Globalization;
using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Makes the graph of a function from TensorFlow's FunctionDef message.</summary>
internal sealed class FunctionDefReader
{
    /// <summary>The attributes of an argument by which TensorFlow says what a handle's variable is.</summary>
    public const string HandleTypes = "_handle_dtypes", HandleShapes = "_handle_shapes";

    private readonly FunctionLibrary _library;
    private readonly FunctionDef _definition;
    private readonly Dictionary<string, NodeDef> _nodes;
    private readonly HashSet<string> _arguments;

    private FunctionDefReader(FunctionLibrary library, FunctionDef definition)
    {
        _library = library;
        _definition = definition;
        _nodes = definition.NodeDef.ToDictionary(n => n.Name, StringComparer.Ordinal);
        _arguments = [.. definition.Signature.InputArg.Select(a => a.Name)];
    }

    /// <exception cref="ValueError">The definition contradicts itself.</exception>
    public static FuncGraph Read(Graph root, FunctionDef definition) => new FunctionDefReader(root.Functions, definition).Read(root);

    private FuncGraph Read(Graph root)
    {
        var signature = _definition.Signature;
        var graph = new FuncGraph(signature.Name, root);
        var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var nodes = new GraphDef();
        for (var i = 0; i < signature.InputArg.Count; i++)
        {
            var argument = signature.InputArg[i];
            if (argument.Type == DataType.DtInvalid) throw new UnimplementedError($"Function {signature.Name} has the argument '{argument.Name}' of a type that its callers decide; only fixed types are supported.");
            // A node of the function may bear the argument's name.
            var name = _nodes.ContainsKey(argument.Name) ? $"{argument.Name}_argument" : argument.Name;
            inputs[argument.Name] = graph.AddInput(name, (TF_DataType)argument.Type, ArgumentShape((uint)i));
            inputs[argument.Name].Handle = ArgumentHandle((uint)i);
        }
        foreach (var node in _definition.NodeDef)
        {
            var copy = node.Clone();
            copy.Input.Clear();
            copy.Input.AddRange(node.Input.Select(input => PlainName(input, ArgumentKey)));
            nodes.Node.Add(copy);
        }
        foreach (var argument in _arguments)
            nodes.Node.Add(new NodeDef { Name = ArgumentKey(argument), Op = "Placeholder", Attr = { ["dtype"] = new AttrValue { Type = (DataType)inputs[argument].dtype } } });
        GraphImporter.ImportBody(graph, nodes, inputs.ToDictionary(p => ArgumentKey(p.Key) + ":0", p => p.Value, StringComparer.Ordinal));
        foreach (var output in signature.OutputArg)
        {
            var source = _definition.Ret[output.Name];
            graph.Outputs.Add(_arguments.Contains(source) ? inputs[source] : graph.get_tensor_by_name(TensorName.OfInput(PlainName(source, ArgumentKey)).ToString()));
        }
        foreach (var name in signature.ControlOutput) graph.ControlOutputs.Add(graph.get_operation_by_name(_definition.ControlRet[name]));
        return graph;
    }

    private static string ArgumentKey(string argument) => $"_argument/{argument}";

    private Shape ArgumentShape(uint index) =>
        _definition.ArgAttr.TryGetValue(index, out var attrs) && attrs.Attr.TryGetValue("_output_shapes", out var shapes) && shapes.List?.Shape.Count == 1
            ? AttrCodec.FromProto(shapes.List.Shape[0])
            : Shape.Unknown;

    private HandleData? ArgumentHandle(uint index) =>
        _definition.ArgAttr.TryGetValue(index, out var attrs)
            && attrs.Attr.TryGetValue(HandleTypes, out var types) && types.List?.Type.Count == 1
            && attrs.Attr.TryGetValue(HandleShapes, out var shapes) && shapes.List?.Shape.Count == 1
            ? new HandleData((TF_DataType)types.List.Type[0], AttrCodec.FromProto(shapes.List.Shape[0]))
            : null;

    // "node:argument:i" as "node:number".
    private string PlainName(string input, Func<string, string> argumentKey)
    {
        if (input.StartsWith('^')) return _arguments.Contains(input[1..]) && !_nodes.ContainsKey(input[1..]) ? "^" + argumentKey(input[1..]) : input;
        var parts = input.Split(':');
        if (parts.Length == 1) return argumentKey(input);
        if (!_nodes.TryGetValue(parts[0], out var node)) throw new ValueError($"Function {_definition.Signature.Name} uses '{input}', but has no node of that name.");
        if (!OpTable.Has(node.Op) && _library.Definition(node.Op) is { } called)
            return string.Create(CultureInfo.InvariantCulture, $"{parts[0]}:{FunctionCalls.OutputNumber(called.Signature, parts[1])}");
        var opType = OpTable.Get(node.Op);
        var attrs = new NodeAttrs();
        foreach (var (name, value) in node.Attr) attrs[name] = AttrCodec.FromProto(value, opType.Signature.FindAttr(name));
        OpBuilder.FillDefaults(opType, attrs);
        var number = FunctionOutputs.Number(opType, attrs, parts[1], parts.Length > 2 ? int.Parse(parts[2], CultureInfo.InvariantCulture) : 0);
        return string.Create(CultureInfo.InvariantCulture, $"{parts[0]}:{number}");
    }
}
