namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>The spelling of later TensorFlow versions: <c>tf.compat.v1.placeholder</c> is <c>tf.placeholder</c>.</summary>
    public CompatApi compat { get; } = new();

    /// <summary>Accepted: graph mode is the only mode.</summary>
    public void disable_eager_execution() { }

    /// <summary>Accepted: the behaviour of TensorFlow 1 is the only one.</summary>
    public void disable_v2_behavior() { }

    /// <summary>Not available: this library builds graphs and runs them in sessions.</summary>
    /// <exception cref="RuntimeError">Always.</exception>
    public void enable_eager_execution() =>
        throw new RuntimeError("Eager execution is not available: this library builds graphs and runs them with tf.Session. Remove the call to tf.enable_eager_execution.");

    /// <summary>False: graph mode is the only mode.</summary>
    public bool executing_eagerly() => false;
}

/// <summary><c>tf.compat</c>.</summary>
public sealed class CompatApi
{
    /// <summary>TensorFlow 1's API, which is this library's.</summary>
    public tensorflow v1 => Binding.tf;
}
