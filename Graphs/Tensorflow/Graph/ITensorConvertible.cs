namespace Tensorflow;

/// <summary>What stands for a tensor wherever one is taken, such as the state of a recurrent network.</summary>
internal interface ITensorConvertible
{
    /// <summary>The tensor.</summary>
    /// <exception cref="TypeError">This stands for several tensors.</exception>
    Tensor ToTensor();
}
