namespace Tensorflow.Kernels;

/// <summary>Where a resized image's row or column lies in the original: the three conventions of TensorFlow.</summary>
/// <param name="input">The original's size along this axis.</param>
/// <param name="output">The resized image's size.</param>
/// <param name="alignCorners">The centers of the corner pixels stay in the corners.</param>
/// <param name="halfPixelCenters">Pixels are areas with their center at .5.</param>
internal readonly struct ResizeScale(int input, int output, bool alignCorners, bool halfPixelCenters)
{
    private readonly float _scale = alignCorners && output > 1 ? (input - 1) / (float)(output - 1) : input / (float)output;

    /// <summary>The nearest original index.</summary>
    public int Nearest(int at)
    {
        var place = halfPixelCenters ? (at + 0.5f) * _scale : at * _scale;
        var index = alignCorners ? (int)MathF.Round(place, MidpointRounding.AwayFromZero) : (int)MathF.Floor(place);
        return Math.Clamp(index, 0, input - 1);
    }

    /// <summary>The two original indices around the place, and the weight of the upper one.</summary>
    public (int Lower, int Upper, float Weight) Between(int at)
    {
        var place = halfPixelCenters ? (at + 0.5f) * _scale - 0.5f : at * _scale;
        var floor = MathF.Floor(place);
        var lower = Math.Max((int)floor, 0);
        var upper = Math.Min((int)MathF.Ceiling(place), input - 1);
        return (Math.Min(lower, input - 1), Math.Max(upper, 0), place - floor);
    }
}
