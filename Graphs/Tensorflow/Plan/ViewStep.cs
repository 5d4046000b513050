namespace Tensorflow.Plan;

/// <summary>Lets a view follow its source, whose memory moves.</summary>
internal sealed class ViewStep(PlanValue view) : PlanStep(null)
{
    private readonly TensorValue _view = view.Slot;
    private readonly TensorValue _source = view.Source!.Slot;
    private readonly Shape _shape = view.Shape;
    private readonly bool _isShaped = view.Shape.IsFullyDefined;

    public override void Run()
    {
        // Only views whose shape is their source's have an unknown one; others (Reshape of unknown sizes) run as nodes.
        if (!_isShaped) _view.Become(_source);
        else if (_view.Count == _source.Count) _view.Alias(_source);
        else throw new InvalidArgumentError($"A tensor of {_source.Count} elements and shape {_source.Shape} cannot have the shape {_shape}.");
    }
}
