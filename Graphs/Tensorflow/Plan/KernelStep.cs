using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>Runs a kernel on its places.</summary>
internal sealed class KernelStep : PlanStep
{
    private readonly OpType _opType;
    private readonly KernelContext _context;
    private readonly bool _isDynamic;

    public KernelStep(PlanNode node, IPlanHost host, bool[]? takes) : base(node)
    {
        _opType = node.OpType;
        _context = new KernelContext(node.Attrs, Array.ConvertAll(node.Inputs, v => v.Slot ?? TensorValue.Unplaced(v.DType, [])), Array.ConvertAll(node.Outputs, v => v.Slot))
        {
            NodeName = node.Origin?.name ?? node.OpType.Name,
            Variables = node.Variables,
            State = node.Origin is not null && node.OpType.IsStateful ? host.StateOf(node.Origin.name) : new OpState(),
            Takes = takes,
            RunsOnce = host is not FunctionHost,
        };
        _isDynamic = node.OpType is not ReadVariable && Array.Exists(node.Outputs, v => v.Variable is null && (!v.Shape.IsFullyDefined || v.DType == TF_DataType.TF_STRING));
    }

    public override void Run()
    {
        if (_isDynamic) RunDynamic();
        else _opType.Run(_context);
    }

    private void RunDynamic()
    {
        var inputs = _context.Inputs;
        var context = new InferContext(_opType, _context.Attrs, Array.ConvertAll(inputs, v => v.Shape), Array.ConvertAll(inputs, v => v.DType), _context.Outputs.Length,
            i => inputs[i], i => Folding.AsShape(inputs[i]));
        try
        {
            _opType.Infer(context);
        }
        catch (ValueError error)
        {
            throw new InvalidArgumentError(error.Message, null, error);
        }
        var shapes = context.Outputs;
        for (var i = 0; i < shapes.Length; i++)
        {
            if (shapes[i].IsFullyDefined) _context.Resize(i, shapes[i].ToInts());
        }
        _context.Prepared = null;
        _opType.Run(_context);
    }
}
