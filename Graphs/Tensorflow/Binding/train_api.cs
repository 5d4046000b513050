namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>Training: optimizers, schedules, moving averages, the global step.</summary>
    public TrainApi train { get; } = new();
}

/// <summary><c>tf.train</c>.</summary>
public sealed partial class TrainApi
{
    internal TrainApi() { }

    /// <inheritdoc cref="Tensorflow.GradientDescentOptimizer"/>
    public GradientDescentOptimizer GradientDescentOptimizer(TensorLike learning_rate, bool use_locking = false, string name = "GradientDescent") =>
        new(learning_rate, use_locking, name);

    /// <inheritdoc cref="Tensorflow.ProximalGradientDescentOptimizer"/>
    public ProximalGradientDescentOptimizer ProximalGradientDescentOptimizer(TensorLike learning_rate, double l1_regularization_strength = 0.0,
        double l2_regularization_strength = 0.0, bool use_locking = false, string name = "ProximalGradientDescent") =>
        new(learning_rate, l1_regularization_strength, l2_regularization_strength, use_locking, name);

    /// <inheritdoc cref="Tensorflow.MomentumOptimizer"/>
    public MomentumOptimizer MomentumOptimizer(TensorLike learning_rate, TensorLike momentum, bool use_locking = false, string name = "Momentum", bool use_nesterov = false) =>
        new(learning_rate, momentum, use_locking, name, use_nesterov);

    /// <inheritdoc cref="Tensorflow.AdagradOptimizer"/>
    public AdagradOptimizer AdagradOptimizer(TensorLike learning_rate, double initial_accumulator_value = 0.1, bool use_locking = false, string name = "Adagrad") =>
        new(learning_rate, initial_accumulator_value, use_locking, name);

    /// <inheritdoc cref="Tensorflow.AdagradDAOptimizer"/>
    public AdagradDAOptimizer AdagradDAOptimizer(TensorLike learning_rate, RefVariable global_step, double initial_gradient_squared_accumulator_value = 0.1,
        double l1_regularization_strength = 0.0, double l2_regularization_strength = 0.0, bool use_locking = false, string name = "AdagradDA") =>
        new(learning_rate, global_step, initial_gradient_squared_accumulator_value, l1_regularization_strength, l2_regularization_strength, use_locking, name);

    /// <inheritdoc cref="Tensorflow.ProximalAdagradOptimizer"/>
    public ProximalAdagradOptimizer ProximalAdagradOptimizer(TensorLike learning_rate, double initial_accumulator_value = 0.1, double l1_regularization_strength = 0.0,
        double l2_regularization_strength = 0.0, bool use_locking = false, string name = "ProximalAdagrad") =>
        new(learning_rate, initial_accumulator_value, l1_regularization_strength, l2_regularization_strength, use_locking, name);

    /// <inheritdoc cref="Tensorflow.AdadeltaOptimizer"/>
    public AdadeltaOptimizer AdadeltaOptimizer(TensorLike learning_rate = default, double rho = 0.95, double epsilon = 1e-8, bool use_locking = false, string name = "Adadelta") =>
        new(learning_rate, rho, epsilon, use_locking, name);

    /// <inheritdoc cref="Tensorflow.RMSPropOptimizer"/>
    public RMSPropOptimizer RMSPropOptimizer(TensorLike learning_rate, double decay = 0.9, double momentum = 0.0, double epsilon = 1e-10, bool use_locking = false,
        bool centered = false, string name = "RMSProp") => new(learning_rate, decay, momentum, epsilon, use_locking, centered, name);

    /// <inheritdoc cref="Tensorflow.AdamOptimizer"/>
    public AdamOptimizer AdamOptimizer(TensorLike learning_rate = default, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, bool use_locking = false,
        string name = "Adam") => new(learning_rate, beta1, beta2, epsilon, use_locking, name);

    /// <inheritdoc cref="Tensorflow.FtrlOptimizer"/>
    public FtrlOptimizer FtrlOptimizer(TensorLike learning_rate, double learning_rate_power = -0.5, double initial_accumulator_value = 0.1,
        double l1_regularization_strength = 0.0, double l2_regularization_strength = 0.0, bool use_locking = false, string name = "Ftrl", string? accum_name = null,
        string? linear_name = null, double l2_shrinkage_regularization_strength = 0.0, double beta = 0.0) =>
        new(learning_rate, learning_rate_power, initial_accumulator_value, l1_regularization_strength, l2_regularization_strength, use_locking, name,
            accum_name, linear_name, l2_shrinkage_regularization_strength, beta);
}
