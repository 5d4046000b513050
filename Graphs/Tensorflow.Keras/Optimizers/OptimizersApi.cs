namespace Tensorflow.Keras.Optimizers;

/// <summary><c>keras.optimizers</c>.</summary>
public sealed partial class OptimizersApi
{
    internal OptimizersApi() { }

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.SGD"/>
    public SGD SGD(LearningRate? learning_rate = null, double momentum = 0, bool nesterov = false, double? weight_decay = null, double? clipnorm = null, double? clipvalue = null,
        double? global_clipnorm = null, double decay = 0, string name = "SGD") => new(learning_rate, momentum, nesterov, weight_decay, clipnorm, clipvalue, global_clipnorm, decay, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.Adam"/>
    public Adam Adam(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7, bool amsgrad = false, double? weight_decay = null,
        double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "Adam") =>
        new(learning_rate, beta_1, beta_2, epsilon, amsgrad, weight_decay, clipnorm, clipvalue, global_clipnorm, decay, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.RMSprop"/>
    public RMSprop RMSprop(LearningRate? learning_rate = null, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false, double? weight_decay = null,
        double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "RMSprop") =>
        new(learning_rate, rho, momentum, epsilon, centered, weight_decay, clipnorm, clipvalue, global_clipnorm, decay, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.Adagrad"/>
    public Adagrad Adagrad(LearningRate? learning_rate = null, double initial_accumulator_value = 0.1, double epsilon = 1e-7, double? weight_decay = null, double? clipnorm = null,
        double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "Adagrad") =>
        new(learning_rate, initial_accumulator_value, epsilon, weight_decay, clipnorm, clipvalue, global_clipnorm, decay, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.Adadelta"/>
    public Adadelta Adadelta(LearningRate? learning_rate = null, double rho = 0.95, double epsilon = 1e-7, double? weight_decay = null, double? clipnorm = null,
        double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "Adadelta") =>
        new(learning_rate, rho, epsilon, weight_decay, clipnorm, clipvalue, global_clipnorm, decay, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.Adamax"/>
    public Adamax Adamax(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7, double? weight_decay = null, double? clipnorm = null,
        double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "Adamax") =>
        new(learning_rate, beta_1, beta_2, epsilon, weight_decay, clipnorm, clipvalue, global_clipnorm, decay, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.Nadam"/>
    public Nadam Nadam(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7, double? weight_decay = null, double? clipnorm = null,
        double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "Nadam") =>
        new(learning_rate, beta_1, beta_2, epsilon, weight_decay, clipnorm, clipvalue, global_clipnorm, decay, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.Ftrl"/>
    public Ftrl Ftrl(LearningRate? learning_rate = null, double learning_rate_power = -0.5, double initial_accumulator_value = 0.1, double l1_regularization_strength = 0, double l2_regularization_strength = 0, double l2_shrinkage_regularization_strength = 0, double beta = 0, double? weight_decay = null, double? clipnorm = null,
        double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "Ftrl") =>
        new(learning_rate, learning_rate_power, initial_accumulator_value, l1_regularization_strength, l2_regularization_strength, l2_shrinkage_regularization_strength, beta, weight_decay, clipnorm, clipvalue, global_clipnorm, decay, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Optimizers.AdamW"/>
    public AdamW AdamW(LearningRate? learning_rate = null, double weight_decay = 0.004, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7, bool amsgrad = false,
        double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double decay = 0, string name = "AdamW") =>
        new(learning_rate, weight_decay, beta_1, beta_2, epsilon, amsgrad, clipnorm, clipvalue, global_clipnorm, decay, name);

    /// <summary>Learning rates that follow the steps.</summary>
    public SchedulesApi schedules { get; } = new();

    /// <summary>The optimizer of this name.</summary>
    /// <exception cref="ValueError">The name is unknown.</exception>
    public Optimizer get(string name) => Optimizer.Known.Create(name);
}
