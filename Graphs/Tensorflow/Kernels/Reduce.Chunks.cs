using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>The chunks of long reductions, as the worker pool runs them.</summary>
internal static unsafe partial class Reduce
{
    struct PieceBody<T, TReducer> : IChunkBody
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        public T* X;
        public T* Y;
        public int Length;

        public readonly void Run(int chunk)
        {
            int start = chunk * Piece;
            Y[chunk] = Pairwise<T, TReducer>(new ReadOnlySpan<T>(X + start, Math.Min(Piece, Length - start)));
        }
    }

    struct RowsBody<T, TReducer> : IChunkBody
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        public T* X;
        public T* Y;
        public int Rows;
        public int Length;
        public int PerChunk;

        public readonly void Run(int chunk)
        {
            int end = Math.Min(Rows, (chunk + 1) * PerChunk);
            for (int k = chunk * PerChunk; k < end; k++)
            {
                Y[k] = All<T, TReducer>(new ReadOnlySpan<T>(X + (nint)k * Length, Length));
            }
        }
    }

    struct ColumnsBody<T, TReducer> : IChunkBody
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        public T* X;
        public T* Y;
        public int Rows;
        public int Columns;
        public int PerChunk;

        public readonly void Run(int chunk)
        {
            int first = chunk * PerChunk;
            int rows = Math.Min(PerChunk, Rows - first);
            ColumnsOfPiece<T, TReducer>(
                new ReadOnlySpan<T>(X + (nint)first * Columns, rows * Columns), rows, Columns, new Span<T>(Y + (nint)chunk * Columns, Columns));
        }
    }

    struct TilesBody<T, TReducer> : IChunkBody
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        public T* X;
        public T* Y;
        public int Rows;
        public int Columns;

        public readonly void Run(int chunk)
        {
            int left = chunk * ColumnTile;
            ColumnsOfTile<T, TReducer>(
                new ReadOnlySpan<T>(X, Rows * Columns), Rows, Columns, left, new Span<T>(Y + left, Math.Min(ColumnTile, Columns - left)));
        }
    }

    struct PlanesBody<T, TReducer> : IChunkBody
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        public T* X;
        public T* Y;
        public int Planes;
        public int Rows;
        public int Columns;
        public int PerChunk;

        public readonly void Run(int chunk)
        {
            int size = Rows * Columns;
            int end = Math.Min(Planes, (chunk + 1) * PerChunk);
            for (int k = chunk * PerChunk; k < end; k++)
            {
                ColumnsOfPiece<T, TReducer>(new ReadOnlySpan<T>(X + (nint)k * size, size), Rows, Columns, new Span<T>(Y + (nint)k * Columns, Columns));
            }
        }
    }
}
