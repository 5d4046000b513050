using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>Matrices with given diagonals: the last axis holds the diagonal, with several the last two (see <see cref="DiagonalBand"/>).</summary>
internal class MatrixDiag : OpType
{
    public MatrixDiag() : this("MatrixDiag", "diagonal: T -> output: T; T: type") { }

    protected MatrixDiag(string name, string signature) : base(name, signature) { }

    public override void Infer(InferContext c)
    {
        var diagonal = c.WithRankAtLeast(0, 1);
        var isFull = c.InputCount > 1;
        var k = isFull ? c.Value(1) : null;
        if (!diagonal.HasRank || (isFull && (k is null || c.Value(2) is null || c.Value(3) is null))) return;
        var packedRank = k is { Count: > 1 } && k.AsLong(0) != k.AsLong(1) ? 2 : 1;
        if (diagonal[-1] < 0) c.Set(0, Shape.UnknownOfRank(diagonal.ndim - packedRank + 2));
        else
        {
            var (rows, columns) = MatrixSize(k, diagonal[-1], isFull ? c.Value(2) : null, isFull ? c.Value(3) : null);
            c.Set(0, diagonal.Slice(0, diagonal.ndim - packedRank).concatenate(new Shape([rows, columns])));
        }
    }

    // The smallest matrix that holds the diagonals, where its size is not given.
    private static (long Rows, long Columns) MatrixSize(TensorValue? k, long length, TensorValue? rowsGiven, TensorValue? columnsGiven)
    {
        long lower = k?.AsLong(0) ?? 0, upper = k is { Count: > 1 } ? k.AsLong(1) : lower;
        long rows = rowsGiven?.AsLong(0) ?? -1, columns = columnsGiven?.AsLong(0) ?? -1;
        long leastRows = length - Math.Min(upper, 0), leastColumns = length + Math.Max(lower, 0);
        if (rows == -1 && columns == -1) rows = columns = Math.Max(leastRows, leastColumns);
        else if (rows == -1) rows = leastRows;
        else if (columns == -1) columns = leastColumns;
        if (rows < leastRows) throw new InvalidArgumentError($"The number of rows is too small: {rows}, the diagonals need {leastRows}");
        if (columns < leastColumns) throw new InvalidArgumentError($"The number of columns is too small: {columns}, the diagonals need {leastColumns}");
        return (rows, columns);
    }

    public override Tensor?[] Gradient(GradContext g) => [OpBuilder.Apply("MatrixDiagPart", null, [g.Dy()])];

    public override void Run(KernelContext k)
    {
        var diagonal = k.Input(0);
        var isFull = k.Inputs.Length > 1;
        var packedRank = isFull && k.Input(1).Count > 1 && k.Input(1).AsLong(0) != k.Input(1).AsLong(1) ? 2 : 1;
        var (rows, columns) = MatrixSize(isFull ? k.Input(1) : null, diagonal.Dims[^1], isFull ? k.Input(2) : null, isFull ? k.Input(3) : null);
        k.Fit(0, [.. diagonal.Dims[..^packedRank], (int)rows, (int)columns]);
        Dispatch.Move<Kernel>(k, diagonal.DType);
    }

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged
        {
            var y = k.Out<T>();
            y.Fill(k.Inputs.Length > 4 ? k.In<T>(4)[0] : default);
            var dims = k.Output().Dims;
            var band = Diagonals.Band(k, 1, dims);
            band.Check();
            Diagonals.Unpack(band, k.In<T>(0), y);
        }

        public static void RunObjects(KernelContext k) => throw Dispatch.Unsupported(k, k.Input(0).DType);
    }
}

internal sealed class MatrixDiagV2() : MatrixDiag("MatrixDiagV2", "diagonal: T, k: int32, num_rows: int32, num_cols: int32, padding_value: T -> output: T; T: type")
{
    public override Tensor?[] Gradient(GradContext g) =>
        [OpBuilder.Apply("MatrixDiagPartV2", null, [g.Dy(), g.Input(1), Diagonals.Zero(g)]), null, null, null, null];
}

internal sealed class MatrixDiagV3() : MatrixDiag("MatrixDiagV3",
    "diagonal: T, k: int32, num_rows: int32, num_cols: int32, padding_value: T -> output: T; T: type; align: string = 'RIGHT_LEFT'")
{
    public override Tensor?[] Gradient(GradContext g) =>
        [OpBuilder.Apply("MatrixDiagPartV3", null, [g.Dy(), g.Input(1), Diagonals.Zero(g)], ("align", g.Attrs["align"])), null, null, null, null];
}

/// <summary>Diagonals of matrices: one as a vector, several as rows (see <see cref="DiagonalBand"/>).</summary>
internal class MatrixDiagPart : OpType
{
    public MatrixDiagPart() : this("MatrixDiagPart", "input: T -> diagonal: T; T: type") { }

    protected MatrixDiagPart(string name, string signature) : base(name, signature) { }

    public override void Infer(InferContext c)
    {
        var input = c.WithRankAtLeast(0, 2);
        if (!input.HasRank || (c.InputCount > 1 && c.Value(1) is null)) return;
        var band = new DiagonalBand(c.InputCount > 1 ? c.Value(1) : null, input[-2], input[-1], "LEFT_LEFT");
        if (input[-2] < 0 || input[-1] < 0)
        {
            c.Set(0, input.Slice(0, input.ndim - 2).concatenate(band.Lower == band.Upper ? new Shape([-1]) : new Shape([band.Count, -1])));
            return;
        }
        try
        {
            band.Check();
        }
        catch (InvalidArgumentError error)
        {
            throw c.Error(error.message);
        }
        c.Set(0, input.Slice(0, input.ndim - 2).concatenate(new Shape(band.PackedDims)));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var matrix = g.Input(0).shape;
        var isSquare = matrix.HasRank && matrix[-1] >= 0 && matrix[-1] == matrix[-2];
        return [isSquare ? OpBuilder.Apply("MatrixDiag", null, [g.Dy()]) : OpBuilder.Apply("MatrixSetDiag", null, [tf.zeros_like(g.Input(0)), g.Dy()])];
    }

    /// <summary>The gradient of the newer forms, whose inputs and names it is given.</summary>
    protected static Tensor?[] ToMatrix(GradContext g, string version, params ReadOnlySpan<(string, object?)> attrs)
    {
        var matrix = g.Input(0).shape;
        var isKnown = matrix.HasRank && matrix[-1] >= 0 && matrix[-2] >= 0;
        var dx = isKnown
            ? OpBuilder.Apply($"MatrixDiag{version}", null, [g.Dy(), g.Input(1), (int)matrix[-2], (int)matrix[-1], Diagonals.Zero(g)], attrs)
            : OpBuilder.Apply($"MatrixSetDiag{version}", null, [tf.zeros_like(g.Input(0)), g.Dy(), g.Input(1)], attrs);
        return [dx, null, null];
    }

    public override void Run(KernelContext k)
    {
        var dims = k.Input(0).Dims;
        var band = Diagonals.Band(k, 1, dims);
        band.Check();
        if (band.Lower == band.Upper) k.Fit(0, [.. dims[..^2], band.Longest]);
        else k.Fit(0, [.. dims[..^2], band.Count, band.Longest]);
        Dispatch.Move<Kernel>(k, k.Input(0).DType);
    }

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged
        {
            var y = k.Out<T>();
            y.Fill(k.Inputs.Length > 2 ? k.In<T>(2)[0] : default);
            Diagonals.Pack(Diagonals.Band(k, 1, k.Input(0).Dims), k.In<T>(0), y);
        }

        public static void RunObjects(KernelContext k) => throw Dispatch.Unsupported(k, k.Input(0).DType);
    }
}

internal sealed class MatrixDiagPartV2() : MatrixDiagPart("MatrixDiagPartV2", "input: T, k: int32, padding_value: T -> diagonal: T; T: type")
{
    public override Tensor?[] Gradient(GradContext g) => ToMatrix(g, "V2");
}

internal sealed class MatrixDiagPartV3() : MatrixDiagPart("MatrixDiagPartV3", "input: T, k: int32, padding_value: T -> diagonal: T; T: type; align: string = 'RIGHT_LEFT'")
{
    public override Tensor?[] Gradient(GradContext g) => ToMatrix(g, "V3", ("align", g.Attrs["align"]));
}

/// <summary>A copy of matrices with other diagonals.</summary>
internal class MatrixSetDiag : OpType
{
    public MatrixSetDiag() : this("MatrixSetDiag", "input: T, diagonal: T -> output: T; T: type") { }

    protected MatrixSetDiag(string name, string signature) : base(name, signature) { }

    public override void Infer(InferContext c)
    {
        var input = c.WithRankAtLeast(0, 2);
        c.WithRankAtLeast(1, 1);
        if (input.HasRank && input[-1] >= 0 && input[-2] >= 0 && (c.InputCount == 2 || c.Value(2) is not null))
        {
            var band = new DiagonalBand(c.InputCount > 2 ? c.Value(2) : null, input[-2], input[-1], "LEFT_LEFT");
            c.Merge(c.Input(1), input.Slice(0, input.ndim - 2).concatenate(new Shape(band.PackedDims)));
        }
        c.Set(0, input);
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var attrs = g.Attrs.Has("align") ? new (string, object?)[] { ("align", g.Attrs["align"]) } : [];
        var zeros = OpBuilder.Apply("ZerosLike", null, [g.Input(1)]);
        if (g.Op.inputs.Count == 2) return [OpBuilder.Apply(Name, null, [g.Dy(), zeros]), OpBuilder.Apply("MatrixDiagPart", null, [g.Dy()])];
        var part = Name.Replace("SetDiag", "DiagPart", StringComparison.Ordinal);
        return
        [
            OpBuilder.Apply(Name, null, [g.Dy(), zeros, g.Input(2)], attrs),
            OpBuilder.Apply(part, null, [g.Dy(), g.Input(2), Diagonals.Zero(g)], attrs),
            null,
        ];
    }

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged
        {
            k.Input(0).CopyTo(k.Output());
            var band = Diagonals.Band(k, 2, k.Input(0).Dims);
            band.Check();
            Diagonals.Unpack(band, k.In<T>(1), k.Out<T>());
        }

        public static void RunObjects(KernelContext k) => throw Dispatch.Unsupported(k, k.Input(0).DType);
    }
}

internal sealed class MatrixSetDiagV2() : MatrixSetDiag("MatrixSetDiagV2", "input: T, diagonal: T, k: int32 -> output: T; T: type");

internal sealed class MatrixSetDiagV3() : MatrixSetDiag("MatrixSetDiagV3", "input: T, diagonal: T, k: int32 -> output: T; T: type; align: string = 'RIGHT_LEFT'");

/// <summary>Moving diagonals between matrices and packed rows.</summary>
internal static class Diagonals
{
    /// <summary>The band that an operation works on: input <paramref name="kInput"/> names it if there is one, else it is the main diagonal.</summary>
    public static DiagonalBand Band(KernelContext k, int kInput, int[] matrix) => new(
        k.Inputs.Length > kInput ? k.Input(kInput) : null, matrix[^2], matrix[^1], k.Attrs.TryGet<string>("align", out var align) ? align : "LEFT_LEFT");

    public static Tensor Zero(GradContext g) => Const.Apply(TensorValue.Allocate(g.T, [], clear: true));

    public static void Pack<T>(DiagonalBand band, ReadOnlySpan<T> matrices, Span<T> rows)
    {
        int size = (int)(band.Rows * band.Columns), packed = band.Count * band.Longest;
        for (var m = 0; m < (packed == 0 ? 0 : rows.Length / packed); m++)
        {
            for (var i = 0; i < packed; i++)
            {
                if (band.Locate(i / band.Longest, i % band.Longest, out var r, out var c)) rows[m * packed + i] = matrices[m * size + r * (int)band.Columns + c];
            }
        }
    }

    public static void Unpack<T>(DiagonalBand band, ReadOnlySpan<T> rows, Span<T> matrices)
    {
        int size = (int)(band.Rows * band.Columns), packed = band.Count * band.Longest;
        for (var m = 0; m < (size == 0 ? 0 : matrices.Length / size); m++)
        {
            for (var i = 0; i < packed; i++)
            {
                if (band.Locate(i / band.Longest, i % band.Longest, out var r, out var c)) matrices[m * size + r * (int)band.Columns + c] = rows[m * packed + i];
            }
        }
    }
}
