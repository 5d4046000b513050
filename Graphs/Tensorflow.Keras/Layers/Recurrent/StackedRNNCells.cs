using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>Cells one upon the other as one cell: each takes the output of the one before it. The states are those of all cells, in order.</summary>
public sealed class StackedRNNCells : RecurrentCell
{
    /// <param name="cells">The cells, the lowest first.</param>
    /// <param name="name">The name.</param>
    public StackedRNNCells(RecurrentCell[] cells, string? name = null) : base(name)
    {
        if (cells.Length == 0) throw new ValueError("StackedRNNCells needs at least one cell.");
        this.cells = cells;
    }

    public RecurrentCell[] cells { get; }

    public override int[] state_size => [.. cells.SelectMany(c => c.state_size)];

    public override int output_size => cells[^1].output_size;

    public override Tensor[] get_initial_state(Tensor batch_size) => [.. cells.SelectMany(c => c.get_initial_state(batch_size))];

    public override void build(Shape[] input_shapes)
    {
        var shape = input_shapes[0];
        foreach (var cell in cells)
        {
            using var scope = tf.name_scope(cell.name);
            cell.EnsureBuilt([shape, .. cell.state_size.Select(size => new Shape(shape[0], size))]);
            shape = new Shape(shape[0], cell.output_size);
        }
    }

    public override Tensors call(Tensors inputs, CallOptions options) => OneStep(inputs, options);

    internal override CellRun Begin(Tensor batchSize, bool training) =>
        new Run(cells, [.. cells.Select(cell => cell.Begin(batchSize, training))]);

    private sealed class Run(RecurrentCell[] cells, CellRun[] runs) : CellRun
    {
        public override int? OutputState => cells[..^1].Sum(c => c.state_size.Length) + runs[^1].OutputState;

        public override Tensor Project(Tensor x) => runs[0].Project(x);

        public override (Tensor Output, Tensor[] States) Step(Tensor projected, Tensor[] states)
        {
            var next = new List<Tensor>();
            var output = projected;
            var taken = 0;
            for (var i = 0; i < runs.Length; i++)
            {
                var count = cells[i].state_size.Length;
                (output, var after) = runs[i].Step(i == 0 ? projected : runs[i].Project(output), states[taken..(taken + count)]);
                next.AddRange(after);
                taken += count;
            }
            return (output, [.. next]);
        }
    }
}
