namespace Tensorflow.Kernels;

/// <summary>
/// Matrix products of any size from tiles (after Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008):
/// k is cut into blocks, C into tasks of several strips of rows by several panels of columns; a task copies a panel of B
/// next to itself and runs it against its strips of A while both stay in the cache.
/// </summary>
/// <remarks>All cuts follow from m, n, k alone, and every element of C is summed in the same order whichever thread runs its task.</remarks>
internal static unsafe class BlockedProduct<T, TVec, TSimd>
    where T : unmanaged where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
{
    private const int BlockBytes = 1280;
    private const int RowsPerTask = 256;
    private const long InlineMultiplyAdds = 200_000;
    private const long TaskMultiplyAdds = 250_000;
    private const int TasksWanted = 16;
    private const long MostPackedElements = 1 << 22;

    /// <summary>Computes the product; B's columns should be neighbours in memory where possible.</summary>
    public static void Run<TEpilogue>(in MatrixProduct<T> p, TEpilogue epilogue) where TEpilogue : struct, IEpilogue<T>
    {
        var plan = new Plan<TEpilogue> { Product = p, Epilogue = epilogue };
        int mostK = BlockBytes / sizeof(T);
        plan.Blocks = Math.Max(1, (p.K + mostK - 1) / mostK);
        plan.BlockK = (p.K + plan.Blocks - 1) / plan.Blocks;
        plan.Strips = Tile<T, TVec, TSimd>.Strips(p.M);
        plan.Panels = (p.N + Tile<T, TVec, TSimd>.Width - 1) / Tile<T, TVec, TSimd>.Width;

        long work = (long)p.M * p.N * p.K;
        if (work <= InlineMultiplyAdds)
        {
            plan.StripsPerTask = plan.Strips;
            plan.PanelsPerTask = plan.Panels;
            plan.RunTask(0);
            return;
        }

        bool packLeft = NeedsPackedLeft(p);
        if (packLeft && (long)p.M * p.K > MostPackedElements && p.M > RowsPerTask)
        {
            RunInPieces(p, epilogue);
            return;
        }
        int rowTasks = (p.M + RowsPerTask - 1) / RowsPerTask;
        plan.StripsPerTask = (plan.Strips + rowTasks - 1) / rowTasks;
        plan.RowTasks = (plan.Strips + plan.StripsPerTask - 1) / plan.StripsPerTask;
        long panelWork = work / plan.RowTasks / plan.Panels;
        long leastPanels = (TaskMultiplyAdds + panelWork - 1) / panelWork;
        plan.PanelsPerTask = (int)Math.Min(plan.Panels, Math.Max(leastPanels, (long)plan.Panels * plan.RowTasks / TasksWanted));
        if (packLeft)
        {
            plan.PackLeft();
        }
        WorkerPool.Run(plan.RowTasks * ((plan.Panels + plan.PanelsPerTask - 1) / plan.PanelsPerTask), ref plan);
    }

    /// <summary>One product after the other over pieces of A's rows, to bound the memory of the copy.</summary>
    private static void RunInPieces<TEpilogue>(in MatrixProduct<T> p, TEpilogue epilogue) where TEpilogue : struct, IEpilogue<T>
    {
        int rows = (int)Math.Max(RowsPerTask, MostPackedElements / p.K);
        for (int row = 0; row < p.M; row += rows)
        {
            Run(p with { M = Math.Min(rows, p.M - row), A = p.A + row * p.ARow, C = p.C + row * p.CRow, FirstRow = p.FirstRow + row }, epilogue);
        }
    }

    /// <summary>Whether A is read often enough, or lies awkwardly enough, to be worth a copy.</summary>
    private static bool NeedsPackedLeft(in MatrixProduct<T> p)
    {
        if (p.N <= 4 * Tile<T, TVec, TSimd>.Width)
        {
            return false;
        }
        // Rows a multiple of a page apart fall on the same few lines of the cache.
        nint step = Math.Max(p.ARow, p.AColumn) * sizeof(T) % 4096;
        bool collides = step is < 128 or > 4096 - 128;
        return collides || p.AColumn != 1 || p.M > RowsPerTask;
    }

    private struct Plan<TEpilogue> : IChunkBody where TEpilogue : struct, IEpilogue<T>
    {
        public MatrixProduct<T> Product;
        public TEpilogue Epilogue;
        public int Blocks;
        public int BlockK;
        public int Strips;
        public int Panels;
        public int StripsPerTask;
        public int PanelsPerTask;
        public int RowTasks;

        private T* _packed;
        private nint _packedRow;

        /// <summary>Copies A block by block: rows of the block where A's rows are contiguous, else strips with the rows side by side.</summary>
        public void PackLeft()
        {
            // The extra line keeps the rows of a block apart from each other in the cache.
            _packedRow = Product.AColumn == 1 ? BlockK + 64 / sizeof(T) : BlockK;
            _packed = Scratch.Get<T>(Scratch.Use.Left, Blocks * _packedRow * Product.M);
            var packing = new LeftPacking<TEpilogue> { Plan = this };
            WorkerPool.Run(Strips, ref packing);
        }

        public readonly void PackStrip(int strip)
        {
            int row = Tile<T, TVec, TSimd>.StripStart(Product.M, Strips, strip);
            int rows = Tile<T, TVec, TSimd>.StripStart(Product.M, Strips, strip + 1) - row;
            for (int block = 0; block < Blocks; block++)
            {
                int first = block * BlockK;
                int k = Math.Min(BlockK, Product.K - first);
                T* from = Product.A + row * Product.ARow + first * Product.AColumn;
                T* to = _packed + (block * (nint)Product.M + row) * _packedRow;
                if (Product.AColumn == 1)
                {
                    Packing.Rows(rows, k, from, Product.ARow, to, _packedRow);
                }
                else
                {
                    Packing.Panel(k, rows, from, Product.AColumn, Product.ARow, to, rows);
                }
            }
        }

        public void Run(int chunk) => RunTask(chunk);

        public readonly void RunTask(int task)
        {
            int rowTask = RowTasks == 0 ? 0 : task % RowTasks;
            int columnTask = RowTasks == 0 ? 0 : task / RowTasks;
            int firstStrip = rowTask * StripsPerTask, lastStrip = Math.Min(firstStrip + StripsPerTask, Strips);
            int firstPanel = columnTask * PanelsPerTask, lastPanel = Math.Min(firstPanel + PanelsPerTask, Panels);
            for (int block = 0; block < Blocks; block++)
            {
                for (int panel = firstPanel; panel < lastPanel; panel++)
                {
                    RunPanel(block, panel, firstStrip, lastStrip);
                }
            }
        }

        private readonly void RunPanel(int block, int panel, int firstStrip, int lastStrip)
        {
            int width = Tile<T, TVec, TSimd>.Width;
            int first = block * BlockK;
            int k = Math.Min(BlockK, Product.K - first);
            int column = panel * width;
            int columns = Math.Min(width, Product.N - column);
            int padded = Tile<T, TVec, TSimd>.Padded(columns);

            T* b = Product.B + first * Product.BRow + column * Product.BColumn;
            nint bStep = Product.BRow;
            bool readInPlace = Product.BColumn == 1 && columns == padded && (lastStrip - firstStrip <= 2 || bStep <= 2 * width);
            if (!readInPlace)
            {
                T* copy = Scratch.Get<T>(Scratch.Use.Panel, (nint)k * padded);
                Packing.Panel(k, columns, b, Product.BRow, Product.BColumn, copy, padded);
                b = copy;
                bStep = padded;
            }

            bool add = Product.Accumulate || block > 0;
            for (int strip = firstStrip; strip < lastStrip; strip++)
            {
                int row = Tile<T, TVec, TSimd>.StripStart(Product.M, Strips, strip);
                int rows = Tile<T, TVec, TSimd>.StripStart(Product.M, Strips, strip + 1) - row;
                T* a = Product.A + row * Product.ARow + first * Product.AColumn;
                nint aRow = Product.ARow, aStep = Product.AColumn;
                if (_packed != null)
                {
                    a = _packed + (block * (nint)Product.M + row) * _packedRow;
                    (aRow, aStep) = Product.AColumn == 1 ? (_packedRow, (nint)1) : (1, rows);
                }
                T* c = Product.C + row * Product.CRow + column * Product.CColumn;
                if (Product.CColumn == 1)
                {
                    Tile<T, TVec, TSimd>.Run(rows, columns, k, a, aRow, aStep, b, bStep, c, Product.CRow, add);
                }
                else
                {
                    Tile<T, TVec, TSimd>.RunAside(rows, columns, k, a, aRow, aStep, b, bStep, c, Product.CRow, Product.CColumn, add);
                }
                if (TEpilogue.HasWork && block == Blocks - 1)
                {
                    Finish(c, row, rows, column, columns);
                }
            }
        }

        private readonly void Finish(T* c, int row, int rows, int column, int columns)
        {
            if (Product.CColumn == 1)
            {
                for (int i = 0; i < rows; i++)
                {
                    Epilogue.Apply(c + i * Product.CRow, column, columns);
                }
            }
            else
            {
                for (int j = 0; j < columns; j++)
                {
                    Epilogue.Apply(c + j * Product.CColumn, Product.FirstRow + row, rows);
                }
            }
        }
    }

    private struct LeftPacking<TEpilogue> : IChunkBody where TEpilogue : struct, IEpilogue<T>
    {
        public Plan<TEpilogue> Plan;

        public readonly void Run(int chunk) => Plan.PackStrip(chunk);
    }
}
