using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>The part of one pooling window that lies inside the image: rows [Top, Bottom) and columns [Left, Right).</summary>
internal readonly struct PoolWindow
{
    public readonly int Top;
    public readonly int Bottom;
    public readonly int Left;
    public readonly int Right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PoolWindow(in ConvGeometry g, int y, int x)
    {
        int top = y * g.StrideHeight - g.PadTop;
        int left = x * g.StrideWidth - g.PadLeft;
        Top = Math.Max(top, 0);
        Bottom = Math.Min(top + g.FilterHeight, g.InputHeight);
        Left = Math.Max(left, 0);
        Right = Math.Min(left + g.FilterWidth, g.InputWidth);
    }

    /// <summary>Number of cells inside the image.</summary>
    public int Count => Math.Max(Bottom - Top, 0) * Math.Max(Right - Left, 0);
}
