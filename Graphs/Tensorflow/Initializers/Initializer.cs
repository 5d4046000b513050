namespace Tensorflow;

/// <summary>
/// Builds the initial value of a variable of a given shape, as in <c>tf.get_variable("w", shape, initializer: tf.ones_initializer())</c>.
/// </summary>
public abstract class Initializer
{
    /// <summary>Adds the operations of the value to the default graph.</summary>
    /// <param name="shape">The variable's shape, fully defined.</param>
    /// <param name="dtype">The variable's type; the initializer's own (float32 unless said otherwise) when not given.</param>
    public abstract Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.DtInvalid);

    /// <summary>As in Python, the initializer's name alone stands for the initializer with its defaults.</summary>
    public static implicit operator Initializer(PlainInitializer initializer) => initializer();

    /// <summary>As in Python, the initializer's name alone stands for the initializer with its defaults.</summary>
    public static implicit operator Initializer(SeededInitializer initializer) => initializer();
}

/// <summary>An initializer that needs no setting: both <c>tf.zeros_initializer</c> and <c>tf.zeros_initializer()</c> are one.</summary>
public delegate Initializer PlainInitializer(TF_DataType dtype = TF_DataType.TF_FLOAT);

/// <summary>An initializer that needs no more than a seed: both <c>tf.glorot_uniform_initializer</c> and <c>tf.glorot_uniform_initializer()</c> are one.</summary>
public delegate Initializer SeededInitializer(int? seed = null, TF_DataType dtype = TF_DataType.TF_FLOAT);
