using NumSharp;
using Tensorflow.Keras.Engine;

namespace Tensorflow.Keras;

/// <summary>The layer's weights.</summary>
public abstract partial class Layer
{
    /// <summary>Makes a weight; for <see cref="build"/>.</summary>
    /// <param name="name">Its name below the layer's: <c>kernel</c>.</param>
    /// <param name="shape">Its shape, fully defined.</param>
    /// <param name="initializer">Its initial value; Glorot's uniform unless given.</param>
    /// <param name="regularizer">A penalty on it.</param>
    /// <param name="constraint">What it is made to satisfy after each step.</param>
    /// <param name="trainable">False for values that training does not change by gradients.</param>
    /// <param name="dtype">Its type; the layer's unless given.</param>
    protected RefVariable add_weight(string name, Shape shape, Initializer? initializer = null, Regularizer? regularizer = null, Constraint? constraint = null,
        bool trainable = true, TF_DataType dtype = TF_DataType.DtInvalid)
    {
        if (!shape.IsFullyDefined)
            throw new ValueError($"The weight '{name}' of the layer '{this.name}' would have the shape {shape}, which is not fully known. Give the layer's input a known shape there.");
        if (dtype == TF_DataType.DtInvalid) dtype = this.dtype;
        var weight = VariableFactory.Create(default, trainable, name, dtype, initializer: () => (initializer ?? "glorot_uniform").Apply(shape, dtype), shape: shape);
        GraphState.Of(weight.graph).AddPending(weight);
        (trainable ? _trainable : _fixed).Add(weight);
        if (regularizer is not null) _regularized.Add((weight, regularizer));
        if (constraint is not null) _constraints[weight] = constraint;
        return weight;
    }

    /// <summary>The weights that training changes by gradients: the layer's own, then those of the layers inside.</summary>
    public virtual List<RefVariable> trainable_weights => trainable ? Distinct(_trainable.Concat(Sublayers.SelectMany(l => l.trainable_weights))) : [];

    /// <summary>The other weights. All of them where the layer is not trainable.</summary>
    public virtual List<RefVariable> non_trainable_weights => trainable
        ? Distinct(_fixed.Concat(Sublayers.SelectMany(l => l.non_trainable_weights)))
        : Distinct(_trainable.Concat(_fixed).Concat(Sublayers.SelectMany(l => l.weights)));

    /// <summary>All weights, in Keras' order.</summary>
    public virtual List<RefVariable> weights => Distinct(trainable_weights.Concat(non_trainable_weights));

    /// <summary>The weights of this layer alone, without those of layers inside.</summary>
    internal IReadOnlyList<RefVariable> OwnWeights => [.. _trainable, .. _fixed];

    /// <summary>For a layer whose weights belong to layers inside in Keras: the names of these and their weights, as they stand in files.</summary>
    internal virtual IReadOnlyList<(string Name, IReadOnlyList<RefVariable> Weights)> WeightParts => [];

    /// <summary>The older names of the three.</summary>
    public List<RefVariable> variables => weights;

    public List<RefVariable> trainable_variables => trainable_weights;

    public List<RefVariable> non_trainable_variables => non_trainable_weights;

    /// <summary>The penalties of the weights, as tensors.</summary>
    public List<Tensor> losses => [.. WeightLosses()];

    internal IEnumerable<Tensor> WeightLosses() =>
        (trainable ? _regularized : []).Select(r => r.Regularizer.Apply(r.Weight)).Concat(Sublayers.SelectMany(l => l.WeightLosses()));

    internal IEnumerable<KeyValuePair<RefVariable, Constraint>> Constraints => _constraints.Concat(Sublayers.SelectMany(l => l.Constraints));

    /// <summary>The number of elements of all weights.</summary>
    /// <exception cref="ValueError">The layer has no weights yet, as it was not built.</exception>
    public virtual long count_params() => built ? weights.Sum(w => w.shape.size)
        : throw new ValueError($"You tried to call `count_params` on the layer '{name}', but it isn't built. Call it on a tensor, or give it an input_shape.");

    /// <summary>The values of the weights, in the order of <see cref="weights"/>.</summary>
    /// <param name="trainable_only">True for those of <see cref="trainable_weights"/> alone.</param>
    public NDArray[] get_weights(bool trainable_only = false) => KerasBackend.Read(trainable_only ? trainable_weights : weights);

    /// <summary>Sets the values of the weights, in the order of <see cref="weights"/>.</summary>
    /// <exception cref="ValueError">Another number of arrays, or one of another shape.</exception>
    public void set_weights(IReadOnlyList<NDArray> values)
    {
        var all = weights;
        if (all.Count != values.Count)
            throw new ValueError($"You called `set_weights(weights)` on layer '{name}' with a list of {values.Count} weights, but the layer was expecting {all.Count} weights: {string.Join(", ", all.Select(w => $"{w.name} {w.shape}"))}.");
        for (var i = 0; i < all.Count; i++)
        {
            Shape given = new(values[i].shape);
            if (given != all[i].shape)
                throw new ValueError($"Layer '{name}' weight shape {all[i].shape} of '{all[i].name}' is not compatible with provided weight shape {given}.");
        }
        if (all.Count > 0) KerasBackend.Write(all, values);
    }

    private static List<RefVariable> Distinct(IEnumerable<RefVariable> weights) => [.. weights.Distinct()];
}
