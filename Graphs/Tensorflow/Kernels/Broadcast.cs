namespace Tensorflow.Kernels;

/// <summary>
/// NumPy broadcasting of several dense operands against one dense result, reduced to as few dimensions as possible:
/// dimensions of size 1 fall away and neighbours that every operand walks in the same way become one. What is left
/// is a walk over rows in which each operand either moves by one element or stands still.
/// </summary>
internal unsafe struct Broadcast
{
    readonly int operands;
    readonly int* sizes;
    readonly int* strides;

    /// <summary>
    /// Starts with the shape of the result. The buffer, on the caller's stack, holds the plan; it needs
    /// <see cref="BufferSize"/> elements.
    /// </summary>
    public Broadcast(ReadOnlySpan<int> result, int operands, int* buffer)
    {
        this.operands = operands;
        sizes = buffer;
        strides = buffer + result.Length;
        result.CopyTo(new Span<int>(sizes, result.Length));
        Rank = result.Length;
    }

    /// <summary>The number of dimensions left; at least 1 after <see cref="Collapse"/>.</summary>
    public int Rank { get; private set; }

    /// <summary>The number of elements of the innermost dimension.</summary>
    public readonly int RowLength => Rank == 0 ? 1 : sizes[Rank - 1];

    /// <summary>The number of rows.</summary>
    public readonly int Rows
    {
        get
        {
            int rows = 1;
            for (int d = 0; d < Rank - 1; d++)
            {
                rows *= sizes[d];
            }

            return rows;
        }
    }

    public static int BufferSize(int rank, int operands) => Math.Max(1, rank * (operands + 1));

    /// <summary>Sets the shape of an operand; it must broadcast to the result.</summary>
    public readonly void Operand(int index, ReadOnlySpan<int> shape)
    {
        int stride = 1;
        for (int d = Rank - 1, s = shape.Length - 1; d >= 0; d--, s--)
        {
            int size = s >= 0 ? shape[s] : 1;
            strides[d * operands + index] = size == 1 ? 0 : stride;
            stride *= size;
        }
    }

    /// <summary>Merges dimensions once all operands are set.</summary>
    public void Collapse()
    {
        int last = -1;
        for (int d = 0; d < Rank; d++)
        {
            if (sizes[d] == 1)
            {
                continue;
            }

            if (last >= 0 && Continues(last, d))
            {
                sizes[last] *= sizes[d];
            }
            else
            {
                last++;
                sizes[last] = sizes[d];
            }

            new Span<int>(strides + d * operands, operands).CopyTo(new Span<int>(strides + last * operands, operands));
        }

        Rank = last + 1;
    }

    readonly bool Continues(int outer, int inner)
    {
        for (int k = 0; k < operands; k++)
        {
            if (strides[outer * operands + k] != strides[inner * operands + k] * sizes[inner])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True where the operand moves along a row (by one element), false where it stands still.</summary>
    public readonly bool Moves(int operand) => Rank > 0 && strides[(Rank - 1) * operands + operand] != 0;

    /// <summary>The first element of the operand in the given row.</summary>
    public readonly int Offset(int operand, int row)
    {
        int offset = 0;
        for (int d = Rank - 2; d >= 0; d--)
        {
            int outer = row / sizes[d];
            offset += (row - outer * sizes[d]) * strides[d * operands + operand];
            row = outer;
        }

        return offset;
    }
}
