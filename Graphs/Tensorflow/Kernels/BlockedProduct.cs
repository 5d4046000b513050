namespace Tensorflow.Kernels;

/// <summary>
/// Matrix products of any size from tiles (after Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008):
/// k is cut into blocks, C into tasks of several strips of rows by several panels of columns. Panels of B are copied so that
/// the tile kernel reads them in one run, by the task itself or, where several tasks share them, beforehand.
/// </summary>
/// <remarks>All cuts follow from m, n, k alone, and every element of C is summed in the same order whichever thread runs its task.</remarks>
internal static unsafe class BlockedProduct<T, TVec, TSimd>
    where T : unmanaged where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
{
    private const int BlockBytes = 4096;
    private const int MostRowsPerTask = 128;
    private const int MostPanelsPerTask = 8;
    private const int PanelBytesPerTask = 1024 * 1024;
    private const int RowsAhead = 12;
    private const int TasksWanted = 16;
    private const long InlineMultiplyAdds = 200_000;
    private const long LeastTaskMultiplyAdds = 250_000;
    private const long MostPackedElements = 1 << 22;

    /// <summary>Computes the product; B's columns should be neighbours in memory where possible.</summary>
    public static void Run<TEpilogue>(in MatrixProduct<T> p, TEpilogue epilogue) where TEpilogue : struct, IEpilogue<T>
    {
        int mostK = BlockBytes / sizeof(T);
        int blocks = Math.Max(1, (p.K + mostK - 1) / mostK);
        var plan = new Plan<TEpilogue>
        {
            Product = p, Epilogue = epilogue, Blocks = blocks, BlockK = (p.K + blocks - 1) / blocks,
            Strips = Tile<T, TVec, TSimd>.Strips(p.M), Panels = (p.N + Tile<T, TVec, TSimd>.Width - 1) / Tile<T, TVec, TSimd>.Width,
        };
        long work = (long)p.M * p.N * p.K;
        if (work <= InlineMultiplyAdds)
        {
            plan.RunTask(0, plan.Strips, 0, plan.Panels);
            return;
        }

        int mostTasks = (int)Math.Min(TasksWanted, (work + LeastTaskMultiplyAdds - 1) / LeastTaskMultiplyAdds);
        int rowTasks = (p.M + MostRowsPerTask - 1) / MostRowsPerTask;
        int mostPanels = Math.Clamp(PanelBytesPerTask / (plan.BlockK * Tile<T, TVec, TSimd>.Width * sizeof(T)), 1, MostPanelsPerTask);
        if (rowTasks == 1 && plan.Panels >= mostTasks)
        {
            plan.PanelsPerTask = Math.Min(plan.Panels / mostTasks, mostPanels);
        }
        else
        {
            plan.PanelsPerTask = Math.Min(plan.Panels, mostPanels);
            int columnTasks = (plan.Panels + plan.PanelsPerTask - 1) / plan.PanelsPerTask;
            rowTasks = Math.Clamp((mostTasks + columnTasks - 1) / columnTasks, rowTasks, plan.Strips);
        }
        plan.StripsPerTask = (plan.Strips + rowTasks - 1) / rowTasks;
        plan.RowTasks = (plan.Strips + plan.StripsPerTask - 1) / plan.StripsPerTask;

        if (plan.RowTasks > 1 && (long)p.N * p.K <= MostPackedElements)
        {
            plan.PackRight();
        }
        WorkerPool.Run(plan.RowTasks * ((plan.Panels + plan.PanelsPerTask - 1) / plan.PanelsPerTask), ref plan);
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

        private T* _right;

        private static int Width => Tile<T, TVec, TSimd>.Width;

        /// <summary>Copies all panels of B, block by block.</summary>
        public void PackRight()
        {
            _right = Scratch.Get<T>(Scratch.Use.Right, (nint)Blocks * BlockK * Panels * Width);
            var packing = new RightPacking<TEpilogue> { Plan = this };
            WorkerPool.Run(Blocks * ((Panels + PanelsPerTask - 1) / PanelsPerTask), ref packing);
        }

        public readonly void PackPanels(int chunk)
        {
            (int group, int block) = Math.DivRem(chunk, Blocks);
            int panel = group * PanelsPerTask;
            PackPanels(block, panel, Math.Min(panel + PanelsPerTask, Panels), SharedPanels(block, panel));
        }

        private readonly void PackPanels(int block, int firstPanel, int lastPanel, T* to)
        {
            int column = firstPanel * Width;
            int columns = Math.Min(lastPanel * Width, Product.N) - column;
            T* from = Product.B + block * BlockK * Product.BRow + column * Product.BColumn;
            int lastWidth = Tile<T, TVec, TSimd>.Padded(columns - (lastPanel - firstPanel - 1) * Width);
            Packing.Panels(BlockLength(block), columns, from, Product.BRow, Product.BColumn, to, Width, lastWidth);
        }

        private readonly T* SharedPanels(int block, int panel) =>
            _right + (nint)block * BlockK * Panels * Width + (nint)BlockLength(block) * panel * Width;

        private readonly int BlockLength(int block) => Math.Max(0, Math.Min(BlockK, Product.K - block * BlockK));

        private readonly int StripStart(int strip) => Tile<T, TVec, TSimd>.StripStart(Product.M, Strips, strip);

        public readonly void Run(int chunk)
        {
            (int columnTask, int rowTask) = Math.DivRem(chunk, RowTasks);
            int strip = rowTask * StripsPerTask, panel = columnTask * PanelsPerTask;
            RunTask(strip, Math.Min(strip + StripsPerTask, Strips), panel, Math.Min(panel + PanelsPerTask, Panels));
        }

        public readonly void RunTask(int firstStrip, int lastStrip, int firstPanel, int lastPanel)
        {
            int row = StripStart(firstStrip), column = firstPanel * Width;
            int rows = StripStart(lastStrip) - row, columns = Math.Min(lastPanel * Width, Product.N) - column;
            T* target = Product.C + row * Product.CRow + column * Product.CColumn;
            T* c = target;
            nint cRow = Product.CRow;
            if (Product.CColumn != 1)
            {
                cRow = (lastPanel - firstPanel) * Width;
                c = Scratch.Get<T>(Scratch.Use.Block, rows * cRow);
                if (Product.Accumulate)
                {
                    Packing.Turn(columns, rows, target, Product.CColumn, Product.CRow, c, cRow);
                }
            }
            for (int block = 0; block < Blocks; block++)
            {
                RunBlock(block, firstStrip, lastStrip, firstPanel, lastPanel, c, cRow);
            }
            if (Product.CColumn != 1)
            {
                Packing.Turn(rows, columns, c, cRow, 1, target, Product.CColumn);
            }
            if (TEpilogue.HasWork)
            {
                Finish(target, row, rows, column, columns);
            }
        }

        private readonly void RunBlock(int block, int firstStrip, int lastStrip, int firstPanel, int lastPanel, T* c, nint cRow)
        {
            int k = BlockLength(block);
            int firstRow = StripStart(firstStrip);
            bool readInPlace = Product.BColumn == 1 && Product.N % Width == 0 && (lastStrip - firstStrip <= 2 || Product.BRow <= 2 * Width);
            T* panels = null;
            if (!readInPlace)
            {
                panels = _right != null ? SharedPanels(block, firstPanel) : Scratch.Get<T>(Scratch.Use.Panel, (nint)k * (lastPanel - firstPanel) * Width);
                if (_right == null)
                {
                    PackPanels(block, firstPanel, lastPanel, panels);
                }
            }
            bool copyLeft = IsWorthCopying(lastPanel - firstPanel);
            T* copy = null;
            if (copyLeft)
            {
                copy = CopyLeft(block, firstStrip, lastStrip);
            }
            for (int strip = firstStrip; strip < lastStrip; strip++)
            {
                int row = StripStart(strip);
                int rows = StripStart(strip + 1) - row;
                T* a = Product.A + row * Product.ARow + block * BlockK * Product.AColumn;
                nint aRow = Product.ARow, aStep = Product.AColumn;
                if (copyLeft && aStep == 1)
                {
                    aRow = Patches<T>.Stride(k);
                    Packing.Rows(rows, k, a, Product.ARow, copy, aRow);
                    a = copy;
                }
                else if (copyLeft)
                {
                    a = copy + (nint)(row - firstRow) * k;
                    (aRow, aStep) = (1, rows);
                }
                for (int panel = firstPanel; panel < lastPanel; panel++)
                {
                    int column = panel * Width;
                    int columns = Math.Min(Width, Product.N - column);
                    T* b = panels + (panel - firstPanel) * (nint)k * Width;
                    nint bStep = Tile<T, TVec, TSimd>.Padded(columns);
                    if (readInPlace)
                    {
                        b = Product.B + block * BlockK * Product.BRow + column;
                        bStep = Product.BRow;
                    }
                    Tile<T, TVec, TSimd>.Run(
                        rows, columns, k, a, aRow, aStep, b, bStep,
                        c + (row - firstRow) * cRow + (panel - firstPanel) * Width, cRow, block > 0 || Product.Accumulate,
                        strip + 1 < lastStrip ? NextRows(block, strip + 1, panel - firstPanel) : default);
                }
            }
        }

        /// <summary>The part of a strip of A that the tile in panel <paramref name="part"/> of the strip before it fetches.</summary>
        private readonly Ahead<T> NextRows(int block, int strip, int part)
        {
            T* a = Product.A + StripStart(strip) * Product.ARow + block * BlockK * Product.AColumn;
            return Product.AColumn == 1 && 4 * part < TSimd.MaxRows ? new(a + 4 * part * Product.ARow, Product.ARow, 1) : default;
        }

        /// <summary>Whether a strip of A is read often enough, or lies awkwardly enough, for a copy.</summary>
        private readonly bool IsWorthCopying(int panels)
        {
            if (Product.AColumn != 1)
            {
                return panels > 2;
            }
            // Rows a multiple of a page apart fall on the same few lines of the cache.
            nint step = Product.ARow * sizeof(T) % 4096;
            return panels > 3 || (panels > 1 && step is < 128 or > 4096 - 128);
        }

        /// <summary>
        /// Room for a strip whose rows are contiguous, which is copied when its turn comes; or a copy of all the task's strips
        /// with their rows side by side, made in one go because neighbouring strips share the cache lines of A.
        /// </summary>
        private readonly T* CopyLeft(int block, int firstStrip, int lastStrip)
        {
            int k = BlockLength(block);
            if (Product.AColumn == 1)
            {
                return Scratch.Get<T>(Scratch.Use.Rows, TSimd.MaxRows * Patches<T>.Stride(k));
            }
            int firstRow = StripStart(firstStrip);
            T* copy = Scratch.Get<T>(Scratch.Use.Rows, (nint)(StripStart(lastStrip) - firstRow) * k);
            T* from = Product.A + firstRow * Product.ARow + block * BlockK * Product.AColumn;
            int lines = (StripStart(lastStrip) - firstRow) * sizeof(T) / 64 + 1;
            for (int l = 0; l < k; l++, from += Product.AColumn)
            {
                if (l + RowsAhead < k)
                {
                    Packing.Prefetch(from + RowsAhead * Product.AColumn, lines);
                }
                for (int strip = firstStrip; strip < lastStrip; strip++)
                {
                    int row = StripStart(strip) - firstRow;
                    int rows = StripStart(strip + 1) - firstRow - row;
                    // A whole line may reach into the strip's later rows, not into the next strip.
                    bool wholeLine = (nint)(k - l) * rows * sizeof(T) >= 64 && l < k - 1 && Product.AColumn * sizeof(T) >= 64;
                    Packing.Run(rows, from + row, copy + (nint)row * k + l * rows, wholeLine);
                }
            }
            return copy;
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
                    Epilogue.Apply(c + j * Product.CColumn, row, rows);
                }
            }
        }
    }

    private struct RightPacking<TEpilogue> : IChunkBody where TEpilogue : struct, IEpilogue<T>
    {
        public Plan<TEpilogue> Plan;

        public readonly void Run(int chunk) => Plan.PackPanels(chunk);
    }
}
