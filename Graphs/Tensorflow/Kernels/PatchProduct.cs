namespace Tensorflow.Kernels;

/// <summary>
/// C = P F of a patch matrix P, built a few rows at a time beside the tile kernel, and a filter matrix F [patch length, N] in panels:
/// the forward convolution and its gradient with respect to the input.
/// </summary>
internal static unsafe class PatchProduct<T, TVec, TSimd>
    where T : unmanaged where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
{
    private const int BlockBytes = 1280;
    private const int TaskBytes = 192 * 1024;

    /// <summary>Where the product's row (n, y, x) goes: C + n*Image + y*Row + x*Column, N elements.</summary>
    public struct Target
    {
        public T* C;
        public int N;
        public nint Image;
        public nint Row;
        public nint Column;
    }

    /// <summary>Panels of the filter: for each tap, in the patches' order, a matrix [Channels, N] with the given strides inside the filter.</summary>
    public static T* PackFilter(in Patches<T> patches, int n, T* filter, int filterWidth, nint tapSize, nint channelStride, nint outputStride)
    {
        int width = Tile<T, TVec, TSimd>.Width;
        int panels = (n + width - 1) / width;
        int length = patches.Length;
        T* packed = Scratch.Get<T>(Scratch.Use.Right, (nint)panels * length * width);
        for (int panel = 0; panel < panels; panel++)
        {
            int column = panel * width;
            int columns = Math.Min(width, n - column);
            int padded = Tile<T, TVec, TSimd>.Padded(columns);
            T* to = packed + (nint)panel * length * width;
            for (int v = 0; v < patches.Vertical.Count; v++)
            {
                for (int h = 0; h < patches.Horizontal.Count; h++)
                {
                    int r = patches.Vertical.Cell + v * patches.Vertical.CellStep;
                    int s = patches.Horizontal.Cell + h * patches.Horizontal.CellStep;
                    T* from = filter + (r * filterWidth + s) * tapSize + column * outputStride;
                    Packing.PartialPanel(patches.Channels, columns, from, channelStride, outputStride, to, padded);
                    to += patches.Channels * padded;
                }
            }
        }
        return packed;
    }

    /// <summary>Runs the product with a filter that <see cref="PackFilter"/> packed.</summary>
    public static void Run<TEpilogue>(in Patches<T> patches, T* filter, in Target target, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>
    {
        int m = patches.Rows;
        var body = new Body<TEpilogue>
        {
            Patches = patches, Filter = filter, Target = target, Epilogue = epilogue,
            Strips = Tile<T, TVec, TSimd>.Strips(m), Stride = Patches<T>.Stride(patches.Length),
        };
        long stripBytes = TSimd.MaxRows * body.Stride * sizeof(T);
        body.StripsPerTask = (int)Math.Clamp(TaskBytes / stripBytes, 1, Math.Max(1, body.Strips / 16));
        WorkerPool.Run((body.Strips + body.StripsPerTask - 1) / body.StripsPerTask, ref body);
    }

    private struct Body<TEpilogue> : IChunkBody where TEpilogue : struct, IEpilogue<T>
    {
        public Patches<T> Patches;
        public T* Filter;
        public Target Target;
        public TEpilogue Epilogue;
        public int Strips;
        public int StripsPerTask;
        public nint Stride;

        public readonly void Run(int chunk)
        {
            int firstStrip = chunk * StripsPerTask;
            int lastStrip = Math.Min(firstStrip + StripsPerTask, Strips);
            int first = Start(firstStrip);
            int rows = Start(lastStrip) - first;
            int length = Patches.Length;
            T* patches = Scratch.Get<T>(Scratch.Use.Rows, rows * Stride + 64);
            Patches.Build(first, rows, 0, Patches.Vertical.Count, patches, Stride);

            bool inPlace = Target.Column == Target.N && Target.Row == Patches.GridWidth * Target.Column && Target.Image == Patches.GridHeight * Target.Row;
            T* c = inPlace ? Target.C + (nint)first * Target.N : Scratch.Get<T>(Scratch.Use.Block, (nint)rows * Target.N);
            int blocks = (length * sizeof(T) + BlockBytes - 1) / BlockBytes;
            int blockK = (length + blocks - 1) / blocks;
            int width = Tile<T, TVec, TSimd>.Width;
            for (int block = 0; block < blocks; block++)
            {
                int from = block * blockK;
                int k = Math.Min(blockK, length - from);
                for (int column = 0; column < Target.N; column += width)
                {
                    int columns = Math.Min(width, Target.N - column);
                    int padded = Tile<T, TVec, TSimd>.Padded(columns);
                    T* b = Filter + (nint)column * length + (nint)from * padded;
                    for (int strip = firstStrip; strip < lastStrip; strip++)
                    {
                        int row = Start(strip) - first;
                        Tile<T, TVec, TSimd>.Run(
                            Start(strip + 1) - first - row, columns, k, patches + row * Stride + from, Stride, 1, b, padded,
                            c + (nint)row * Target.N + column, Target.N, block > 0, default);
                    }
                }
            }
            if (TEpilogue.HasWork)
            {
                for (int i = 0; i < rows; i++)
                {
                    Epilogue.Apply(c + (nint)i * Target.N, 0, Target.N);
                }
            }
            if (!inPlace)
            {
                Scatter(c, first, rows);
            }
        }

        private readonly int Start(int strip) => Tile<T, TVec, TSimd>.StripStart(Patches.Rows, Strips, strip);

        private readonly void Scatter(T* c, int first, int rows)
        {
            for (int i = 0; i < rows; i++)
            {
                (int line, int x) = Math.DivRem(first + i, Patches.GridWidth);
                (int n, int y) = Math.DivRem(line, Patches.GridHeight);
                T* to = Target.C + n * Target.Image + y * Target.Row + x * Target.Column;
                new ReadOnlySpan<T>(c + (nint)i * Target.N, Target.N).CopyTo(new Span<T>(to, Target.N));
            }
        }
    }
}
