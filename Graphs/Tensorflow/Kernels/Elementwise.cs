using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>
/// Element-wise results over whole arrays: long ones are cut into chunks for the worker pool. A result span may be
/// one of the operands (same start), never a shifted part of it.
/// </summary>
internal static unsafe class Elementwise
{
    /// <summary>Elements of one chunk. Shorter arrays are done at once by the caller.</summary>
    const int Chunk = 32 * 1024;

    /// <summary>Rows shorter than this, of which there are many, are worth repeating in a buffer of this length.</summary>
    const int RepeatedRows = 1024;

    /// <summary>y[i] = f(x[i]).</summary>
    public static void Map<TIn, TOut, TFormula>(ReadOnlySpan<TIn> x, Span<TOut> y)
        where TIn : unmanaged
        where TOut : unmanaged
        where TFormula : struct, IMap<TIn, TOut>
    {
        if (y.Length <= 2 * Chunk)
        {
            RowLoops.Map<TIn, TOut, TFormula>(x[..y.Length], y);
            return;
        }

        fixed (TIn* from = x)
        fixed (TOut* to = y)
        {
            var body = new MapBody<TIn, TOut, TFormula> { X = from, Y = to, Length = y.Length, Piece = PieceLength(y.Length) };
            WorkerPool.Run(Chunks(y.Length, body.Piece), ref body);
        }
    }

    /// <summary>y[i] = f(a[i], b[i]).</summary>
    public static void Zip<TIn, TOut, TFormula>(ReadOnlySpan<TIn> a, ReadOnlySpan<TIn> b, Span<TOut> y)
        where TIn : unmanaged
        where TOut : unmanaged
        where TFormula : struct, IZip<TIn, TOut> =>
        Zip<TIn, TOut, TFormula>(a, [a.Length], b, [b.Length], y, [y.Length]);

    /// <summary>
    /// y = f(a, b) with NumPy broadcasting; <paramref name="shape"/> is the shape of y. y may be an operand that has
    /// the shape of y.
    /// </summary>
    public static void Zip<TIn, TOut, TFormula>(
        ReadOnlySpan<TIn> a, ReadOnlySpan<int> aShape, ReadOnlySpan<TIn> b, ReadOnlySpan<int> bShape, Span<TOut> y, ReadOnlySpan<int> shape)
        where TIn : unmanaged
        where TOut : unmanaged
        where TFormula : struct, IZip<TIn, TOut>
    {
        if (y.Length == 0)
        {
            return;
        }

        int* buffer = stackalloc int[Broadcast.BufferSize(shape.Length, 2)];
        var plan = new Broadcast(shape, 2, buffer);
        plan.Operand(0, aShape);
        plan.Operand(1, bShape);
        plan.Collapse();

        fixed (TIn* left = a)
        fixed (TIn* right = b)
        fixed (TOut* to = y)
        {
            var body = new ZipBody<TIn, TOut, TFormula>
            {
                Plan = plan, A = left, B = right, Y = to, AMoves = plan.Moves(0), BMoves = plan.Moves(1),
                Rows = plan.Rows, Length = plan.RowLength,
            };
            body.RepeatsB = plan.Rank == 2 && body.AMoves && body.BMoves && plan.Offset(1, 1) == 0
                && body.Length <= RepeatedRows / 4 && body.Rows >= 8;
            if (y.Length <= 2 * Chunk)
            {
                body.RunRows(0, body.Rows);
                return;
            }

            body.Piece = PieceLength(body.Length);
            body.Segments = Chunks(body.Length, body.Piece);
            body.RowsPerChunk = Chunks(body.Rows, Pieces(y.Length));
            WorkerPool.Run(body.Segments > 1 ? body.Rows * body.Segments : Chunks(body.Rows, body.RowsPerChunk), ref body);
        }
    }

    /// <summary>y = condition ? a : b with NumPy broadcasting; <paramref name="shape"/> is the shape of y.</summary>
    public static void Select<T>(
        ReadOnlySpan<bool> condition, ReadOnlySpan<int> conditionShape, ReadOnlySpan<T> a, ReadOnlySpan<int> aShape,
        ReadOnlySpan<T> b, ReadOnlySpan<int> bShape, Span<T> y, ReadOnlySpan<int> shape)
    {
        if (y.Length == 0)
        {
            return;
        }

        int* buffer = stackalloc int[Broadcast.BufferSize(shape.Length, 3)];
        var plan = new Broadcast(shape, 3, buffer);
        plan.Operand(0, conditionShape);
        plan.Operand(1, aShape);
        plan.Operand(2, bShape);
        plan.Collapse();

        int rows = plan.Rows, length = plan.RowLength;
        bool cMoves = plan.Moves(0), aMoves = plan.Moves(1), bMoves = plan.Moves(2);
        for (int row = 0; row < rows; row++)
        {
            int c = plan.Offset(0, row), i = plan.Offset(1, row), j = plan.Offset(2, row);
            var from = aMoves ? a.Slice(i, length) : a.Slice(i, 1);
            var other = bMoves ? b.Slice(j, length) : b.Slice(j, 1);
            var to = y.Slice(row * length, length);
            if (cMoves)
            {
                RowLoops.Select(condition.Slice(c, length), from, other, to);
            }
            else if (condition[c] ? aMoves : bMoves)
            {
                (condition[c] ? from : other).CopyTo(to);
            }
            else
            {
                to.Fill(condition[c] ? a[i] : b[j]);
            }
        }
    }

    /// <summary>Copies x, broadcast to <paramref name="shape"/>, into y.</summary>
    public static void BroadcastTo<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> xShape, Span<T> y, ReadOnlySpan<int> shape)
    {
        if (y.Length == 0)
        {
            return;
        }

        int* buffer = stackalloc int[Broadcast.BufferSize(shape.Length, 1)];
        var plan = new Broadcast(shape, 1, buffer);
        plan.Operand(0, xShape);
        plan.Collapse();

        int rows = plan.Rows, length = plan.RowLength;
        bool moves = plan.Moves(0);
        for (int row = 0; row < rows; row++)
        {
            int i = plan.Offset(0, row);
            var to = y.Slice(row * length, length);
            if (moves)
            {
                x.Slice(i, length).CopyTo(to);
            }
            else
            {
                to.Fill(x[i]);
            }
        }
    }

    /// <summary>
    /// Into how many pieces of about a chunk's size work is cut: an even number, so that pieces of the same size keep two
    /// threads equally long at work.
    /// </summary>
    static int Pieces(int length)
    {
        int pieces = Chunks(length, Chunk);
        return pieces + (pieces > 1 ? pieces & 1 : 0);
    }

    /// <summary>The elements of a piece, in whole cache lines.</summary>
    static int PieceLength(int length) => (Chunks(length, Pieces(length)) + 63) / 64 * 64;

    static int Chunks(int length, int chunk) => (int)(((long)length + chunk - 1) / chunk);

    struct MapBody<TIn, TOut, TFormula> : IChunkBody
        where TIn : unmanaged
        where TOut : unmanaged
        where TFormula : struct, IMap<TIn, TOut>
    {
        public TIn* X;
        public TOut* Y;
        public int Length;
        public int Piece;

        public readonly void Run(int chunk)
        {
            int start = chunk * Piece;
            int n = Math.Min(Piece, Length - start);
            RowLoops.Map<TIn, TOut, TFormula>(new ReadOnlySpan<TIn>(X + start, n), new Span<TOut>(Y + start, n));
        }
    }

    /// <summary>A chunk is a segment of one long row, or several short rows.</summary>
    struct ZipBody<TIn, TOut, TFormula> : IChunkBody
        where TIn : unmanaged
        where TOut : unmanaged
        where TFormula : struct, IZip<TIn, TOut>
    {
        public Broadcast Plan;
        public TIn* A;
        public TIn* B;
        public TOut* Y;
        public bool AMoves;
        public bool BMoves;

        /// <summary>True where b is one short row for all rows of a.</summary>
        public bool RepeatsB;
        public int Rows;
        public int Length;
        public int Segments;
        public int Piece;
        public int RowsPerChunk;

        public readonly void Run(int chunk)
        {
            if (Segments > 1)
            {
                int start = chunk % Segments * Piece;
                RunRow(chunk / Segments, start, Math.Min(Piece, Length - start));
            }
            else
            {
                RunRows(chunk * RowsPerChunk, Math.Min(Rows, (chunk + 1) * RowsPerChunk));
            }
        }

        public readonly void RunRows(int first, int end)
        {
            if (RepeatsB)
            {
                RunRepeated(first, end);
                return;
            }

            for (int row = first; row < end; row++)
            {
                RunRow(row, 0, Length);
            }
        }

        /// <summary>Several rows at once against as many copies of b, which saves the start and the end of each short loop.</summary>
        readonly void RunRepeated(int first, int end)
        {
            Span<TIn> buffer = stackalloc TIn[RepeatedRows];
            int together = Math.Min(end - first, RepeatedRows / Length);
            for (int row = 0; row < together; row++)
            {
                new ReadOnlySpan<TIn>(B, Length).CopyTo(buffer[(row * Length)..]);
            }

            for (int row = first; row < end; row += together)
            {
                int n = Math.Min(together, end - row) * Length;
                nint at = (nint)row * Length;
                RowLoops.Zip<TIn, TOut, TFormula>(new ReadOnlySpan<TIn>(A + at, n), buffer[..n], new Span<TOut>(Y + at, n));
            }
        }

        readonly void RunRow(int row, int start, int n)
        {
            TIn* a = A + Plan.Offset(0, row) + (AMoves ? start : 0);
            TIn* b = B + Plan.Offset(1, row) + (BMoves ? start : 0);
            var y = new Span<TOut>(Y + (nint)row * Length + start, n);
            if (AMoves && BMoves)
            {
                RowLoops.Zip<TIn, TOut, TFormula>(new ReadOnlySpan<TIn>(a, n), new ReadOnlySpan<TIn>(b, n), y);
            }
            else if (AMoves)
            {
                RowLoops.Zip<TIn, TOut, TFormula>(new ReadOnlySpan<TIn>(a, n), *b, y);
            }
            else if (BMoves)
            {
                RowLoops.Zip<TIn, TOut, TFormula>(*a, new ReadOnlySpan<TIn>(b, n), y);
            }
            else
            {
                y.Fill(TFormula.Of(*a, *b));
            }
        }
    }
}
