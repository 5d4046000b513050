namespace Tensorflow.Rnn;

/// <summary>Adds the inputs to the outputs of a cell, or joins them by a function of one's own.</summary>
public sealed class ResidualWrapper : CellWrapper
{
    private readonly Func<Tensor, Tensor, Tensor>? _residual;

    /// <inheritdoc cref="RnnCellApi.ResidualWrapper"/>
    public ResidualWrapper(RNNCell cell, Func<Tensor, Tensor, Tensor>? residual_fn = null) : base(cell) => _residual = residual_fn;

    private protected override (Tensor output, RnnState state) Step(Tensor inputs, RnnState state, string? scope)
    {
        var (output, after) = wrapped_cell.apply(inputs, state, scope);
        if (_residual is not null) return (_residual(inputs, output), after);
        if (!inputs.shape.is_compatible_with(output.shape))
            throw new ValueError($"ResidualWrapper adds inputs and outputs, whose shapes differ: {inputs} and {output}. Give the cell as many units as the inputs have features, or a residual_fn.");
        return (inputs + output, after);
    }
}
