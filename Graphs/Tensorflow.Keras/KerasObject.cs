using System.Text.Json.Nodes;
using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras;

/// <summary>
/// What has a configuration from which it can be made again: layers, initializers, losses, optimizers, ...
/// The arguments of the constructor are the configuration: each has a public property of the same name, so that
/// <see cref="get_config"/> writes and <see cref="ConfigBinder"/> reads them without further code.
/// </summary>
public abstract class KerasObject
{
    /// <summary>The name in configurations: <c>Dense</c>, <c>GlorotUniform</c>.</summary>
    public virtual string class_name => GetType().Name;

    /// <summary>The configuration, in Keras' JSON. A class whose constructor says more than its properties overrides this.</summary>
    public virtual JsonObject get_config() => ConfigBinder.Write(this);
}
