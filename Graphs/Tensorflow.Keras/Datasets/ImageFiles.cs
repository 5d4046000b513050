using NumSharp;
using TfExercises.Data;

namespace Tensorflow.Keras.Datasets;

/// <summary>Images and labels in MNIST's file format.</summary>
internal static class ImageFiles
{
    /// <summary>Images (n x height x width, uint8) and labels (n, uint8).</summary>
    /// <exception cref="InvalidDataException">A file is damaged, or the two do not go together.</exception>
    public static (NDArray Images, NDArray Labels) Read(string imagesPath, string labelsPath)
    {
        var images = IdxFile.Read(imagesPath, rank: 3);
        var labels = IdxFile.Read(labelsPath, rank: 1);
        if (labels.Count != images.Count)
            throw new InvalidDataException($"{labelsPath}: expected {images.Count} labels, as many as there are images in {imagesPath}, found {labels.Count}.");
        return (new NDArray(images.Bytes, new NumSharp.Shape(images.Dimensions)), new NDArray(labels.Bytes, new NumSharp.Shape(labels.Count)));
    }
}
