using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>One step of a plan: a kernel with its places, or a view of memory that moves.</summary>
internal sealed class PlanStep
{
    private readonly OpType _opType;
    private readonly KernelContext _context;
    private readonly PlanValue[] _inputs;
    private readonly bool _isView;
    private readonly bool _isDynamic;

    public PlanStep(PlanNode node, IPlanHost host)
    {
        Node = node;
        _opType = node.OpType;
        _inputs = node.Inputs;
        _context = new KernelContext(node.Attrs, Array.ConvertAll(node.Inputs, v => v.Slot ?? TensorValue.Unplaced(v.DType, [])), Array.ConvertAll(node.Outputs, v => v.Slot))
        {
            NodeName = node.Origin?.name ?? node.OpType.Name,
            Variables = node.Variables,
            State = node.Origin is not null && node.OpType.IsStateful ? host.StateOf(node.Origin) : new OpState(),
        };
        _isDynamic = node.OpType is not ReadVariable && Array.Exists(node.Outputs, v => v.Variable is null && (!v.Shape.IsFullyDefined || v.DType.size() == 0));
    }

    private PlanStep(PlanValue view)
    {
        _isView = true;
        _opType = null!;
        _inputs = [view];
        _context = new KernelContext(new NodeAttrs(), [view.Source!.Slot], [view.Slot]);
    }

    /// <summary>The node, null for a view.</summary>
    public PlanNode? Node { get; }

    /// <summary>A step that lets a view follow its source.</summary>
    public static PlanStep View(PlanValue view) => new(view);

    public void Run()
    {
        if (_isView) RunView();
        else if (_isDynamic) RunDynamic();
        else _opType.Run(_context);
    }

    private void RunView()
    {
        var view = _context.Output();
        var source = _context.Input(0);
        var shape = _inputs[0].Shape;
        if (shape.IsFullyDefined)
        {
            if (view.Count != source.Count) throw new InvalidArgumentError($"A tensor of {source.Count} elements and shape {source.Shape} cannot have the shape {shape}.");
            view.Alias(source);
        }
        else
        {
            // Only views whose shape is their source's have an unknown one; others (Reshape of unknown sizes) run as nodes.
            view.Become(source);
        }
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
