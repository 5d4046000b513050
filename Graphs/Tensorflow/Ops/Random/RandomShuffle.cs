using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>The input with the rows of its first axis in random order.</summary>
internal sealed class RandomShuffle() : NotDifferentiableRandomOp("RandomShuffle", "value: T -> output: T; T: type")
{
    public override void Infer(InferContext c) => c.Same();

    public override void Run(KernelContext k)
    {
        var input = k.Input(0);
        var output = k.Output().Dims.AsSpan().SequenceEqual(input.Dims) ? k.Output() : k.Resize(0, input.Dims);
        var rows = input.Rank == 0 ? 1 : input.Dims[0];
        if (rows <= 1 || input.Count <= 1)
        {
            input.CopyTo(output);
            return;
        }
        var order = k.Scratch<int>(rows);
        Permutation.Run(Stream(k).ReserveWords(rows - 1), order);
        var width = input.Count / rows;
        for (var row = 0; row < rows; row++) MoveRows.CopyRows(input, order[row] * width, 0, output, row * width, 0, 1, width);
    }
}
