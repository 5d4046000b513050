using Tensorflow.Ops;

namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>Operations on images.</summary>
    public ImageApi image { get; } = new();
}

/// <summary>How images are resized.</summary>
public enum ResizeMethod
{
    BILINEAR = 0,
    NEAREST_NEIGHBOR = 1,
}

/// <summary><c>tf.image</c>. Images are [height, width, channels] or batches of them.</summary>
public sealed class ImageApi
{
    internal ImageApi() { }

    /// <summary>Images resized to [new height, new width]; one image may come without the batch dimension.</summary>
    /// <param name="images">[batch, height, width, channels] or [height, width, channels].</param>
    /// <param name="size">int32 [2]: new height and width.</param>
    /// <param name="method">Bilinear (default; the result is float32) or nearest neighbour.</param>
    /// <param name="align_corners">True keeps the centers of the corner pixels in the corners.</param>
    /// <param name="name">The scope, resize by default.</param>
    /// <exception cref="ValueError">The images have another rank, or size is no pair.</exception>
    public Tensor resize_images(TensorLike images, TensorLike size, ResizeMethod method = ResizeMethod.BILINEAR, bool align_corners = false, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "resize");
        var batch = images.ToTensor("images");
        if (batch.rank is not (3 or 4)) throw new ValueError($"'images' must have either 3 or 4 dimensions. Received: {batch}");
        var isOne = batch.rank == 3;
        if (isOne) batch = OpBuilder.Apply("ExpandDims", null, [batch, 0]);
        var target = size.ToTensor("size", TF_DataType.TF_INT32);
        if (!target.shape.is_compatible_with(2)) throw new ValueError($"'size' must be a 1-D Tensor of 2 elements: new_height, new_width. Received: {target}");
        var known = ConstantValues.AsShape(target);
        var keepsSize = known.IsFullyDefined && known[0] == batch.shape[1] && known[1] == batch.shape[2];
        if (!keepsSize) batch = OpBuilder.Apply(method == ResizeMethod.BILINEAR ? "ResizeBilinear" : "ResizeNearestNeighbor", null, [batch, target], ("align_corners", align_corners));
        return isOne ? OpBuilder.Apply("Squeeze", null, [batch], ("squeeze_dims", new[] { 0L })) : batch;
    }

    /// <summary><see cref="resize_images"/>.</summary>
    public Tensor resize(TensorLike images, TensorLike size, ResizeMethod method = ResizeMethod.BILINEAR, bool align_corners = false, string? name = null) =>
        resize_images(images, size, method, align_corners, name);

    /// <summary>Batches of images resized to [new height, new width]: every pixel is the nearest original one.</summary>
    public Tensor resize_nearest_neighbor(TensorLike images, TensorLike size, bool align_corners = false, string? name = null, bool half_pixel_centers = false) =>
        OpBuilder.Apply("ResizeNearestNeighbor", name, [images, size], ("align_corners", align_corners), ("half_pixel_centers", half_pixel_centers));

    /// <summary>Batches of images resized to [new height, new width] by bilinear interpolation, as float32.</summary>
    public Tensor resize_bilinear(TensorLike images, TensorLike size, bool align_corners = false, string? name = null, bool half_pixel_centers = false) =>
        OpBuilder.Apply("ResizeBilinear", name, [images, size], ("align_corners", align_corners), ("half_pixel_centers", half_pixel_centers));

    /// <summary>
    /// Each image less its mean, divided by max(its standard deviation, 1/sqrt(number of its elements)), as float32.
    /// </summary>
    public Tensor per_image_standardization(TensorLike image)
    {
        using var scope = DefaultGraph.Current.EnterScope("per_image_standardization");
        var x = AtLeastRank3(image);
        if (x.dtype.as_base_dtype() != TF_DataType.TF_FLOAT) x = OpBuilder.Apply("Cast", null, [x], ("DstT", TF_DataType.TF_FLOAT));
        var axes = new[] { -1, -2, -3 };
        var sizes = OpBuilder.Apply("StridedSlice", "strided_slice", [GraphCalls.ShapeOf(x), new[] { -3 }, new[] { 0 }, new[] { 1 }], ("end_mask", 1L));
        var count = OpBuilder.Apply("Prod", null, [sizes, new[] { 0 }]);
        var mean = OpBuilder.Apply("Mean", null, [x, axes], ("keep_dims", true));
        var least = OpBuilder.Apply("Rsqrt", null, [OpBuilder.Apply("Cast", null, [count], ("DstT", TF_DataType.TF_FLOAT))]);
        var deviation = OpBuilder.Apply("Maximum", null, [Deviation(x, axes), least]);
        return OpBuilder.Apply("RealDiv", scope, [x - mean, deviation]);
    }

    private static Tensor Deviation(Tensor x, int[] axes)
    {
        using var scope = DefaultGraph.Current.EnterScope("reduce_std");
        var centered = x - OpBuilder.Apply("Mean", null, [x, axes], ("keep_dims", true));
        var variance = OpBuilder.Apply("Mean", null, [OpBuilder.Apply("Square", null, [centered]), axes], ("keep_dims", true));
        return OpBuilder.Apply("Sqrt", null, [variance]);
    }

    /// <summary>Mirrors left and right.</summary>
    public Tensor flip_left_right(TensorLike image) => Flip("flip_left_right", image, 1);

    /// <summary>Mirrors top and bottom.</summary>
    public Tensor flip_up_down(TensorLike image) => Flip("flip_up_down", image, 0);

    private static Tensor Flip(string name, TensorLike image, int axisOfImage)
    {
        using var scope = DefaultGraph.Current.EnterScope(name);
        var x = AtLeastRank3(image);
        if (x.rank > 4) throw new ValueError($"'image' (shape {x.shape}) must have either 3 or 4 dimensions.");
        return OpBuilder.Apply("ReverseV2", null, [x, new[] { x.rank == 4 ? axisOfImage + 1 : axisOfImage }]);
    }

    private static Tensor AtLeastRank3(TensorLike image)
    {
        var x = image.ToTensor("image");
        if (x.rank < 3) throw new ValueError($"'image' must be at least three-dimensional: [height, width, channels]. Received: {x}");
        return x;
    }

    /// <summary>Grey images [..., 1] from red, green and blue [..., 3]: 0.2989 R + 0.587 G + 0.114 B. float32 or float64.</summary>
    /// <exception cref="ValueError">The last dimension is not 3.</exception>
    /// <exception cref="TypeError">The images are no floats.</exception>
    public Tensor rgb_to_grayscale(TensorLike images, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "rgb_to_grayscale");
        var x = images.ToTensor("images");
        if (x.shape.HasRank && (x.rank == 0 || (x.shape[-1] >= 0 && x.shape[-1] != 3)))
            throw new ValueError($"The last dimension of 'images' must be 3 (red, green, blue). Received: {x}");
        if (!x.dtype.is_floating()) throw new TypeError($"'images' must be float32 or float64 in [0, 1]; convert them with tf.cast(images, tf.float32) / 255. Received: {x}");
        var weights = Const.Apply(ValueConversion.Convert(TensorValue.FromSpan<float>([0.2989f, 0.5870f, 0.1140f], [3]), x.dtype.as_base_dtype()), "rgb_weights");
        return OpBuilder.Apply("Sum", scope, [x * weights, new[] { -1 }], ("keep_dims", true));
    }
}
