namespace Tensorflow.Checkpoints;

/// <summary>
/// TensorFlow's V1 checkpoint: a <see cref="Files.SortedTable"/> whose first entry lists the tensors and their slices, each other one the
/// values of a slice under its key (<see cref="TensorSlice.KeyOf"/>). A checkpoint is a file, or several that one pattern names.
/// </summary>
/// <remarks>The format: tensorflow/core/util/saved_tensor_slice.proto and tensor_slice_writer.h.</remarks>
internal static class SavedSlices
{
    /// <summary>The key of the entry that lists the tensors.</summary>
    public const string ListKey = "";

    public const int Version = 1;
}
