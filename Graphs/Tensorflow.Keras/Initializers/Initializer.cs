using System.Diagnostics.CodeAnalysis;
using Tensorflow.Keras.Initializers;
using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras;

/// <summary>Makes the initial value of a weight. Written as a name (<c>"he_normal"</c>) or as <c>keras.initializers.HeNormal(seed: 1)</c>.</summary>
public abstract class Initializer : KerasObject
{
    /// <summary>Adds the operations of the value to the default graph.</summary>
    /// <param name="shape">The weight's shape, fully defined.</param>
    /// <param name="dtype">The weight's type.</param>
    public abstract Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT);

    internal static Registry<Initializer> Known { get; } = new Registry<Initializer>("initializer", "keras.initializers")
        .Add<Zeros>("zeros", "zero").Add<Ones>("ones", "one").Add<Constant>("constant").Add<RandomNormal>("random_normal", "normal")
        .Add<RandomUniform>("random_uniform", "uniform").Add<TruncatedNormal>("truncated_normal").Add<Initializers.VarianceScaling>("variance_scaling")
        .Add<Initializers.Orthogonal>("orthogonal").Add<Identity>("identity").Add<GlorotNormal>("glorot_normal").Add<GlorotUniform>("glorot_uniform")
        .Add<LecunNormal>("lecun_normal").Add<LecunUniform>("lecun_uniform").Add<HeNormal>("he_normal").Add<HeUniform>("he_uniform");

    [return: NotNullIfNotNull(nameof(name))]
    public static implicit operator Initializer?(string? name) => name is null ? null : Known.Create(name);
}
