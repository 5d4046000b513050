namespace Tensorflow;

/// <summary>
/// Random weights whose variance is <c>scale / n</c>, with n the number of inputs of a unit (fan_in), of outputs
/// (fan_out) or their mean (fan_avg).
/// </summary>
internal sealed class VarianceScaling : Initializer
{
    /// <summary>The standard deviation of a standard normal that is cut off at 2.</summary>
    private const double TruncatedDeviation = 0.87962566103423978;

    private readonly double _scale;
    private readonly string _mode;
    private readonly string _distribution;
    private readonly int? _seed;
    private readonly TF_DataType _dtype;

    public VarianceScaling(double scale, string mode, string distribution, int? seed, TF_DataType dtype)
    {
        if (!(scale > 0)) throw new ValueError($"Argument `scale` must be a positive float. Received: {scale}");
        if (mode is not ("fan_in" or "fan_out" or "fan_avg"))
            throw new ValueError($"Argument `mode` should be one of 'fan_in', 'fan_out', 'fan_avg'. Received: {mode}");
        if (distribution.ToLowerInvariant() is not ("normal" or "truncated_normal" or "untruncated_normal" or "uniform"))
            throw new ValueError($"Argument `distribution` should be one of 'normal', 'uniform', 'truncated_normal', 'untruncated_normal'. Received: {distribution}");
        _scale = scale;
        _mode = mode;
        _distribution = distribution.ToLowerInvariant();
        _seed = seed;
        _dtype = dtype;
    }

    public override Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.DtInvalid)
    {
        if (dtype == TF_DataType.DtInvalid) dtype = _dtype;
        var (fanIn, fanOut) = Fans(shape);
        var variance = _scale / Math.Max(1.0, _mode switch
        {
            "fan_in" => fanIn,
            "fan_out" => fanOut,
            _ => (fanIn + fanOut) / 2,
        });
        var tf = Binding.tf;
        if (_distribution == "uniform")
        {
            var limit = Math.Sqrt(3.0 * variance);
            return tf.random_uniform(shape, -limit, limit, dtype, _seed);
        }
        return _distribution == "untruncated_normal"
            ? tf.random_normal(shape, 0.0, Math.Sqrt(variance), dtype, _seed)
            : tf.truncated_normal(shape, 0.0, Math.Sqrt(variance) / TruncatedDeviation, dtype, _seed);
    }

    /// <summary>Inputs and outputs of a unit; in front of the last two dimensions stands a convolution's receptive field.</summary>
    internal static (double In, double Out) Fans(Shape shape)
    {
        var dims = shape.dims;
        if (dims.Length < 2) return dims.Length == 0 ? (1, 1) : (dims[0], dims[0]);
        var field = dims[..^2].Aggregate(1.0, (product, n) => product * n);
        return (dims[^2] * field, dims[^1] * field);
    }
}
