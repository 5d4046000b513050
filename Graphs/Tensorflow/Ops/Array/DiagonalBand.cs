namespace Tensorflow.Ops;

/// <summary>
/// A band of diagonals of a matrix and how they are packed into rows: row 0 holds the highest diagonal. Diagonals shorter
/// than a row lie at its left or right end, as align says for those above and below the main one (LEFT_RIGHT, ...).
/// </summary>
internal readonly struct DiagonalBand
{
    private readonly bool _leftAbove;
    private readonly bool _leftBelow;

    public DiagonalBand(TensorValue? k, long rows, long columns, string align)
    {
        Lower = k is null || k.Count == 0 ? 0 : k.AsLong(0);
        Upper = k is { Count: > 1 } ? k.AsLong(1) : Lower;
        Rows = rows;
        Columns = columns;
        (_leftAbove, _leftBelow) = align switch
        {
            "LEFT_LEFT" => (true, true),
            "LEFT_RIGHT" => (true, false),
            "RIGHT_LEFT" => (false, true),
            "RIGHT_RIGHT" => (false, false),
            _ => throw new ValueError($"align must be LEFT_LEFT, LEFT_RIGHT, RIGHT_LEFT or RIGHT_RIGHT, but is '{align}'."),
        };
    }

    /// <summary>The lowest diagonal; 0 is the main one, negative ones lie below it.</summary>
    public long Lower { get; }

    /// <summary>The highest diagonal.</summary>
    public long Upper { get; }

    public long Rows { get; }

    public long Columns { get; }

    /// <summary>The number of diagonals.</summary>
    public int Count => (int)(Upper - Lower + 1);

    /// <summary>The length of the longest diagonal, which is the length of a packed row.</summary>
    public int Longest => (int)Math.Min(Rows + Math.Min(Upper, 0), Columns - Math.Max(Lower, 0));

    /// <summary>The dimensions of the packed diagonals of one matrix.</summary>
    public long[] PackedDims => Lower == Upper ? [Longest] : [Count, Longest];

    /// <summary>The place of a packed element in the matrix; false where the row is filled up.</summary>
    public bool Locate(int row, int column, out int matrixRow, out int matrixColumn)
    {
        var diagonal = (int)Upper - row;
        var length = (int)Math.Min(Rows + Math.Min(diagonal, 0), Columns - Math.Max(diagonal, 0));
        var isLeft = (diagonal >= 0 && _leftAbove) || (diagonal <= 0 && _leftBelow);
        var n = isLeft ? column : column - (Longest - length);
        matrixRow = n + Math.Max(-diagonal, 0);
        matrixColumn = n + Math.Max(diagonal, 0);
        return n >= 0 && n < length;
    }

    /// <summary>Fails unless the band lies within the matrix.</summary>
    public void Check()
    {
        if (Lower > Upper) throw new InvalidArgumentError($"lower_diag_index must not be larger than upper_diag_index: {Lower} > {Upper}");
        if (Outside(Lower)) throw new InvalidArgumentError($"lower_diag_index is out of bound: {Lower}. It must be between {-Rows} and {Columns}");
        if (Outside(Upper)) throw new InvalidArgumentError($"upper_diag_index is out of bound: {Upper}. It must be between {-Rows} and {Columns}");
    }

    private bool Outside(long diagonal) => (diagonal <= -Rows || diagonal >= Columns) && diagonal != 0;
}
