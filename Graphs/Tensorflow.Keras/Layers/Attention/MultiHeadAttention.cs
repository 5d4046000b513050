using System.Text.Json.Nodes;
using Tensorflow.Keras.Saving;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>
/// Attention by several heads (Vaswani et al., arXiv:1706.03762): each takes its own projections of queries, keys and values;
/// scores are query key / sqrt(key_dim); the heads' results are projected together.
/// </summary>
/// <remarks>Query (batch, steps, features), value and key (batch, other steps, features). Output (batch, steps, features of the query, or output_shape).</remarks>
public sealed class MultiHeadAttention : Layer
{
    private RefVariable? _queryKernel, _queryBias, _keyKernel, _keyBias, _valueKernel, _valueBias, _outputKernel, _outputBias;
    private Shape? _queryShape, _keyShape, _valueShape;

    /// <param name="num_heads">The number of heads.</param>
    /// <param name="key_dim">The size of each head's queries and keys.</param>
    /// <param name="value_dim">The size of each head's values; key_dim unless given.</param>
    /// <param name="dropout">The share of the weights that fall in training.</param>
    /// <param name="use_bias">False to leave the biases out.</param>
    /// <param name="output_shape">The size of the output's features; the query's unless given.</param>
    /// <param name="kernel_initializer">Glorot's uniform unless given.</param>
    /// <param name="bias_initializer">Zeros unless given.</param>
    /// <param name="kernel_regularizer">Penalty of the kernels.</param>
    /// <param name="bias_regularizer">Penalty of the biases.</param>
    /// <param name="activity_regularizer">Penalty of the outputs.</param>
    /// <param name="kernel_constraint">What the kernels are made to satisfy.</param>
    /// <param name="bias_constraint">What the biases are made to satisfy.</param>
    /// <param name="causal">True to hide later steps.</param>
    /// <param name="name">The name.</param>
    public MultiHeadAttention(int num_heads, int key_dim, int? value_dim = null, double dropout = 0, bool use_bias = true, Shape? output_shape = null,
        Initializer? kernel_initializer = null, Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null,
        Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null, Constraint? bias_constraint = null, bool causal = false, string? name = null) : base(name)
    {
        if (num_heads <= 0 || key_dim <= 0) throw new ValueError($"`num_heads` and `key_dim` must be at least 1. Received: num_heads={num_heads}, key_dim={key_dim}");
        if (output_shape is { ndim: not 1 }) throw new ValueError($"`output_shape` must be the size of the output's features. Received: output_shape={output_shape}");
        this.num_heads = num_heads;
        this.key_dim = key_dim;
        this.value_dim = value_dim ?? key_dim;
        this.dropout = dropout;
        this.use_bias = use_bias;
        OutputSize = output_shape;
        this.kernel_initializer = kernel_initializer ?? "glorot_uniform";
        this.bias_initializer = bias_initializer ?? "zeros";
        this.kernel_regularizer = kernel_regularizer;
        this.bias_regularizer = bias_regularizer;
        this.activity_regularizer = activity_regularizer;
        this.kernel_constraint = kernel_constraint;
        this.bias_constraint = bias_constraint;
        this.causal = causal;
        supports_masking = true;
    }

    public int num_heads { get; }

    public int key_dim { get; }

    public int value_dim { get; }

    public double dropout { get; }

    public bool use_bias { get; }

    /// <summary>The size of the output's features, null for the query's.</summary>
    public new Shape? output_shape => OutputSize;

    private Shape? OutputSize { get; }

    public Initializer kernel_initializer { get; }

    public Initializer bias_initializer { get; }

    public Regularizer? kernel_regularizer { get; }

    public Regularizer? bias_regularizer { get; }

    public Constraint? kernel_constraint { get; }

    public Constraint? bias_constraint { get; }

    public bool causal { get; }

    /// <summary>Calls the layer.</summary>
    /// <param name="query">(batch, steps, features).</param>
    /// <param name="value">(batch, other steps, features).</param>
    /// <param name="key">As value; value itself unless given.</param>
    /// <param name="attention_mask">True where a query may see a value: (batch, steps, other steps).</param>
    /// <param name="training">True or false to fix it for this call.</param>
    public Tensor Apply(Tensor query, Tensor value, Tensor? key = null, Tensor? attention_mask = null, bool? training = null)
    {
        var named = new Dictionary<string, Tensors>(StringComparer.Ordinal) { ["value"] = value };
        if (key is not null) named["key"] = key;
        if (attention_mask is not null) named["attention_mask"] = attention_mask;
        return Apply(query, named, training: training);
    }

    private static Tensor Value(CallOptions options, string layer) => options.named.TryGetValue("value", out var value) ? value
        : throw new ValueError($"MultiHeadAttention is called on a query and a value: attention.Apply(query, value) (layer \"{layer}\").");

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor query = inputs, value = Value(options, name), key = options.named.TryGetValue("key", out var given) ? given : value;
        MakeWeights(query, value, key);
        var q = Project(query, _queryKernel!, _queryBias) * (float)(1 / Math.Sqrt(key_dim));
        var k = Project(key, _keyKernel!, _keyBias);
        var v = Project(value, _valueKernel!, _valueBias);
        // (batch, heads, queries, values)
        var scores = tf.matmul(q, k, transpose_b: true);
        if (Allowed(options, query, value, scores) is { } allowed) scores += (1f - tf.cast(allowed, scores.dtype)) * -1e9f;
        var weights = tf.nn.softmax(scores);
        if (options.training && dropout > 0) weights = tf.nn.dropout(weights, rate: dropout);
        var heads = tf.einsum("bhqd,hdo->bqo", tf.matmul(weights, v), _outputKernel!);
        return _outputBias is null ? heads : heads + _outputBias;
    }

    // (batch, steps, features) by (features, heads, size) gives (batch, heads, steps, size).
    private static Tensor Project(Tensor x, RefVariable kernel, RefVariable? bias)
    {
        var result = tf.einsum("bsf,fhd->bhsd", x, kernel);
        return bias is null ? result : result + tf.expand_dims(bias, 1);
    }

    private Tensor? Allowed(CallOptions options, Tensor query, Tensor value, Tensor scores)
    {
        var allowed = options.mask is { } queryMask ? tf.expand_dims(tf.expand_dims(queryMask, 1), 3) : null;
        if (Engine.TensorNote.MaskOf(value) is { } valueMask) allowed = AttentionMasks.Both(allowed, tf.expand_dims(tf.expand_dims(valueMask, 1), 1));
        if (options.named.TryGetValue("attention_mask", out var given)) allowed = AttentionMasks.Both(allowed, tf.expand_dims(tf.cast(given, tf.@bool), 1));
        return causal ? AttentionMasks.Both(allowed, AttentionMasks.Causal(scores)) : allowed;
    }

    private void MakeWeights(Tensor query, Tensor value, Tensor key)
    {
        if (_queryKernel is not null) return;
        foreach (var input in new[] { query, value, key })
        {
            if (input.rank != 3) throw new ValueError($"MultiHeadAttention takes tensors (batch, steps, features). Received: {input} (layer \"{name}\")");
        }
        (_queryShape, _keyShape, _valueShape) = (query.shape, key.shape, value.shape);
        (_queryKernel, _queryBias) = Projection("query", KnownSize(query.shape, -1), key_dim);
        (_keyKernel, _keyBias) = Projection("key", KnownSize(key.shape, -1), key_dim);
        (_valueKernel, _valueBias) = Projection("value", KnownSize(value.shape, -1), value_dim);
        var size = OutputSize?[0] ?? KnownSize(query.shape, -1);
        _outputKernel = add_weight("attention_output/kernel", new Shape(num_heads, value_dim, size), kernel_initializer, kernel_regularizer, kernel_constraint);
        if (use_bias) _outputBias = add_weight("attention_output/bias", size, bias_initializer, bias_regularizer, bias_constraint);
    }

    private (RefVariable, RefVariable?) Projection(string part, long features, int size) =>
        (add_weight($"{part}/kernel", new Shape(features, num_heads, size), kernel_initializer, kernel_regularizer, kernel_constraint),
            use_bias ? add_weight($"{part}/bias", new Shape(num_heads, size), bias_initializer, bias_regularizer, bias_constraint) : null);

    // In Keras four dense layers hold these weights.
    internal override IReadOnlyList<(string Name, IReadOnlyList<RefVariable> Weights)> WeightParts => _queryKernel is null ? [] :
    [
        ("_query_dense", Part(_queryKernel, _queryBias)), ("_key_dense", Part(_keyKernel, _keyBias)),
        ("_value_dense", Part(_valueKernel, _valueBias)), ("_output_dense", Part(_outputKernel, _outputBias)),
    ];

    private static RefVariable[] Part(RefVariable? kernel, RefVariable? bias) => bias is null ? [kernel!] : [kernel!, bias];

    public override JsonObject get_config()
    {
        var config = base.get_config();
        if (!causal) config.Remove("causal");
        config["output_shape"] = ConfigValues.WriteShape(OutputSize);
        config["attention_axes"] = new JsonArray(1);
        config["query_shape"] = ConfigValues.WriteShape(_queryShape);
        config["key_shape"] = ConfigValues.WriteShape(_keyShape);
        config["value_shape"] = ConfigValues.WriteShape(_valueShape);
        config["softmax_robust_masking"] = false;
        return config;
    }
}
