using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras.Optimizers;

/// <summary>The optimizers by their names.</summary>
internal static class OptimizerTable
{
    public static Registry<Optimizer> Register(Registry<Optimizer> optimizers) => optimizers
        .Add<SGD>("sgd").Add<RMSprop>("rmsprop").Add<Adam>("adam").Add<AdamW>("adamw")
        .Add<Adagrad>("adagrad").Add<Adadelta>("adadelta").Add<Adamax>("adamax").Add<Nadam>("nadam").Add<Ftrl>("ftrl");
}
