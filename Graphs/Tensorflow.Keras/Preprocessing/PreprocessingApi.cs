using NumSharp;
using Tensorflow.Keras.Preprocessing;

namespace Tensorflow.Keras
{
    public sealed partial class KerasInterface
    {
        /// <summary>Data made ready for models.</summary>
        public PreprocessingApi preprocessing { get; } = new();
    }
}

namespace Tensorflow.Keras.Preprocessing
{
    /// <summary><c>keras.preprocessing</c>.</summary>
    public sealed class PreprocessingApi
    {
        internal PreprocessingApi() { }

        public SequenceApi sequence { get; } = new();
    }

    /// <summary><c>keras.preprocessing.sequence</c>.</summary>
    public sealed class SequenceApi
    {
        internal SequenceApi() { }

        /// <summary>Sequences of different lengths as one array (number, maxlen): short ones padded, long ones cut.</summary>
        /// <param name="sequences">Lists of whole numbers.</param>
        /// <param name="maxlen">The length; the longest sequence's unless given.</param>
        /// <param name="dtype">The type of the result.</param>
        /// <param name="padding"><c>pre</c> to pad before a sequence, <c>post</c> behind it.</param>
        /// <param name="truncating"><c>pre</c> to cut the beginning of a sequence, <c>post</c> its end.</param>
        /// <param name="value">What is padded with.</param>
        /// <exception cref="ValueError">padding or truncating is neither pre nor post.</exception>
        public NDArray pad_sequences(IEnumerable<IEnumerable<int>> sequences, int? maxlen = null, TF_DataType dtype = TF_DataType.TF_INT32, string padding = "pre",
            string truncating = "pre", double value = 0) => Pad([.. sequences.Select(s => s.Select(n => (double)n).ToArray())], maxlen, dtype, padding, truncating, value);

        /// <inheritdoc cref="pad_sequences(IEnumerable{IEnumerable{int}}, int?, TF_DataType, string, string, double)"/>
        public NDArray pad_sequences(IEnumerable<IEnumerable<float>> sequences, int? maxlen = null, TF_DataType dtype = TF_DataType.TF_INT32, string padding = "pre",
            string truncating = "pre", double value = 0) => Pad([.. sequences.Select(s => s.Select(n => (double)n).ToArray())], maxlen, dtype, padding, truncating, value);

        private static NDArray Pad(double[][] sequences, int? maxlen, TF_DataType dtype, string padding, string truncating, double value)
        {
            var length = maxlen ?? sequences.Select(s => s.Length).DefaultIfEmpty(0).Max();
            if (length < 0) throw new ValueError($"`maxlen` must be 0 or more. Received: maxlen={maxlen}");
            var isCutBefore = IsPre("Truncating", truncating);
            var isPaddedBefore = IsPre("Padding", padding);
            var rows = new double[sequences.Length * length];
            Array.Fill(rows, value);
            for (var i = 0; i < sequences.Length; i++)
            {
                var sequence = sequences[i];
                var kept = sequence.Length <= length ? sequence : isCutBefore ? sequence[^length..] : sequence[..length];
                kept.CopyTo(rows, i * length + (isPaddedBefore ? length - kept.Length : 0));
            }
            return new NDArray(rows, new NumSharp.Shape(sequences.Length, length)).astype(dtype.as_system_dtype());
        }

        private static bool IsPre(string what, string side) => side switch
        {
            "pre" => true,
            "post" => false,
            _ => throw new ValueError($"{what} type \"{side}\" not understood. It is \"pre\" or \"post\"."),
        };
    }
}
