namespace Tensorflow.Ops;

/// <summary>Moves blocks of the image plane into the channels: [n, h, w, c] becomes [n, h/b, w/b, b*b*c].</summary>
internal sealed class SpaceToDepth() : OpType("SpaceToDepth", "input: T -> output: T; T: type; block_size: int; data_format: string = 'NHWC'")
{
    public override void Infer(InferContext c)
    {
        var block = DepthBlocks.Size(c);
        var x = DepthBlocks.Read(c);
        foreach (var size in new[] { x.Height, x.Width })
        {
            if (size % block != 0 && size >= 0) throw c.Error($"Dimension size must be evenly divisible by {block} but is {size}");
        }
        DepthBlocks.Set(c, x.Batch, x.Height < 0 ? -1 : x.Height / block, x.Width < 0 ? -1 : x.Width / block, x.Channels < 0 ? -1 : x.Channels * block * block);
    }

    public override Tensor?[] Gradient(GradContext g) =>
        [OpBuilder.Apply("DepthToSpace", null, [g.Dy()], ("block_size", g.Attrs["block_size"]), ("data_format", g.Attrs["data_format"]))];

    public override void Run(KernelContext k) => DepthBlocks.Run(k, k.Output().Dims, toSpace: false);
}

/// <summary>Moves channels into blocks of the image plane: [n, h, w, b*b*c] becomes [n, h*b, w*b, c].</summary>
internal sealed class DepthToSpace() : OpType("DepthToSpace", "input: T -> output: T; T: type; block_size: int; data_format: string = 'NHWC'")
{
    public override void Infer(InferContext c)
    {
        var block = DepthBlocks.Size(c);
        var x = DepthBlocks.Read(c);
        if (x.Channels >= 0 && x.Channels % (block * block) != 0) throw c.Error($"Dimension size must be evenly divisible by {block * block} but is {x.Channels}");
        DepthBlocks.Set(c, x.Batch, x.Height < 0 ? -1 : x.Height * block, x.Width < 0 ? -1 : x.Width * block, x.Channels < 0 ? -1 : x.Channels / (block * block));
    }

    public override Tensor?[] Gradient(GradContext g) =>
        [OpBuilder.Apply("SpaceToDepth", null, [g.Dy()], ("block_size", g.Attrs["block_size"]), ("data_format", g.Attrs["data_format"]))];

    public override void Run(KernelContext k) => DepthBlocks.Run(k, k.Input(0).Dims, toSpace: true);
}

/// <summary>What both directions share: images of either data format, and the exchange of axes that moves the blocks.</summary>
internal static class DepthBlocks
{
    private static readonly int[] NhwcToSpace = [0, 1, 3, 2, 4, 5];
    private static readonly int[] NchwToSpace = [0, 3, 4, 1, 5, 2];
    private static readonly int[] NchwToDepth = [0, 3, 5, 1, 2, 4];

    public static long Size(InferContext c)
    {
        var block = c.Attrs.Long("block_size");
        return block > 1 ? block : throw c.Error($"Block size should be > 1, but was: {block}");
    }

    public static (long Batch, long Height, long Width, long Channels) Read(InferContext c)
    {
        var x = c.WithRank(0, 4);
        return IsNchw(c.Attrs) ? (x[0], x[2], x[3], x[1]) : (x[0], x[1], x[2], x[3]);
    }

    public static void Set(InferContext c, long batch, long height, long width, long channels) =>
        c.Set(0, IsNchw(c.Attrs) ? new Shape([batch, channels, height, width]) : new Shape([batch, height, width, channels]));

    /// <summary>Exchanges the axes; <paramref name="deep"/> is the shape of the side whose channels hold the blocks.</summary>
    public static void Run(KernelContext k, int[] deep, bool toSpace)
    {
        k.Prepared ??= Plan(k.Attrs, deep, toSpace);
        Dispatch.Move<Kernel>(k, k.Input(0).DType);
    }

    private static Exchange Plan(NodeAttrs attrs, int[] deep, bool toSpace)
    {
        var block = attrs.Int("block_size");
        if (!IsNchw(attrs))
        {
            var last = deep[3] / (block * block);
            return new Exchange(toSpace ? [deep[0], deep[1], deep[2], block, block, last] : [deep[0], deep[1], block, deep[2], block, last], NhwcToSpace);
        }
        var channels = deep[1] / (block * block);
        return toSpace
            ? new Exchange([deep[0], block, block, channels, deep[2], deep[3]], NchwToSpace)
            : new Exchange([deep[0], channels, deep[2], block, deep[3], block], NchwToDepth);
    }

    private static bool IsNchw(NodeAttrs attrs) => attrs.String("data_format") switch
    {
        "NHWC" => false,
        "NCHW" => true,
        var other => throw new ValueError($"data_format must be NHWC or NCHW, but is '{other}'."),
    };

    private sealed record Exchange(int[] Axes, int[] Order);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged
        {
            var exchange = (Exchange)k.Prepared!;
            Kernels.Transpose.Permute(k.In<T>(0), exchange.Axes, exchange.Order, k.Out<T>());
        }

        public static void RunObjects(KernelContext k) => throw Dispatch.Unsupported(k, k.Input(0).DType);
    }
}
