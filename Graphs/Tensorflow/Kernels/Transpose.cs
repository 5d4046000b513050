using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tensorflow.Kernels;

/// <summary>Permutation of the axes of a dense array, for elements of any type.</summary>
internal static unsafe class Transpose
{
    const int Tile = 16;

    /// <summary>The side of the square that eight registers of eight numbers hold.</summary>
    const int Square = 8;

    /// <summary>Elements of one chunk of work for the pool.</summary>
    const int Chunk = 32 * 1024;

    /// <summary>
    /// y[i[p0], i[p1], ...] = x[i0, i1, ...]: axis d of y is axis permutation[d] of x, whose shape is given.
    /// y must not overlap x.
    /// </summary>
    public static void Permute<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> shape, ReadOnlySpan<int> permutation, Span<T> y)
        where T : unmanaged
    {
        if (x.Length == 0)
        {
            return;
        }

        Span<int> xStrides = stackalloc int[shape.Length];
        int stride = 1;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            xStrides[d] = stride;
            stride *= shape[d];
        }

        // Axes of y in order, with their strides in x; axes that are neighbours in both arrays become one.
        Span<int> sizes = stackalloc int[shape.Length];
        Span<int> strides = stackalloc int[shape.Length];
        int rank = 0;
        foreach (int axis in permutation)
        {
            if (shape[axis] == 1)
            {
                continue;
            }

            if (rank > 0 && strides[rank - 1] == xStrides[axis] * shape[axis])
            {
                sizes[rank - 1] *= shape[axis];
                strides[rank - 1] = xStrides[axis];
            }
            else
            {
                sizes[rank] = shape[axis];
                strides[rank++] = xStrides[axis];
            }
        }

        if (rank <= 1)
        {
            x.CopyTo(y);
        }
        else if (strides[rank - 1] == 1)
        {
            CopyRows(x, sizes[..rank], strides[..rank], y);
        }
        else
        {
            Tiles(x, sizes[..rank], strides[..rank], y);
        }
    }

    /// <summary>The innermost axis stays innermost: rows are copied whole.</summary>
    static void CopyRows<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, Span<T> y)
        where T : unmanaged
    {
        int length = sizes[^1];
        for (int row = 0; row * length < y.Length; row++)
        {
            int from = 0;
            int rest = row;
            for (int d = sizes.Length - 2; d >= 0; d--)
            {
                int outer = rest / sizes[d];
                from += (rest - outer * sizes[d]) * strides[d];
                rest = outer;
            }

            x.Slice(from, length).CopyTo(y.Slice(row * length, length));
        }
    }

    /// <summary>
    /// The innermost axis of x becomes another axis of y: the plane of these two axes is moved tile by tile, so that
    /// neither side strides through memory for long; the other axes are walked outside.
    /// </summary>
    static void Tiles<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, Span<T> y)
        where T : unmanaged
    {
        int rank = sizes.Length;
        int last = rank - 1;
        int unit = strides.IndexOf(1);
        int* outer = stackalloc int[3 * rank];
        int stride = 1;
        int planes = 1;
        int outerRank = 0;
        int yStride = 0;
        for (int d = last; d >= 0; d--)
        {
            if (d == unit)
            {
                yStride = stride;
            }
            else if (d != last)
            {
                outer[3 * outerRank] = sizes[d];
                outer[3 * outerRank + 1] = strides[d];
                outer[3 * outerRank + 2] = stride;
                outerRank++;
                planes *= sizes[d];
            }

            stride *= sizes[d];
        }

        int rows = sizes[last], columns = sizes[unit];
        int band = Math.Min(rows, (Math.Max(1, Chunk / columns) + Tile - 1) / Tile * Tile);
        int bands = (rows + band - 1) / band;
        fixed (T* from = x)
        fixed (T* to = y)
        {
            var body = new PlaneBody<T>
            {
                X = from, Y = to, Outer = outer, OuterRank = outerRank, XStride = strides[last], YStride = yStride,
                Rows = rows, Columns = columns, Band = band, Bands = bands,
                Planes = planes, PlanesPerChunk = bands > 1 ? 1 : Math.Max(1, Chunk / (rows * columns)),
            };
            int chunks = bands > 1 ? planes * bands : (planes + body.PlanesPerChunk - 1) / body.PlanesPerChunk;
            WorkerPool.Run(chunks, ref body);
        }
    }

    /// <summary>A chunk is a band of rows of one plane, or several small planes.</summary>
    struct PlaneBody<T> : IChunkBody
        where T : unmanaged
    {
        public T* X;
        public T* Y;

        /// <summary>Size, stride in x and stride in y of each axis outside the plane, innermost first.</summary>
        public int* Outer;
        public int OuterRank;
        public int XStride;
        public int YStride;
        public int Rows;
        public int Columns;
        public int Band;
        public int Bands;
        public int Planes;
        public int PlanesPerChunk;

        public readonly void Run(int chunk)
        {
            int first = chunk / Bands * PlanesPerChunk;
            int top = chunk % Bands * Band;
            int end = Math.Min(Planes, first + PlanesPerChunk);
            for (int plane = first; plane < end; plane++)
            {
                nint from = (nint)top * XStride, to = top;
                int rest = plane;
                for (int d = 0; d < OuterRank; d++)
                {
                    int next = rest / Outer[3 * d];
                    int i = rest - next * Outer[3 * d];
                    from += (nint)i * Outer[3 * d + 1];
                    to += (nint)i * Outer[3 * d + 2];
                    rest = next;
                }

                Plane(X + from, XStride, Y + to, YStride, Math.Min(Band, Rows - top), Columns);
            }
        }
    }

    /// <summary>y[c * yStride + r] = x[r * xStride + c]. y must not overlap x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Plane<T>(T* x, nint xStride, T* y, nint yStride, int rows, int columns)
        where T : unmanaged
    {
        if (Avx.IsSupported && sizeof(T) == sizeof(float) && rows >= Square && columns >= Square)
        {
            PlaneOfSquares((float*)x, xStride, (float*)y, yStride, rows, columns);
            return;
        }

        for (int top = 0; top < rows; top += Tile)
        {
            int bottom = Math.Min(rows, top + Tile);
            for (int left = 0; left < columns; left += Tile)
            {
                int right = Math.Min(columns, left + Tile);
                for (int c = left; c < right; c++)
                {
                    T* to = y + c * yStride;
                    T* from = x + c;
                    for (int r = top; r < bottom; r++)
                    {
                        to[r] = from[r * xStride];
                    }
                }
            }
        }
    }

    /// <summary>By squares in registers; the last squares of a side overlap those before them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void PlaneOfSquares(float* x, nint xStride, float* y, nint yStride, int rows, int columns)
    {
        for (int top = 0; top < rows; top += Tile)
        {
            int bottom = Math.Min(rows, top + Tile);
            for (int c = 0; c < columns; c += Square)
            {
                int left = Math.Min(c, columns - Square);
                for (int r = top; r < bottom; r += Square)
                {
                    int row = Math.Min(r, rows - Square);
                    TurnSquare(x + row * xStride + left, xStride, y + left * yStride + row, yStride);
                }
            }
        }
    }

    /// <summary>8 x 8 elements: pairs of rows are interleaved by one element, by two, and by four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void TurnSquare(float* x, nint xStride, float* y, nint yStride)
    {
        Quads(x, xStride, out var a0, out var a1, out var a2, out var a3);
        Quads(x + 4 * xStride, xStride, out var b0, out var b1, out var b2, out var b3);
        Avx.Permute2x128(a0, b0, 0x20).Store(y);
        Avx.Permute2x128(a1, b1, 0x20).Store(y + yStride);
        Avx.Permute2x128(a2, b2, 0x20).Store(y + 2 * yStride);
        Avx.Permute2x128(a3, b3, 0x20).Store(y + 3 * yStride);
        Avx.Permute2x128(a0, b0, 0x31).Store(y + 4 * yStride);
        Avx.Permute2x128(a1, b1, 0x31).Store(y + 5 * yStride);
        Avx.Permute2x128(a2, b2, 0x31).Store(y + 6 * yStride);
        Avx.Permute2x128(a3, b3, 0x31).Store(y + 7 * yStride);
    }

    /// <summary>Column c of four rows in the lower half of result c, column c + 4 in its upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Quads(float* x, nint xStride, out Vector256<float> q0, out Vector256<float> q1, out Vector256<float> q2, out Vector256<float> q3)
    {
        Vector256<float> r0 = Vector256.Load(x), r1 = Vector256.Load(x + xStride), r2 = Vector256.Load(x + 2 * xStride), r3 = Vector256.Load(x + 3 * xStride);
        Vector256<float> low01 = Avx.UnpackLow(r0, r1), low23 = Avx.UnpackLow(r2, r3), high01 = Avx.UnpackHigh(r0, r1), high23 = Avx.UnpackHigh(r2, r3);
        q0 = Avx.Shuffle(low01, low23, 0b01_00_01_00);
        q1 = Avx.Shuffle(low01, low23, 0b11_10_11_10);
        q2 = Avx.Shuffle(high01, high23, 0b01_00_01_00);
        q3 = Avx.Shuffle(high01, high23, 0b11_10_11_10);
    }
}
