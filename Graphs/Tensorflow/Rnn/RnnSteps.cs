using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow.Rnn;

/// <summary>What static and dynamic networks share: batch sizes, initial states, lengths, and steps past a row's end.</summary>
internal static class RnnSteps
{
    /// <summary>The batch size that the steps [batch, ...] agree on, -1 if unknown.</summary>
    public static long StaticBatch(IEnumerable<Tensor> steps)
    {
        Tensor? known = null;
        foreach (var step in steps)
        {
            if (step.shape is { ndim: 0 or 1 }) throw new ValueError($"A step of the inputs must be a matrix [batch, features], but got {step}, made at {step.op.DefinedAt}.");
            if (!step.shape.HasRank || step.shape[0] < 0) continue;
            if (known is not null && known.shape[0] != step.shape[0])
                throw new ValueError($"Dimensions {known.shape[0]} and {step.shape[0]} are not compatible: the batch sizes of the steps {known} and {step} differ.");
            known ??= step;
        }
        return known?.shape[0] ?? -1;
    }

    /// <summary>The state to begin with: given, or zeros.</summary>
    public static RnnState Initial(RNNCell cell, RnnState? given, TensorLike batch, TF_DataType dtype, string caller)
    {
        if (given is not null) return given;
        if (dtype == TF_DataType.DtInvalid)
            throw new ValueError($"If there is no initial_state, you must give a dtype: {caller}(cell, inputs, dtype: tf.float32).");
        return cell.zero_state(batch, dtype);
    }

    /// <summary>The type of outputs: given, or the state's.</summary>
    /// <exception cref="ValueError">The state has tensors of several types.</exception>
    public static TF_DataType StateType(TF_DataType given, RnnState state)
    {
        if (given != TF_DataType.DtInvalid) return given;
        var tensors = state.flatten();
        var type = tensors[0].dtype.as_base_dtype();
        return Array.TrueForAll(tensors, t => t.dtype.as_base_dtype() == type) ? type
            : throw new ValueError($"State has tensors of different inferred dtypes. Unable to infer a single representative dtype; give one. State: {state}");
    }

    /// <summary>The lengths as int32; refuses what is no vector of the batch's size.</summary>
    public static Tensor Lengths(TensorLike given, long batch)
    {
        var lengths = given.ToTensor("sequence_length");
        if (!lengths.dtype.is_integer()) throw new TypeError($"sequence_length must be integers, but got {lengths}.");
        if (!lengths.shape.is_compatible_with(new Shape(batch)))
            throw new ValueError($"sequence_length must be a vector of length batch_size, {(batch < 0 ? "unknown" : batch)}, but saw shape: {lengths.shape} of {lengths}, made at {lengths.op.DefinedAt}.");
        return tf.cast(lengths, tf.int32);
    }

    /// <summary>The output of rows that have ended.</summary>
    public static Tensor ZeroOutput(RNNCell cell, TensorLike batch, TF_DataType dtype)
    {
        var (shape, known) = StateSize.WithBatch(batch, cell.output_size);
        var zeros = tf.zeros(shape, dtype);
        zeros.set_shape(known);
        return zeros;
    }

    /// <summary>Rows whose length is <paramref name="time"/> or less give zeros and keep their state.</summary>
    public static (Tensor Output, RnnState State) Stopped(TensorLike time, Tensor lengths, (Tensor Zeros, Tensor New) output, (RnnState Old, RnnState New) state)
    {
        var ended = OpBuilder.Apply("GreaterEqual", null, [time, lengths]);
        var result = Chosen(output.Zeros, output.New);
        var old = state.Old.flatten();
        var position = 0;
        return (result, state.New.Map(tensor => Chosen(old[position++], tensor)));

        Tensor Chosen(Tensor before, Tensor after)
        {
            using var beside = tf.colocate_with(after.op);
            var chosen = tf.where(ended, before, after);
            chosen.set_shape(before.shape);
            return chosen;
        }
    }
}
