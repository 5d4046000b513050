using Tensorflow.Keras.Constraints;
using Tensorflow.Keras.Saving;
using static Tensorflow.Binding;

namespace Tensorflow.Keras
{
    /// <summary>What a weight is made to satisfy after each training step. Written as a name (<c>"non_neg"</c>) or as <c>keras.constraints.MaxNorm(2)</c>.</summary>
    public abstract class Constraint : KerasObject
    {
        /// <summary>The nearest value that satisfies the constraint.</summary>
        public abstract Tensor Apply(Tensor w);

        internal static Registry<Constraint> Known { get; } = new Registry<Constraint>("constraint", "keras.constraints")
            .Add<MaxNorm>("max_norm", "maxnorm").Add<NonNeg>("non_neg", "nonneg").Add<UnitNorm>("unit_norm", "unitnorm")
            .Add<MinMaxNorm>("min_max_norm").Add<RadialConstraint>("radial_constraint");

        private protected const float Epsilon = 1e-7f;

        private protected static Tensor Norm(Tensor w, int[] axis) => tf.sqrt(tf.reduce_sum(tf.square(w), axis, keepdims: true));

        public static implicit operator Constraint?(string? name) => name is null ? null : Known.Create(name);
    }
}

namespace Tensorflow.Keras.Constraints
{
    /// <summary>The norm along <paramref name="axis"/> is at most <paramref name="max_value"/>.</summary>
    public sealed class MaxNorm(double max_value = 2, int axis = 0) : Constraint
    {
        public double max_value { get; } = max_value;

        public int axis { get; } = axis;

        public override Tensor Apply(Tensor w)
        {
            var norms = Norm(w, [axis]);
            return w * (tf.clip_by_value(norms, 0f, (float)max_value) / (Epsilon + norms));
        }
    }

    /// <summary>No element is negative.</summary>
    public sealed class NonNeg : Constraint
    {
        public override Tensor Apply(Tensor w) => w * tf.cast(tf.greater_equal(w, 0f), w.dtype);
    }

    /// <summary>The norm along <paramref name="axis"/> is 1.</summary>
    public sealed class UnitNorm(int axis = 0) : Constraint
    {
        public int axis { get; } = axis;

        public override Tensor Apply(Tensor w) => w / (Epsilon + Norm(w, [axis]));
    }

    /// <summary>The norm along <paramref name="axis"/> moves between the bounds, a share <paramref name="rate"/> of the way each step.</summary>
    public sealed class MinMaxNorm(double min_value = 0, double max_value = 1, double rate = 1, int axis = 0) : Constraint
    {
        public double min_value { get; } = min_value;

        public double max_value { get; } = max_value;

        public double rate { get; } = rate;

        public int axis { get; } = axis;

        public override Tensor Apply(Tensor w)
        {
            var norms = Norm(w, [axis]);
            var wanted = (float)rate * tf.clip_by_value(norms, (float)min_value, (float)max_value) + (float)(1 - rate) * norms;
            return w * (wanted / (Epsilon + norms));
        }
    }

    /// <summary>A convolution's kernel depends on the distance from its centre alone: all elements of a ring become equal.</summary>
    public sealed class RadialConstraint : Constraint
    {
        public override Tensor Apply(Tensor w)
        {
            if (w.rank != 4) throw new ValueError($"The weight tensor must have rank 4. Received weight tensor with shape: {w.shape}");
            int height = (int)w.shape[0], width = (int)w.shape[1];
            if (height != width) throw new ValueError($"RadialConstraint needs a square kernel. Received weight tensor with shape: {w.shape}");
            // As Keras does: the middle takes the element above left of it, a ring the element on the diagonal at its distance.
            var start = height / 2;
            var isOdd = height % 2 == 1;
            var map = new int[height * width];
            for (var i = 0; i < height; i++)
            {
                for (var j = 0; j < width; j++)
                {
                    var distance = Math.Max(FromMiddle(i), FromMiddle(j));
                    var source = distance == 0 ? start - 1 : start + distance - (isOdd ? 1 : 0);
                    map[i * width + j] = source * width + source;
                }
            }
            int FromMiddle(int place) => isOdd ? Math.Abs(place - start) : place < start ? start - 1 - place : place - start;
            var flat = tf.reshape(w, [height * width, w.shape[2], w.shape[3]]);
            return tf.reshape(tf.gather(flat, map), w.shape);
        }
    }

    /// <summary><c>keras.constraints</c>.</summary>
    public sealed class ConstraintsApi
    {
        internal ConstraintsApi() { }

        /// <inheritdoc cref="T:Tensorflow.Keras.Constraints.MaxNorm"/>
        public Constraint MaxNorm(double max_value = 2, int axis = 0) => new MaxNorm(max_value, axis);

        /// <inheritdoc cref="T:Tensorflow.Keras.Constraints.NonNeg"/>
        public Constraint NonNeg() => new NonNeg();

        /// <inheritdoc cref="T:Tensorflow.Keras.Constraints.UnitNorm"/>
        public Constraint UnitNorm(int axis = 0) => new UnitNorm(axis);

        /// <inheritdoc cref="T:Tensorflow.Keras.Constraints.MinMaxNorm"/>
        public Constraint MinMaxNorm(double min_value = 0, double max_value = 1, double rate = 1, int axis = 0) => new MinMaxNorm(min_value, max_value, rate, axis);

        /// <inheritdoc cref="T:Tensorflow.Keras.Constraints.RadialConstraint"/>
        public Constraint RadialConstraint() => new RadialConstraint();

        /// <inheritdoc cref="T:Tensorflow.Keras.Constraints.MaxNorm"/>
        public Constraint max_norm(double max_value = 2, int axis = 0) => new MaxNorm(max_value, axis);

        /// <inheritdoc cref="T:Tensorflow.Keras.Constraints.NonNeg"/>
        public Constraint non_neg() => new NonNeg();

        /// <inheritdoc cref="T:Tensorflow.Keras.Constraints.UnitNorm"/>
        public Constraint unit_norm(int axis = 0) => new UnitNorm(axis);

        /// <inheritdoc cref="T:Tensorflow.Keras.Constraints.MinMaxNorm"/>
        public Constraint min_max_norm(double min_value = 0, double max_value = 1, double rate = 1, int axis = 0) => new MinMaxNorm(min_value, max_value, rate, axis);
    }
}
