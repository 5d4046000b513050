using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>What the resizing operations share.</summary>
internal static class ResizeRules
{
    /// <summary>The shape of images [batch, height, width, channels] brought to the size in input 1.</summary>
    public static Shape Resized(InferContext c)
    {
        Check(c);
        var images = c.WithRank(0, 4);
        c.WithRank(1, 1);
        var size = c.ValueAsShape(1);
        if (!size.HasRank) size = Shape.UnknownOfRank(2);
        if (size.ndim != 2) throw c.Error($"size must have two elements, height and width, but has {size.ndim}: {size}");
        if (size[0] == 0 || size[1] == 0) throw c.Error($"output dimensions must be positive, but the size is {size}");
        if (images[1] == 0 || images[2] == 0) throw c.Error($"input image must be of non-zero size, but has shape {images}");
        return new Shape([images[0], size[0], size[1], images[3]]);
    }

    /// <summary>align_corners and half_pixel_centers exclude each other.</summary>
    public static void Check(InferContext c)
    {
        if (c.Attrs.Bool("align_corners") && c.Attrs.Bool("half_pixel_centers"))
            throw c.Error("If half_pixel_centers is True, align_corners must be False");
    }

    /// <summary>Adds a resizing with the conventions of a given one.</summary>
    public static Tensor Apply(string type, NodeAttrs attrs, Tensor images, Tensor second) =>
        OpBuilder.Apply(type, null, [images, second], ("align_corners", attrs["align_corners"]), ("half_pixel_centers", attrs["half_pixel_centers"]));

    /// <summary>Height and width of images, as a tensor.</summary>
    public static Tensor SizeOf(Tensor images)
    {
        if (images.shape is { ndim: 4 } shape && shape[1] >= 0 && shape[2] >= 0)
            return Const.Apply(TensorValue.Vector([(int)shape[1], (int)shape[2]]), "size");
        return OpBuilder.Apply("StridedSlice", null, [GraphCalls.ShapeOf(images), new[] { 1 }, new[] { 3 }, new[] { 1 }]);
    }

    /// <summary>The sizes for the kernels, from the original's and the resized images' dimensions.</summary>
    public static ConvGeometry Geometry(int[] original, int[] resized) => new()
    {
        Batch = original[0],
        InputHeight = original[1],
        InputWidth = original[2],
        InputChannels = original[3],
        OutputChannels = original[3],
        OutputHeight = resized[1],
        OutputWidth = resized[2],
    };
}
