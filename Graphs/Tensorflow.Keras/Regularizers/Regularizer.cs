using Tensorflow.Keras.Regularizers;
using Tensorflow.Keras.Saving;
using static Tensorflow.Binding;

namespace Tensorflow.Keras
{
    /// <summary>A penalty that weights or activities add to the loss. Written as a name (<c>"l2"</c>) or as <c>keras.regularizers.L2(0.01)</c>.</summary>
    public abstract class Regularizer : KerasObject
    {
        /// <summary>The penalty, a number.</summary>
        public abstract Tensor Apply(Tensor x);

        internal static Registry<Regularizer> Known { get; } = new Registry<Regularizer>("regularizer", "keras.regularizers")
            .Add<L1>("l1").Add<L2>("l2").Add<L1L2>("l1_l2").Add<OrthogonalRegularizer>("orthogonal_regularizer");

        public static implicit operator Regularizer?(string? name) => name is null ? null : Known.Create(name);
    }
}

namespace Tensorflow.Keras.Regularizers
{
    /// <summary>l1 sum |x|.</summary>
    public sealed class L1(double l1 = 0.01) : Regularizer
    {
        public double l1 { get; } = l1;

        public override Tensor Apply(Tensor x) => (float)l1 * tf.reduce_sum(tf.abs(x));
    }

    /// <summary>l2 sum x^2.</summary>
    public sealed class L2(double l2 = 0.01) : Regularizer
    {
        public double l2 { get; } = l2;

        public override Tensor Apply(Tensor x) => (float)(2 * l2) * tf.nn.l2_loss(x);
    }

    /// <summary>l1 sum |x| + l2 sum x^2.</summary>
    public sealed class L1L2(double l1 = 0, double l2 = 0) : Regularizer
    {
        public double l1 { get; } = l1;

        public double l2 { get; } = l2;

        public override Tensor Apply(Tensor x)
        {
            if (l1 == 0 && l2 == 0) return tf.constant(0f, x.dtype);
            if (l1 == 0) return new L2(l2).Apply(x);
            if (l2 == 0) return new L1(l1).Apply(x);
            return new L1(l1).Apply(x) + new L2(l2).Apply(x);
        }
    }

    /// <summary>
    /// <paramref name="factor"/> times the mean absolute cosine of all pairs of rows (or columns): 0 where they are orthogonal.
    /// </summary>
    public sealed class OrthogonalRegularizer(double factor = 0.01, string mode = "rows") : Regularizer
    {
        public double factor { get; } = factor;

        public string mode { get; } = mode is "rows" or "columns" ? mode
            : throw new ValueError($"Invalid value for argument `mode`: '{mode}'. Expected one of 'rows', 'columns'.");

        public override Tensor Apply(Tensor x)
        {
            if (x.rank != 2) throw new ValueError($"Inputs to OrthogonalRegularizer must have rank 2. Received: {x}");
            var rows = mode == "rows";
            var unit = tf.nn.l2_normalize(x, rows ? 1 : 0);
            var cosines = rows ? tf.matmul(unit, unit, transpose_b: true) : tf.matmul(unit, unit, transpose_a: true);
            var size = x.shape[rows ? 0 : 1];
            if (size < 2) throw new ValueError($"OrthogonalRegularizer needs at least 2 {mode}. Received: {x}");
            var others = cosines * (1f - tf.eye((int)size));
            return (float)factor * 0.5f * tf.reduce_sum(tf.abs(others)) / (float)(size * (size - 1.0) / 2.0);
        }
    }

    /// <summary><c>keras.regularizers</c>.</summary>
    public sealed class RegularizersApi
    {
        internal RegularizersApi() { }

        /// <inheritdoc cref="T:Tensorflow.Keras.Regularizers.L1"/>
        public Regularizer L1(double l1 = 0.01) => new L1(l1);

        /// <inheritdoc cref="T:Tensorflow.Keras.Regularizers.L2"/>
        public Regularizer L2(double l2 = 0.01) => new L2(l2);

        /// <inheritdoc cref="T:Tensorflow.Keras.Regularizers.L1L2"/>
        public Regularizer L1L2(double l1 = 0, double l2 = 0) => new L1L2(l1, l2);

        /// <inheritdoc cref="T:Tensorflow.Keras.Regularizers.L1"/>
        public Regularizer l1(double l1 = 0.01) => new L1(l1);

        /// <inheritdoc cref="T:Tensorflow.Keras.Regularizers.L2"/>
        public Regularizer l2(double l2 = 0.01) => new L2(l2);

        /// <inheritdoc cref="T:Tensorflow.Keras.Regularizers.L1L2"/>
        public Regularizer l1_l2(double l1 = 0.01, double l2 = 0.01) => new L1L2(l1, l2);

        /// <inheritdoc cref="T:Tensorflow.Keras.Regularizers.OrthogonalRegularizer"/>
        public Regularizer OrthogonalRegularizer(double factor = 0.01, string mode = "rows") => new OrthogonalRegularizer(factor, mode);
    }
}
