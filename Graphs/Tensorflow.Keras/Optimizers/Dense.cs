namespace Tensorflow.Keras.Optimizers;

/// <summary>Gradients of embeddings come as rows; here as the whole.</summary>
internal static class Dense
{
    public static Tensor Of(Tensor gradient) => gradient is IndexedSlices slices ? slices.AsDense() : gradient;
}
