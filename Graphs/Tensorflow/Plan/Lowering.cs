using System.Globalization;
using System.Text;
using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>
/// The first pass: takes from the graph what the fetches need, with the shapes of this run's feeds. On the way it computes
/// what is constant, turns Identity and Reshape into views, and makes equal operations one.
/// </summary>
internal sealed class Lowering
{
    private const long LargestFolded = 1 << 14;

    private static readonly IReadOnlyCollection<PlanNode> Nothing = [];

    private readonly IPlanHost _host;
    private readonly Dictionary<Tensor, PlanValue> _values = [];
    private readonly Dictionary<Operation, IReadOnlyCollection<PlanNode>> _effects = [];
    private readonly Dictionary<string, PlanNode> _shared = new(StringComparer.Ordinal);
    private readonly Dictionary<PlanValue, int> _valueIds = [];
    private readonly List<PlanNode> _nodes = [];

    private Lowering(IPlanHost host) => _host = host;

    /// <summary>The plan graph of these fetches (tensors and operations) where the tensors in <paramref name="fed"/> are given.</summary>
    public static PlanGraph Lower(IPlanHost host, IReadOnlyList<object> fetches, IReadOnlyList<Tensor> fed, PlanValue[] values) => new Lowering(host).Lower(fetches, fed, values);

    private PlanGraph Lower(IReadOnlyList<object> fetches, IReadOnlyList<Tensor> fedTensors, PlanValue[] fed)
    {
        for (var i = 0; i < fed.Length; i++) _values[fedTensors[i]] = fed[i];
        foreach (var op in NeededOperations(fetches)) Add(op);
        var targets = new HashSet<PlanNode>();
        var fetched = new PlanValue?[fetches.Count];
        for (var i = 0; i < fetched.Length; i++)
        {
            var tensor = fetches[i] as Tensor;
            if (tensor is not null) fetched[i] = _values[tensor] is { IsHandle: true } handle ? handle : Readable(_values[tensor], tensor.op, tensor.dtype);
            var op = tensor?.op ?? (Operation)fetches[i];
            if (_effects.TryGetValue(op, out var effects)) targets.UnionWith(effects);
            if (tensor is null) targets.UnionWith(op.outputs.Select(output => ProducerOf(_values[output])).OfType<PlanNode>());
        }
        var graph = new PlanGraph { Nodes = _nodes, Fed = fed, Fetched = fetched, Targets = [.. targets] };
        Prune.Run(graph);
        return graph;
    }

    // An operation that is fetched runs, also where nobody reads what it computes.
    private static PlanNode? ProducerOf(PlanValue value) => value.Source is { } source ? ProducerOf(source) : value.Producer;

    // Inputs and control inputs before their users. Fed tensors cut the walk. A loop's back edge is refused here.
    private List<Operation> NeededOperations(IReadOnlyList<object> fetches)
    {
        var order = new List<Operation>();
        var state = new Dictionary<Operation, bool>();
        var stack = new Stack<(Operation Op, int Next)>();
        foreach (var fetch in fetches)
        {
            if (fetch is Tensor tensor && _values.ContainsKey(tensor)) continue;
            var root = Frames.RequireOutside(fetch as Operation ?? ((Tensor)fetch).op);
            if (!state.TryAdd(root, false)) continue;
            stack.Push((root, 0));
            while (stack.Count > 0)
            {
                var (op, next) = stack.Pop();
                if (next == op.inputs.Count + op.control_inputs.Count)
                {
                    state[op] = true;
                    order.Add(op);
                    continue;
                }
                stack.Push((op, next + 1));
                if (next < op.inputs.Count && _values.ContainsKey(op.inputs[next])) continue;
                var before = next < op.inputs.Count ? Frames.Resolve(op, next) : op.control_inputs[next - op.inputs.Count];
                if (state.TryAdd(before, false)) stack.Push((before, 0));
                else if (!state[before]) throw new InvalidArgumentError($"The graph has a cycle through '{before.name}'; loops run as While operations.", op);
            }
        }
        return order;
    }

    private void Add(Operation op)
    {
        if (Frames.IsExit(op))
        {
            AddExit(op);
            return;
        }
        _host.RequireDevice(op);
        // Reached by a control dependency: what is fed is there already.
        if (op.type == "Placeholder" && _values.ContainsKey(op.output))
        {
            _effects[op] = Nothing;
            return;
        }
        var inputs = op.inputs.Select(t => _values[t]).ToArray();
        var after = Union(op.control_inputs.Select(c => _effects[c]).Concat(inputs.Select(v => v.After)));
        if (Constant(op, after)) return;
        if (op.OpType is VariableV2 or VarHandleOp)
        {
            var variable = _host.VariableOf(NameOfVariable(op));
            variable.Declared = op.output.ValueShape;
            Set(op.output, new PlanValue(op.output.dtype, variable.Declared) { Variable = variable });
            _effects[op] = after;
            return;
        }
        if (op.OpType is ReadVariableOp)
        {
            var read = Readable(inputs[0], op, op.output.dtype);
            Set(op.output, read);
            _effects[op] = [read.Producer!];
            return;
        }
        var signature = VariableInputs(op);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].IsHandle && inputs[i].Variable is null) throw NoVariable(op, i);
            if (inputs[i].Variable is null || (signature[i] && (!inputs[i].IsHandle || op.OpType.ChangesVariable))) continue;
            inputs[i] = Readable(inputs[i], op, inputs[i].IsHandle ? ReadType(op) : inputs[i].DType);
            signature[i] = false;
        }
        var functions = FunctionLowering.Lower(_host, op, inputs);
        var shapes = functions?.Shapes ?? InferShapes(op, inputs, signature);
        var inherited = Union(op.inputs.Select(t => EffectsOf(t)).Append(after));
        _effects[op] = inherited;
        if (op.type == "NoOp") return;
        if (op.OpType.IsView && inputs is [{ IsHandle: true }]) AddView(op, inputs[0], shapes[0], after);
        else if (IsView(op, inputs[0..Math.Min(1, inputs.Length)], shapes)) AddView(op, inputs[0], shapes[0], after);
        else if (op.type == "PlaceholderWithDefault") AddView(op, inputs[0], inputs[0].Shape, after);
        else if (Trivial.IsView(op, inputs, shapes)) AddView(op, inputs[0], shapes[0], after);
        else if (!TryFold(op, inputs, shapes, after)) AddNode(op, inputs, shapes, signature, after, inherited, functions);
    }

    // The result of one of TensorFlow 1's loops is a result of the While that stands for the loop.
    private void AddExit(Operation exit)
    {
        var (loop, index) = Frames.LoopOf(exit);
        var value = _values[loop.outputs[index]];
        Set(exit.output, new PlanValue(value.DType, value.Shape) { Source = value, Elements = value.Root.Elements });
        _effects[exit] = _effects[loop];
    }

    private static string NameOfVariable(Operation op) =>
        op.Attrs.TryGet<string>("shared_name", out var shared) && shared.Length > 0 && shared != VarHandleOp.AnonymousName ? shared : op.name;

    // Where an operation that asks something of a variable reads it: the type that it says.
    private static TF_DataType ReadType(Operation op) => op.Attrs.TryGet<TF_DataType>("dtype", out var type) ? type : op.inputs[0].ValueType;

    private static InvalidArgumentError NoVariable(Operation op, int input) => new(
        $"'{op.name}' takes the handle '{op.inputs[input].name}', but which variable it names is only known when the graph runs: it was fed, or chosen by a branch. Give the operation the variable's own handle.", op);

    private bool Constant(Operation op, IReadOnlyCollection<PlanNode> after)
    {
        if (op.type != "Const") return false;
        var value = op.Attrs.Tensor("value");
        Set(op.output, new PlanValue(value.DType, value.Shape) { Constant = value, After = after });
        _effects[op] = after;
        return true;
    }

    // A view whose shape is only known during the run must be the source's shape; a Reshape to such a shape is a node.
    private static bool IsView(Operation op, PlanValue[] source, Shape[] shapes) =>
        op.OpType.IsView && !op.OpType.IsStateful && !Branches.IsSwitch(source[0].Producer) && (shapes[0].IsFullyDefined || op.inputs.Count == 1 && op.type is "Identity" or "StopGradient" or "PreventGradient");

    private void AddView(Operation op, PlanValue source, Shape shape, IReadOnlyCollection<PlanNode> after)
    {
        var constant = source.Constant is { } value && shape.IsFullyDefined ? value.Reshaped(shape.ToInts()) : null;
        Set(op.output, new PlanValue(source.DType, shape) { Source = constant is null ? source : null, Constant = constant, After = after });
    }

    private bool TryFold(Operation op, PlanValue[] inputs, Shape[] shapes, IReadOnlyCollection<PlanNode> after)
    {
        if (op.OpType.IsStateful || op.OpType.HasFunctions || after.Count > 0 || Array.Exists(op.outputs, o => o.dtype == TF_DataType.TF_VARIANT)) return false;
        if (!Array.TrueForAll(shapes, s => s.IsFullyDefined && s.size <= LargestFolded)) return false;
        if (ShapeQuestion.Answer(op, inputs) is { } answer)
        {
            for (var i = 0; i < answer.Length; i++) Set(op.outputs[i], new PlanValue(answer[i].DType, answer[i].Shape) { Constant = answer[i] });
            return true;
        }
        if (inputs.Length == 0 || !Array.TrueForAll(inputs, v => v.Constant is not null)) return false;
        var outputs = Folding.Evaluate(op.OpType, op.Attrs, Array.ConvertAll(inputs, v => v.Constant!), op.name);
        if (outputs is null) return false;
        for (var i = 0; i < outputs.Length; i++) Set(op.outputs[i], new PlanValue(outputs[i].DType, outputs[i].Shape) { Constant = outputs[i] });
        return true;
    }

    private void AddNode(Operation op, PlanValue[] inputs, Shape[] shapes, bool[] isRef, IReadOnlyCollection<PlanNode> after, IReadOnlyCollection<PlanNode> inherited, LoweredFunctions? functions)
    {
        // What hangs on one side of a Switch by a control dependency must know whether that side runs.
        var stateful = op.OpType.IsStateful || Branches.IsBranchNode(op, inputs);
        var key = stateful || after.Count > 0 ? null : KeyOf(op, inputs);
        if (key is not null && _shared.TryGetValue(key, out var same))
        {
            for (var i = 0; i < op.outputs.Length; i++) Set(op.outputs[i], same.Outputs[i]);
            return;
        }
        var elements = ListElements.Of(op, inputs, shapes, functions);
        var known = ListElements.KnownElement(op, inputs);
        var node = new PlanNode(_nodes.Count, op.OpType, op.Attrs, op, inputs) { Functions = functions };
        node.Before.UnionWith(stateful ? inherited : after);
        if (Array.Exists(isRef, r => r))
        {
            node.Variables = [.. inputs.Select((v, i) => isRef[i] ? v.Variable : null)];
            node.Writes = op.OpType.ChangesVariable && !Branches.IsSwitch(node) && !Branches.IsMerge(node);
            if (Branches.IsMerge(node) && inputs[0].IsHandle && node.Variables.Distinct().Count() > 1) throw NoVariable(op, 1);
        }
        if (functions is not null)
        {
            node.Variables = functions.Written;
            node.Writes = functions.Written.Length > 0;
        }
        node.Outputs = new PlanValue[op.outputs.Length];
        for (var i = 0; i < node.Outputs.Length; i++)
        {
            var tensor = op.outputs[i];
            node.Outputs[i] = tensor.dtype.is_ref_dtype() || (tensor.dtype == TF_DataType.TF_RESOURCE && functions is null)
                ? new PlanValue(tensor.dtype, shapes[i]) { Variable = inputs.First(v => v.Variable is not null).Variable, After = [node], Producer = node }
                : new PlanValue(tensor.dtype, shapes[i]) { Producer = node, Elements = elements?[i] };
            // What a loop hands through unchanged is the input itself.
            Set(tensor, known?.Output == i ? new PlanValue(tensor.dtype, known.Value.Value.Shape) { Constant = known.Value.Value } : functions?.PassedThrough(i) is { } input ? new PlanValue(tensor.dtype, inputs[input].Shape) { Source = inputs[input], After = [node] } : node.Outputs[i]);
        }
        _nodes.Add(node);
        if (key is not null) _shared[key] = node;
        if (stateful) _effects[op] = [node];
    }

    /// <summary>A value that kernels can read: for a reference or a handle, a read of the variable.</summary>
    private PlanValue Readable(PlanValue value, Operation user, TF_DataType dtype)
    {
        if (value.Variable is not { } variable) return value.IsHandle ? throw NoVariable(user, 0) : value;
        var gate = Branches.IsSwitch(value.Root.Producer) ? new[] { value } : [];
        var read = new PlanNode(_nodes.Count, value.IsHandle ? ReadVariable.OfHandle : ReadVariable.Instance, new NodeAttrs(("T", dtype)), user, gate) { Variables = [variable] };
        read.Before.UnionWith(value.After);
        // An Identity that waits for others is a read after them.
        foreach (var control in user.control_inputs)
        {
            if (_effects.TryGetValue(control, out var effects)) read.Before.UnionWith(effects);
        }
        var result = new PlanValue(dtype, value.Shape) { Producer = read };
        read.Outputs = [result];
        _nodes.Add(read);
        return result;
    }

    private IReadOnlyCollection<PlanNode> EffectsOf(Tensor tensor) => _effects.TryGetValue(tensor.op, out var effects) ? effects : Nothing;

    private Shape[] InferShapes(Operation op, PlanValue[] inputs, bool[] isRef)
    {
        if (op.outputs.Length == 0) return [];
        var context = new InferContext(op.OpType, op.Attrs,
            [.. inputs.Select((v, i) => isRef[i] && !v.IsHandle ? op.inputs[i].shape : v.Shape)],
            Array.ConvertAll(inputs, v => v.DType), op.outputs.Length,
            i => inputs[i].Constant,
            i => inputs[i].Constant is { } c ? Folding.AsShape(c) : ConstantValues.AsShape(op.inputs[i]));
        try
        {
            op.OpType.Infer(context);
        }
        catch (ValueError error)
        {
            throw new InvalidArgumentError(error.Message, op, error);
        }
        var shapes = context.Outputs;
        for (var i = 0; i < shapes.Length; i++)
        {
            if (!shapes[i].IsFullyDefined && shapes[i].is_compatible_with(op.outputs[i].shape)) shapes[i] = shapes[i].merge_with(op.outputs[i].shape);
        }
        return shapes;
    }

    // The inputs that an operation takes as references or handles.
    private static bool[] VariableInputs(Operation op)
    {
        var result = new bool[op.inputs.Count];
        var at = 0;
        foreach (var arg in op.OpType.Signature.Inputs)
        {
            foreach (var type in OpType.ArgTypes(arg, op.Attrs)) result[at++] = arg.IsRef || type == TF_DataType.TF_RESOURCE;
        }
        return result;
    }

    private void Set(Tensor tensor, PlanValue value) => _values.TryAdd(tensor, value);

    private static IReadOnlyCollection<PlanNode> Union(IEnumerable<IReadOnlyCollection<PlanNode>> sets)
    {
        IReadOnlyCollection<PlanNode> first = Nothing;
        HashSet<PlanNode>? union = null;
        foreach (var set in sets)
        {
            if (set.Count == 0 || ReferenceEquals(set, first)) continue;
            if (first.Count == 0) first = set;
            else (union ??= [.. first]).UnionWith(set);
        }
        return union ?? first;
    }

    private string KeyOf(Operation op, PlanValue[] inputs)
    {
        var key = new StringBuilder(op.type);
        foreach (var input in inputs)
        {
            if (!_valueIds.TryGetValue(input, out var id)) _valueIds[input] = id = _valueIds.Count;
            key.Append(CultureInfo.InvariantCulture, $" {id}");
        }
        foreach (var (name, value) in op.Attrs.All)
        {
            if (name[0] == '_') continue;
            key.Append(CultureInfo.InvariantCulture, $" {name}=");
            switch (value)
            {
                case TensorValue or FunctionName: key.Append(CultureInfo.InvariantCulture, $"#{op.Id}"); break;
                case Array array: foreach (var item in array) key.Append(CultureInfo.InvariantCulture, $"{item},"); break;
                case float number: key.Append(BitConverter.SingleToInt32Bits(number)); break;
                default: key.Append(CultureInfo.InvariantCulture, $"{value}"); break;
            }
        }
        return key.ToString();
    }
}

/// <summary>What a plan needs of the engine it is made for.</summary>
internal interface IPlanHost
{
    /// <summary>The session's value of a variable.</summary>
    VariableState VariableOf(string name);

    /// <summary>What a stateful operation keeps in the session.</summary>
    OpState StateOf(string name);

    /// <exception cref="InvalidArgumentError">The operation asks for a device that the engine does not have.</exception>
    void RequireDevice(Operation op);
}
