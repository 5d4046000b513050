using Tensorflow.Checkpoints;

namespace Tensorflow.Ops;

/// <summary>Saves tensors as a checkpoint in TensorFlow's V2 format; shape_and_slices says for each of which tensor it is a slice, empty for a whole one.</summary>
internal sealed class SaveV2() : SaveOp("SaveV2", "prefix: string, tensor_names: string, shape_and_slices: string, tensors: dtypes ->; dtypes: list(type)")
{
    private protected override void Write(string path, IEnumerable<(string Name, string ShapeAndSlice, TensorValue Value)> tensors) => BundleWriter.Write(path, tensors);
}
