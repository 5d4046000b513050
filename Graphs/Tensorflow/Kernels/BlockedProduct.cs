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
    private const int LeastRowsPerTask = 256;
    private const int LeastPanelsPerTask = 2;
    private const int MostPanelsPerTask = 8;
    private const int MostTermsAhead = 256;
    private const int LeftBytes = 512 * 1024;
    private const long InlineMultiplyAdds = 200_000;
    private const long LeastTaskMultiplyAdds = 250_000;
    private const long TaskMultiplyAdds = 2_000_000;
    private const int FewTasks = 16;
    private const int MostTasks = 256;
    private const long MostPackedElements = 1 << 22;

    /// <summary>
    /// Register operations of the product, with those that turn what lies the wrong way: the tile kernel wants B's columns side by side
    /// and writes C by rows.
    /// </summary>
    public static double Cost(in MatrixProduct<T> p) =>
        (double)p.M * p.K * ((p.N + TSimd.Lanes - 1) / TSimd.Lanes) + (p.BColumn == 1 ? 0 : (double)p.N * p.K) + (p.CColumn == 1 ? 0 : (double)p.M * p.N);

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
            plan.StripsPerTask = plan.Strips;
            plan.RunTask(0, plan.Strips, 0, plan.Panels);
            return;
        }

        plan.Cut(work);
        if (plan.RowTasks > 1 && p.AColumn == 1 && !plan.ReadsInPlace && (long)p.N * p.K <= MostPackedElements)
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

        /// <summary>Whether B is multiplied where it lies, because a copy would be read too seldom or B is narrow.</summary>
        public readonly bool ReadsInPlace => Product.BColumn == 1 && (StripsPerTask <= 2 || Product.BRow <= 2 * Width);

        private static int Width => Tile<T, TVec, TSimd>.Width;

        /// <summary>
        /// Cuts C into tasks. Up to 16 of a quarter of a million multiply-adds or more, and as many of two million as there are.
        /// </summary>
        public void Cut(long work)
        {
            int wanted = (int)Math.Max(Math.Min((work + LeastTaskMultiplyAdds - 1) / LeastTaskMultiplyAdds, FewTasks), Math.Min(work / TaskMultiplyAdds, MostTasks));
            int rowTasks = (Product.M + MostRowsPerTask - 1) / MostRowsPerTask;
            if (Product.AColumn != 1)
            {
                // A's columns lie in one piece: a tile reads them in place, and each task packs its few panels of B for itself.
                PanelsPerTask = Math.Min(Math.Clamp((Panels + wanted - 1) / wanted, LeastPanelsPerTask, MostPanelsPerTask), Panels);
                rowTasks = Math.Min(wanted * PanelsPerTask / Panels, Product.M / LeastRowsPerTask);
            }
            else if (rowTasks == 1 && Panels >= Math.Min(wanted, FewTasks))
            {
                int leastPanels = (long)Product.M * Product.K * sizeof(T) > LeftBytes ? 2 : 1;
                PanelsPerTask = Math.Min(Math.Max(Panels / wanted, leastPanels), MostPanelsPerTask);
            }
            else
            {
                PanelsPerTask = Math.Min(Math.Clamp((int)((long)Panels * rowTasks / wanted), MostPanelsPerTask / 2, MostPanelsPerTask), Panels);
                int columnTasks = (Panels + PanelsPerTask - 1) / PanelsPerTask;
                rowTasks = Math.Max((wanted + columnTasks - 1) / columnTasks, rowTasks);
            }
            rowTasks = Math.Clamp(rowTasks, 1, Strips);
            StripsPerTask = (Strips + rowTasks - 1) / rowTasks;
            RowTasks = (Strips + StripsPerTask - 1) / StripsPerTask;
        }

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
            // A last panel that does not fill its registers is copied even where the others are read in place.
            int firstCopied = !ReadsInPlace ? firstPanel : lastPanel < Panels || Product.N % TSimd.Lanes == 0 ? lastPanel : lastPanel - 1;
            T* panels = null;
            if (firstCopied < lastPanel)
            {
                panels = _right != null ? SharedPanels(block, firstPanel) : Scratch.Get<T>(Scratch.Use.Panel, (nint)k * (lastPanel - firstCopied) * Width);
                if (_right == null)
                {
                    PackPanels(block, firstCopied, lastPanel, panels);
                }
            }
            bool copyLeft = IsWorthCopying(lastPanel - firstPanel);
            nint copyRow = Patches<T>.Stride(k);
            T* copy = copyLeft ? Scratch.Get<T>(Scratch.Use.Rows, TSimd.MaxRows * copyRow) : null;
            for (int strip = firstStrip; strip < lastStrip; strip++)
            {
                int row = StripStart(strip);
                int rows = StripStart(strip + 1) - row;
                T* a = Product.A + row * Product.ARow + block * BlockK * Product.AColumn;
                nint aRow = Product.ARow, aStep = Product.AColumn;
                if (copyLeft)
                {
                    Packing.Rows(rows, k, a, aRow, copy, copyRow);
                    a = copy;
                    aRow = copyRow;
                }
                for (int panel = firstPanel; panel < lastPanel; panel++)
                {
                    int column = panel * Width;
                    int columns = Math.Min(Width, Product.N - column);
                    T* b = panels + (panel - firstCopied) * (nint)k * Width;
                    nint bStep = Tile<T, TVec, TSimd>.Padded(columns);
                    if (panel < firstCopied)
                    {
                        b = Product.B + block * BlockK * Product.BRow + column;
                        bStep = Product.BRow;
                    }
                    T* tile = c + (row - firstRow) * cRow + (panel - firstPanel) * Width;
                    Ahead<T> ahead = Product.AColumn != 1 ? NextTiles(k, tile, cRow) : strip + 1 < lastStrip ? NextRows(block, strip + 1, panel - firstPanel) : default;
                    Tile<T, TVec, TSimd>.Run(rows, columns, k, a, aRow, aStep, b, bStep, tile, cRow, block > 0 || Product.Accumulate, ahead);
                }
            }
        }

        /// <summary>The part of a strip of A that the tile in panel <paramref name="part"/> of the strip before it fetches.</summary>
        private readonly Ahead<T> NextRows(int block, int strip, int part)
        {
            T* a = Product.A + StripStart(strip) * Product.ARow + block * BlockK * Product.AColumn;
            return 4 * part < TSimd.MaxRows ? new(a + 4 * part * Product.ARow, Product.ARow, 1) : default;
        }

        /// <summary>Where a tile is written, and below: sums so short that memory would otherwise be waited for at every tile.</summary>
        private static Ahead<T> NextTiles(int k, T* tile, nint cRow) => k <= MostTermsAhead ? new(tile, TSimd.Lanes, cRow) : default;

        /// <summary>Whether a strip of A, whose rows are contiguous, is read often enough, or lies awkwardly enough, for a copy.</summary>
        private readonly bool IsWorthCopying(int panels)
        {
            // Rows a multiple of a page apart fall on the same few lines of the cache.
            nint step = Product.ARow * sizeof(T) % 4096;
            return Product.AColumn == 1 && (panels > 3 || (panels > 1 && step is < 128 or > 4096 - 128));
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
