using System.Text.Json.Nodes;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>Two recurrent layers on one sequence, one from the first step to the last, one from the last to the first (Schuster and Paliwal, 1997).</summary>
/// <remarks>The outputs are put together step by step. With return_state the states of both follow, the forward layer's first; an initial_state is given in the same order.</remarks>
public sealed class Bidirectional : Layer
{
    private static readonly string?[] s_modes = ["sum", "mul", "concat", "ave", null];

    private readonly RNN _given;
    private readonly RNN? _givenBackward;

    /// <param name="layer">The layer; two of its kind do the work, called forward_ and backward_ and its name.</param>
    /// <param name="merge_mode">How outputs are put together: "concat", "sum", "mul", "ave", or null for both of them.</param>
    /// <param name="backward_layer">Another layer for the way back, with go_backwards.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public Bidirectional(RNN layer, string? merge_mode = "concat", RNN? backward_layer = null, Shape? input_shape = null, string? name = null)
        : base(name, input_shape ?? OneSample(layer))
    {
        if (!s_modes.Contains(merge_mode)) throw new ValueError($"Invalid merge mode. Received: {merge_mode}. Merge mode should be one of {{\"sum\", \"mul\", \"ave\", \"concat\", null}}");
        if (backward_layer is not null) RequireOpposite(layer, backward_layer);
        _given = layer;
        _givenBackward = backward_layer;
        this.merge_mode = merge_mode;
        forward_layer = Twin(layer, "forward_", layer.go_backwards);
        this.backward_layer = backward_layer is null ? Twin(layer, "backward_", !layer.go_backwards) : Twin(backward_layer, "backward_", backward_layer.go_backwards);
    }

    /// <summary>The layer as it was given; <see cref="forward_layer"/> and <see cref="backward_layer"/> do the work.</summary>
    public RNN layer => _given;

    public string? merge_mode { get; }

    public RNN forward_layer { get; }

    public RNN backward_layer { get; }

    protected internal override IEnumerable<Layer> Sublayers => [forward_layer, backward_layer];

    public override JsonObject get_config()
    {
        var config = base.get_config();
        if (_givenBackward is null) config.Remove("backward_layer");
        else config["backward_layer"] = Saving.KerasSerializer.Serialize(_givenBackward);
        return config;
    }

    public override void build(Shape[] input_shapes)
    {
        foreach (var half in new[] { forward_layer, backward_layer })
        {
            using var scope = tf.name_scope(half.name);
            half.EnsureBuilt([input_shapes[0]]);
        }
    }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        var initial = inputs.ToArray()[1..];
        if (initial.Length % 2 != 0)
            throw new ValueError($"When passing `initial_state` to a Bidirectional RNN, the state should be a list containing the states of the underlying RNNs. Found: {initial.Length} tensors for the layer \"{name}\".");
        Tensors Half(RNN half, Tensor[] states) => half.Apply(new Tensors([inputs[0], .. states]), options.mask, options.training);
        var forward = Half(forward_layer, initial[..(initial.Length / 2)]);
        var backward = Half(backward_layer, initial[(initial.Length / 2)..]);
        var there = forward[0];
        var back = forward_layer.return_sequences ? tf.reverse(backward[0], new[] { forward_layer.time_major ? 0 : 1 }) : backward[0];
        Tensor[] merged = merge_mode switch
        {
            "concat" => [tf.concat(new[] { there, back }, -1)],
            "sum" => [there + back],
            "mul" => [there * back],
            "ave" => [(there + back) / 2f],
            _ => [there, back],
        };
        return new Tensors([.. merged, .. forward.Skip(1), .. backward.Skip(1)]);
    }

    protected override Tensor?[] compute_mask(Tensors inputs, Tensors outputs, CallOptions options)
    {
        var sequences = forward_layer.return_sequences ? merge_mode is null ? 2 : 1 : 0;
        return [.. outputs.Select((_, i) => i < sequences ? options.mask : null)];
    }

    private static RNN Twin(RNN layer, string prefix, bool goBackwards)
    {
        var form = layer.Serialize();
        form.Remove("build_config");
        var config = (JsonObject)form["config"]!;
        config["name"] = prefix + layer.name;
        config["go_backwards"] = goBackwards;
        config.Remove("batch_input_shape");
        return (RNN)Deserialize(form);
    }

    private static void RequireOpposite(RNN layer, RNN backward)
    {
        if (layer.go_backwards == backward.go_backwards) throw new ValueError($"Forward layer and backward layer should have different `go_backwards` value. Received: {layer.go_backwards} for both, \"{layer.name}\" and \"{backward.name}\".");
        if (layer.return_sequences != backward.return_sequences || layer.return_state != backward.return_state || layer.stateful != backward.stateful)
            throw new ValueError($"Forward layer and backward layer are expected to have the same values of stateful, return_sequences and return_state, but \"{layer.name}\" has ({layer.stateful}, {layer.return_sequences}, {layer.return_state}) and \"{backward.name}\" ({backward.stateful}, {backward.return_sequences}, {backward.return_state}).");
    }

    private static Shape? OneSample(RNN layer) => layer.batch_input_shape is { } shape ? new Shape(shape.dims[1..]) : null;
}
