using Google.Protobuf;
using Tensorflow.Summaries;

namespace Tensorflow.Ops;

/// <summary>
/// The first images of a batch (batch, height, width, 1, 3 or 4) as PNG. Numbers other than uint8 are scaled image by
/// image: by 255/max where none is negative, else by 127/max|x| around 128; a pixel that is not finite gets the bad color.
/// </summary>
internal sealed class ImageSummary() : SummaryOp("ImageSummary",
    "tag: string, tensor: T -> summary: string; max_images: int = 3; T: {uint8, float32, float16, float64} = float32; bad_color: tensor")
{
    protected override Summary Summarize(KernelContext k)
    {
        var images = k.Input(1);
        if (images.Rank != 4 || images.Dims[3] is not (1 or 3 or 4))
            throw new InvalidArgumentError($"Tensor must be 4-D with last dim 1, 3, or 4, not {images.Shape}");
        var (height, width, depth) = (images.Dims[1], images.Dims[2], images.Dims[3]);
        var badColor = k.Attrs.Tensor("bad_color");
        if (badColor.Count < depth)
            throw new InvalidArgumentError($"expected bad_color to have at least {depth} components, one for each channel, but it has {badColor.Count}");
        var most = k.Attrs.Int("max_images");
        var summary = new Summary();
        for (var i = 0; i < Math.Min(most, images.Dims[0]); i++)
        {
            var pixels = Pixels(images, i * height * width * depth, height * width, depth, badColor);
            summary.Value.Add(new Summary.Types.Value
            {
                Tag = most > 1 ? $"{k.Input(0).Text()}/image/{i}" : $"{k.Input(0).Text()}/image",
                Image = new Summary.Types.Image
                {
                    Height = height,
                    Width = width,
                    Colorspace = depth,
                    EncodedImageString = ByteString.CopyFrom(Png.Encode(pixels, height, width, depth)),
                },
            });
        }
        return summary;
    }

    private static byte[] Pixels(TensorValue images, int start, int count, int depth, TensorValue badColor)
    {
        if (images.DType == TF_DataType.TF_UINT8) return images.Span<byte>().Slice(start, count * depth).ToArray();

        var finite = new bool[count];
        float min = float.PositiveInfinity, max = float.NegativeInfinity;
        for (var pixel = 0; pixel < count; pixel++)
        {
            float least = float.PositiveInfinity, most = float.NegativeInfinity;
            finite[pixel] = true;
            for (var c = 0; c < depth; c++)
            {
                var value = Value(pixel, c);
                finite[pixel] &= float.IsFinite(value);
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
            if (finite[pixel]) (min, max) = (Math.Min(min, least), Math.Max(max, most));
        }

        var largest = Math.Max(-min, max);
        var (scale, offset) = min < 0 ? (largest == 0 ? 0 : 127 / largest, 128f) : (max == 0 ? 0 : 255 / max, 0f);
        var bytes = new byte[count * depth];
        for (var pixel = 0; pixel < count; pixel++)
        {
            for (var c = 0; c < depth; c++) bytes[pixel * depth + c] = finite[pixel] ? (byte)(Value(pixel, c) * scale + offset) : badColor.Span<byte>()[c];
        }
        return bytes;

        float Value(int pixel, int channel) => (float)images.AsDouble(start + pixel * depth + channel);
    }
}
