using System.Numerics.Tensors;
using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>
/// C = P^T D of a patch matrix P and a matrix D [rows of P, N]: the gradient of a convolution with respect to its filter.
/// The rows, which the sums run over, are cut into at most 8 parts with a partial result each; the partial results are added in order.
/// </summary>
internal static unsafe class PatchGradient<T, TVec, TSimd>
    where T : unmanaged, INumberBase<T> where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
{
    private const int RowsPerBlock = 160;
    private const int GroupLength = 256;
    private const int MostParts = 8;
    private const long MostPartialElements = 1 << 24;
    private const int ElementsPerSum = 16 * 1024;

    public static void Run(in Patches<T> patches, int n, T* d, T* c)
    {
        int m = patches.Rows;
        int size = checked(patches.Length * n);
        int blocks = (m + RowsPerBlock - 1) / RowsPerBlock;
        int tapsPerGroup = Math.Clamp(GroupLength / Math.Max(1, patches.TapRowLength), 1, patches.Vertical.Count);
        var body = new Body
        {
            Patches = patches, N = n, D = d,
            TapsPerGroup = tapsPerGroup, Groups = (patches.Vertical.Count + tapsPerGroup - 1) / tapsPerGroup,
        };
        int parts = (int)Math.Clamp(Math.Min(MostPartialElements / size, blocks), 1, MostParts);
        body.RowsPerPart = (blocks + parts - 1) / parts * RowsPerBlock;
        parts = (m + body.RowsPerPart - 1) / body.RowsPerPart;
        body.Partial = parts == 1 ? c : Scratch.Get<T>(Scratch.Use.Partial, (nint)parts * size);
        WorkerPool.Run(parts * body.Groups, ref body);
        if (parts > 1)
        {
            var sum = new PartialSum { Partial = body.Partial, Parts = parts, Size = size, C = c };
            WorkerPool.Run((size + ElementsPerSum - 1) / ElementsPerSum, ref sum);
        }
    }

    private struct Body : IChunkBody
    {
        public Patches<T> Patches;
        public int N;
        public T* D;
        public int TapsPerGroup;
        public int Groups;
        public int RowsPerPart;
        public T* Partial;

        public readonly void Run(int chunk)
        {
            (int part, int group) = Math.DivRem(chunk, Groups);
            int firstTap = group * TapsPerGroup;
            int taps = Math.Min(TapsPerGroup, Patches.Vertical.Count - firstTap);
            int length = taps * Patches.TapRowLength;
            nint stride = Patches<T>.Stride(length);
            T* patches = Scratch.Get<T>(Scratch.Use.Rows, RowsPerBlock * stride + 64);
            T* c = Partial + ((nint)part * Patches.Length + firstTap * Patches.TapRowLength) * N;
            int first = part * RowsPerPart;
            int last = Math.Min(first + RowsPerPart, Patches.Rows);
            for (int row = first; row < last; row += RowsPerBlock)
            {
                int k = Math.Min(RowsPerBlock, last - row);
                Patches.Build(row, k, firstTap, taps, patches, stride);
                AddBlock(length, k, patches, stride, D + (nint)row * N, c, row > first);
            }
        }

        private readonly void AddBlock(int length, int k, T* patches, nint stride, T* d, T* c, bool add)
        {
            int strips = Tile<T, TVec, TSimd>.Strips(length);
            int width = Tile<T, TVec, TSimd>.Width;
            for (int column = 0; column < N; column += width)
            {
                int columns = Math.Min(width, N - column);
                int padded = Tile<T, TVec, TSimd>.Padded(columns);
                T* b = d + column;
                nint bStep = N;
                if (columns != padded)
                {
                    b = Scratch.Get<T>(Scratch.Use.Panel, k * padded);
                    Packing.PartialPanel(k, columns, d + column, N, 1, b, padded);
                    bStep = padded;
                }
                for (int strip = 0; strip < strips; strip++)
                {
                    int row = Tile<T, TVec, TSimd>.StripStart(length, strips, strip);
                    int rows = Tile<T, TVec, TSimd>.StripStart(length, strips, strip + 1) - row;
                    Tile<T, TVec, TSimd>.Run(rows, columns, k, patches + row, 1, stride, b, bStep, c + (nint)row * N + column, N, add, default);
                }
            }
        }
    }

    private struct PartialSum : IChunkBody
    {
        public T* Partial;
        public int Parts;
        public int Size;
        public T* C;

        public readonly void Run(int chunk)
        {
            int first = chunk * ElementsPerSum;
            int count = Math.Min(ElementsPerSum, Size - first);
            var sum = new Span<T>(C + first, count);
            new ReadOnlySpan<T>(Partial + first, count).CopyTo(sum);
            for (int part = 1; part < Parts; part++)
            {
                TensorPrimitives.Add(sum, new ReadOnlySpan<T>(Partial + (nint)part * Size + first, count), sum);
            }
        }
    }
}
