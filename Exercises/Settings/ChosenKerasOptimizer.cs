using static Tensorflow.KerasApi;

namespace TfExercises.Settings;

/// <summary>The optimizer of <c>keras.optimizers</c> for what the settings name, which call it as <c>tf.train</c> does.</summary>
static class ChosenKerasOptimizer
{
    /// <exception cref="UsageError">Keras has no such optimizer.</exception>
    public static Tensorflow.Keras.Optimizer Make(OptimizerChoice choice)
    {
        double Number(string key) => choice.Number(key);
        bool Flag(string key) => choice.Flag(key);
        var rate = Number("learning_rate");
        return choice.Kind.Name switch
        {
            "GradientDescent" => keras.optimizers.SGD(rate),
            "Momentum" => keras.optimizers.SGD(rate, Number("momentum"), Flag("use_nesterov")),
            "Adagrad" => keras.optimizers.Adagrad(rate, Number("initial_accumulator_value")),
            "Adadelta" => keras.optimizers.Adadelta(rate, Number("rho"), Number("epsilon")),
            "RMSProp" => keras.optimizers.RMSprop(rate, Number("decay"), Number("momentum"), Number("epsilon"), Flag("centered")),
            "Adam" => keras.optimizers.Adam(rate, Number("beta1"), Number("beta2"), Number("epsilon")),
            "Ftrl" => keras.optimizers.Ftrl(
                rate, Number("learning_rate_power"), Number("initial_accumulator_value"), Number("l1_regularization_strength"),
                Number("l2_regularization_strength"), Number("l2_shrinkage_regularization_strength")),
            var name => throw new UsageError(
                $"{OptimizerChoice.Key} = {name}: Keras has no such optimizer. In this lesson it is one of GradientDescent, Momentum, Adagrad, Adadelta, RMSProp, Adam, Ftrl."),
        };
    }
}
