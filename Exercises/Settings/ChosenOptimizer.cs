using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Settings;

/// <summary>The optimizer of <c>tf.train</c> that the settings name.</summary>
public sealed class ChosenOptimizer
{
    readonly Optimizer optimizer;

    internal ChosenOptimizer(OptimizerChoice choice)
    {
        double Number(string key) => choice.Number(key);
        bool Flag(string key) => choice.Flag(key);
        var rate = Number("learning_rate");
        optimizer = choice.Kind.Name switch
        {
            "GradientDescent" => tf.train.GradientDescentOptimizer(rate),
            "Momentum" => tf.train.MomentumOptimizer(rate, Number("momentum"), use_nesterov: Flag("use_nesterov")),
            "Adagrad" => tf.train.AdagradOptimizer(rate, Number("initial_accumulator_value")),
            "AdagradDA" => tf.train.AdagradDAOptimizer(
                rate, tf.train.get_or_create_global_step(), Number("initial_gradient_squared_accumulator_value"),
                Number("l1_regularization_strength"), Number("l2_regularization_strength")),
            "Adadelta" => tf.train.AdadeltaOptimizer(rate, Number("rho"), Number("epsilon")),
            "RMSProp" => tf.train.RMSPropOptimizer(rate, Number("decay"), Number("momentum"), Number("epsilon"), centered: Flag("centered")),
            "Adam" => tf.train.AdamOptimizer(rate, Number("beta1"), Number("beta2"), Number("epsilon")),
            "Ftrl" => tf.train.FtrlOptimizer(
                rate, Number("learning_rate_power"), Number("initial_accumulator_value"), Number("l1_regularization_strength"),
                Number("l2_regularization_strength"), l2_shrinkage_regularization_strength: Number("l2_shrinkage_regularization_strength")),
            "ProximalGradientDescent" => tf.train.ProximalGradientDescentOptimizer(
                rate, Number("l1_regularization_strength"), Number("l2_regularization_strength")),
            "ProximalAdagrad" => tf.train.ProximalAdagradOptimizer(
                rate, Number("initial_accumulator_value"), Number("l1_regularization_strength"), Number("l2_regularization_strength")),
            _ => throw new InvalidOperationException($"No optimizer of tf.train is made for {choice.Kind.Name}."),
        };
    }

    /// <summary>The operation of one training step: computes the gradients of the loss, changes the variables by them, and counts the graph's global step if it has one.</summary>
    public Operation minimize(Tensor loss, string? name = null) => optimizer.minimize(loss, tf.train.get_global_step(), name: name);
}
