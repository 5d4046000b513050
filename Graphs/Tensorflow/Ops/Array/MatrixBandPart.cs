namespace Tensorflow.Ops;

/// <summary>Matrices with zeros outside a band: num_lower diagonals below the main one and num_upper above it stay; a negative number keeps all.</summary>
internal sealed class MatrixBandPart() : OpType("MatrixBandPart", "input: T, num_lower: Tindex, num_upper: Tindex -> band: T; T: type; Tindex: index = int64")
{
    public override void Infer(InferContext c) => c.Set(0, c.WithRankAtLeast(0, 2));

    public override Tensor?[] Gradient(GradContext g) => [OpBuilder.Apply("MatrixBandPart", null, [g.Dy(), g.Input(1), g.Input(2)]), null, null];

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged
        {
            var x = k.In<T>(0);
            var y = k.Out<T>();
            int[] dims = k.Input(0).Dims;
            int rows = dims[^2], columns = dims[^1], lower = IntTensor.Scalar(k.Input(1), "num_lower"), upper = IntTensor.Scalar(k.Input(2), "num_upper");
            if (lower > rows || upper > columns)
                throw new InvalidArgumentError($"num_lower must be negative or less or equal to number of rows ({rows}) and num_upper to number of columns ({columns}), got: {lower}, {upper}");
            for (var i = 0; i < y.Length; i++)
            {
                int row = i / columns % rows, column = i % columns;
                y[i] = (lower < 0 || row - column <= lower) && (upper < 0 || column - row <= upper) ? x[i] : default;
            }
        }

        public static void RunObjects(KernelContext k) => throw Dispatch.Unsupported(k, k.Input(0).DType);
    }
}
