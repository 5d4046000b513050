using System.Text.Json.Nodes;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>
/// What attentions of queries to values share: scores of all pairs, softmax over the values, the sum of the values by
/// these weights. Called on [query, value] or [query, value, key], each (batch, steps, features).
/// </summary>
public abstract class BaseDenseAttention : Layer
{
    private protected BaseDenseAttention(double dropout, bool causal, string? name) : base(name)
    {
        this.dropout = dropout is >= 0 and < 1 ? dropout : throw new ValueError($"`dropout` must be in [0, 1). Received: dropout={dropout}");
        this.causal = causal;
        supports_masking = true;
    }

    /// <summary>The share of the weights that fall in training.</summary>
    public double dropout { get; }

    /// <summary>True when a query sees only the values up to its own step.</summary>
    public bool causal { get; }

    private protected abstract Tensor Scores(Tensor query, Tensor key);

    protected override void CheckInputs(Tensors inputs)
    {
        if (inputs.Count is not (2 or 3))
            throw new ValueError($"{class_name} layer must be called on a list of inputs, namely [query, value] or [query, value, key]. Received: {inputs.Count} tensors (layer \"{name}\").");
        foreach (var input in inputs)
        {
            if (input.rank != 3) throw new ValueError($"{class_name} takes tensors (batch, steps, features). Received: {input} (layer \"{name}\")");
        }
    }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor query = inputs[0], value = inputs[1], key = inputs.Count > 2 ? inputs[2] : value;
        var scores = Scores(query, key);
        var allowed = AttentionMasks.Both(options.masks[1] is { } valueMask ? tf.expand_dims(valueMask, 1) : null, causal ? AttentionMasks.Causal(scores) : null);
        if (allowed is not null) scores -= 1e9f * (1f - tf.cast(allowed, scores.dtype));
        var weights = tf.nn.softmax(scores);
        if (options.training && dropout > 0) weights = tf.nn.dropout(weights, rate: dropout);
        var result = tf.matmul(weights, value);
        return options.masks[0] is { } queryMask ? result * tf.cast(tf.expand_dims(queryMask, -1), result.dtype) : result;
    }

    protected override Tensor?[] compute_mask(Tensors inputs, Tensors outputs, CallOptions options) => [options.masks[0]];

    public override JsonObject get_config()
    {
        var config = base.get_config();
        if (!causal) config.Remove("causal");
        return config;
    }
}

/// <summary>
/// Dot-product attention (Luong et al., 2015): score = query key, with use_scale times a number that training finds; with
/// score_mode concat the sum of tanh(query + key), with two such numbers.
/// </summary>
public sealed class Attention : BaseDenseAttention
{
    private RefVariable? _scale;
    private RefVariable? _concatWeight;

    /// <param name="use_scale">True for a factor of the scores that training finds.</param>
    /// <param name="score_mode">dot or concat.</param>
    /// <param name="dropout">The share of the weights that fall in training.</param>
    /// <param name="causal">True to hide later steps.</param>
    /// <param name="name">The name.</param>
    public Attention(bool use_scale = false, string score_mode = "dot", double dropout = 0, bool causal = false, string? name = null) : base(dropout, causal, name)
    {
        this.use_scale = use_scale;
        this.score_mode = score_mode is "dot" or "concat" ? score_mode
            : throw new ValueError($"Invalid value for argument score_mode. Expected one of {{'dot', 'concat'}}. Received: score_mode={score_mode}");
    }

    public bool use_scale { get; }

    public string score_mode { get; }

    public override void build(Shape[] input_shapes)
    {
        if (use_scale) _scale = add_weight("scale", Shape.Scalar, "ones");
        if (score_mode == "concat") _concatWeight = add_weight("concat_score_weight", Shape.Scalar, "ones");
    }

    private protected override Tensor Scores(Tensor query, Tensor key)
    {
        if (score_mode == "dot")
        {
            var products = tf.matmul(query, key, transpose_b: true);
            return _scale is null ? products : products * _scale;
        }
        var sums = tf.expand_dims(query, 2) + tf.expand_dims(key, 1);
        return _concatWeight! * tf.reduce_sum(tf.tanh(_scale is null ? sums : _scale * sums), -1);
    }
}

/// <summary>Additive attention (Bahdanau et al., 2014): score = sum of scale tanh(query + key) over the features.</summary>
public sealed class AdditiveAttention : BaseDenseAttention
{
    private RefVariable? _scale;

    /// <param name="use_scale">False to leave the factors of the features out.</param>
    /// <param name="dropout">The share of the weights that fall in training.</param>
    /// <param name="causal">True to hide later steps.</param>
    /// <param name="name">The name.</param>
    public AdditiveAttention(bool use_scale = true, double dropout = 0, bool causal = false, string? name = null) : base(dropout, causal, name) => this.use_scale = use_scale;

    public bool use_scale { get; }

    public override void build(Shape[] input_shapes)
    {
        if (use_scale) _scale = add_weight("scale", KnownSize(input_shapes[1], -1), "glorot_uniform");
    }

    private protected override Tensor Scores(Tensor query, Tensor key)
    {
        var sums = tf.tanh(tf.expand_dims(query, 2) + tf.expand_dims(key, 1));
        return tf.reduce_sum(_scale is null ? sums : _scale * sums, -1);
    }
}

/// <summary>Which values a query may see.</summary>
internal static class AttentionMasks
{
    /// <summary>True where a value's step is not behind the query's, for scores (..., queries, values).</summary>
    public static Tensor Causal(Tensor scores)
    {
        var ones = tf.ones_like(scores);
        return tf.greater_equal(tf.cumsum(ones, -2), tf.cumsum(ones, -1));
    }

    public static Tensor? Both(Tensor? a, Tensor? b) => a is null ? b : b is null ? a : tf.logical_and(a, b);
}
