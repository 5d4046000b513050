using System.Text.Json.Nodes;
using Tensorflow.Keras.Engine;
using Tensorflow.Keras.Saving;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>The beginning of a model: a placeholder for data.</summary>
public sealed class InputLayer : Layer
{
    /// <param name="input_shape">The shape of one sample.</param>
    /// <param name="batch_size">The number of samples of every batch, where it is fixed.</param>
    /// <param name="dtype">The type of the data.</param>
    /// <param name="batch_input_shape">The shape of a batch, in place of the two before.</param>
    /// <param name="name">The name.</param>
    public InputLayer(Shape? input_shape = null, int? batch_size = null, TF_DataType dtype = TF_DataType.TF_FLOAT, Shape? batch_input_shape = null, string? name = null)
        : base(name ?? GraphState.Current.UniqueName("Input", zeroBased: false))
    {
        this.dtype = dtype;
        var shape = batch_input_shape ?? (input_shape is null
            ? throw new ValueError("An input needs a shape: `shape` of one sample or `batch_input_shape`.")
            : new Shape([batch_size ?? -1, .. input_shape.dims]));
        this.batch_input_shape = shape;
        built = true;
        var node = new Node(this, new Tensors(), Node.NoNamed, null, tf.placeholder(dtype, shape, this.name), [], []);
        InboundNodes.Add(node);
        TensorNote.SetNode(node.Outputs[0], node, 0);
    }

    public override Tensors call(Tensors inputs, CallOptions options) => inputs;

    public override JsonObject get_config() => new()
    {
        ["batch_input_shape"] = ConfigValues.WriteShape(batch_input_shape),
        ["dtype"] = dtype.as_numpy_name(),
        ["sparse"] = false,
        ["ragged"] = false,
        ["name"] = name,
        ["optional"] = false,
    };
}
