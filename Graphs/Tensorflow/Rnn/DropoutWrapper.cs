using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static Tensorflow.Binding;

namespace Tensorflow.Rnn;

/// <summary>
/// Dropout on the inputs, states and outputs of a cell; the memory <c>c</c> of an LSTM is never dropped. With
/// <c>variational_recurrent</c> one mask serves all steps of a run (Gal and Ghahramani, 2016).
/// </summary>
public sealed class DropoutWrapper : CellWrapper
{
    private readonly TensorLike _inputKeep;
    private readonly TensorLike _outputKeep;
    private readonly TensorLike _stateKeep;
    private readonly int? _seed;
    private readonly Masks? _masks;

    /// <inheritdoc cref="RnnCellApi.DropoutWrapper"/>
    public DropoutWrapper(RNNCell cell, TensorLike input_keep_prob = default, TensorLike output_keep_prob = default, TensorLike state_keep_prob = default,
        bool variational_recurrent = false, Shape? input_size = null, TF_DataType dtype = TF_DataType.DtInvalid, int? seed = null) : base(cell)
    {
        _seed = seed;
        using (tf.name_scope("DropoutWrapperInit"))
        {
            _inputKeep = Probability(input_keep_prob, nameof(input_keep_prob));
            _stateKeep = Probability(state_keep_prob, nameof(state_keep_prob));
            _outputKeep = Probability(output_keep_prob, nameof(output_keep_prob));
        }
        if (!variational_recurrent) return;
        if (dtype == TF_DataType.DtInvalid) throw new ValueError("When variational_recurrent=True, dtype must be provided");
        if (Drops(_inputKeep) && input_size is null)
            throw new ValueError("When variational_recurrent=True and input_keep_prob < 1.0 or is unknown, input_size must be provided");
        _masks = new Masks(
            Drops(_inputKeep) ? Mask(input_size!, "input", 0, dtype) : null,
            [.. cell.state_size.Flatten().Index().Select(size => Mask(size.Item, "state", size.Index, dtype))],
            Mask(cell.output_size, "output", 0, dtype));
    }

    private protected override (Tensor output, RnnState state) Step(Tensor inputs, RnnState state, string? scope)
    {
        if (Drops(_inputKeep)) inputs = Drop(inputs, _inputKeep, "input", 0, _masks?.Input);
        var (output, after) = wrapped_cell.apply(inputs, state, scope);
        if (Drops(_stateKeep)) after = DropState(after);
        if (Drops(_outputKeep)) output = Drop(output, _outputKeep, "output", 0, _masks?.Output);
        return (output, after);
    }

    private RnnState DropState(RnnState state)
    {
        var position = 0;
        return Dropped(state);

        RnnState Dropped(RnnState part)
        {
            if (part is LSTMStateTuple lstm)
            {
                position++;
                return new LSTMStateTuple(lstm.c, DroppedTensor(lstm.h));
            }
            return part.is_tuple ? Listed(part) : DroppedTensor(part);
        }

        RnnState Listed(RnnState tuple)
        {
            var items = new List<RnnState>();
            foreach (var item in tuple) items.Add(Dropped(item));
            return items.ToArray();
        }

        Tensor DroppedTensor(Tensor tensor)
        {
            var index = position++;
            return Drop(tensor, _stateKeep, "state", index, _masks?.State[index]);
        }
    }

    private Tensor Drop(Tensor value, TensorLike keep, string salt, int index, Tensor? noise)
    {
        if (noise is null) return tf.nn.dropout(value, keep, seed: Seed(salt, index));
        // keep + noise is uniform in [keep, 1 + keep): its floor is 1 with the probability keep.
        var mask = tf.floor(keep.AsTensor is { } tensor ? tensor + noise : keep + noise);
        var result = tf.divide(value, keep) * mask;
        result.set_shape(value.shape);
        return result;
    }

    private Tensor Mask(Shape size, string salt, int index, TF_DataType dtype) =>
        tf.random_uniform(new Shape(1).concatenate(size), dtype: dtype, seed: Seed(salt, index));

    /// <summary>TensorFlow's rule: each place has a seed of its own, so that the masks differ.</summary>
    private int? Seed(string salt, int index)
    {
        if (_seed is not { } seed) return null;
        var text = string.Create(CultureInfo.InvariantCulture, $"{seed}{salt}_{index}");
        return BitConverter.ToInt32([.. MD5.HashData(Encoding.UTF8.GetBytes(text)).Take(4).Reverse()]) & int.MaxValue;
    }

    private static TensorLike Probability(TensorLike given, string argument)
    {
        if (given.IsNull) given = 1.0;
        var tensor = given.ToTensor();
        if (ConstantValues.Of(tensor) is not { } value) return tensor;
        var number = value.AsDouble(0);
        if (number is < 0 or > 1) throw new ValueError($"Parameter {argument} must be between 0 and 1: {number.ToString(CultureInfo.InvariantCulture)}");
        return number;
    }

    private static bool Drops(TensorLike keep) => keep.Value is not double number || number < 1;

    private sealed record Masks(Tensor? Input, Tensor[] State, Tensor Output);
}
