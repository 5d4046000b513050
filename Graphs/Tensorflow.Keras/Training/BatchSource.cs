namespace Tensorflow.Keras.Training;

/// <summary>Where the batches of an epoch come from.</summary>
internal abstract class BatchSource
{
    /// <summary>The number of batches of an epoch, null where only the end tells.</summary>
    public abstract int? Steps { get; }

    /// <summary>Begins an epoch.</summary>
    public abstract void Begin();

    /// <summary>The next batch (inputs, then targets, then weights); null at the end of the epoch. It is the caller's until the next call.</summary>
    public abstract TensorValue[]? Next();
}

/// <summary>
/// Batches from arrays. In order they are views of the arrays; shuffled, the order is drawn when an epoch begins and each
/// batch is copied once, into the same memory.
/// </summary>
internal sealed class ArrayBatches : BatchSource
{
    private readonly IReadOnlyList<DataColumn> _columns;
    private readonly int _batchSize;
    private readonly Random? _shuffle;
    private readonly int[]? _order;
    private readonly TensorValue[] _batch;
    private readonly TensorValue[] _lastBatch;
    private readonly int? _steps;
    private int _next;
    private int _taken;

    /// <param name="columns">The data, all of equally many samples.</param>
    /// <param name="batchSize">Samples of a batch; the last one may have fewer.</param>
    /// <param name="shuffle">Draws the order of the samples; null to keep it.</param>
    /// <param name="steps">Batches of an epoch where it ends before the data do; the next epoch goes on behind.</param>
    public ArrayBatches(IReadOnlyList<DataColumn> columns, int batchSize, Random? shuffle = null, int? steps = null)
    {
        _columns = columns;
        _batchSize = Math.Min(batchSize, Samples);
        _shuffle = shuffle;
        _steps = steps;
        if (shuffle is not null)
        {
            _order = new int[Samples];
            for (var i = 0; i < _order.Length; i++) _order[i] = i;
        }
        _batch = Buffers(_batchSize);
        _lastBatch = Buffers(Samples % _batchSize is var rest and > 0 ? rest : _batchSize);
    }

    private int Samples => _columns[0].Samples;

    public override int? Steps => _steps ?? (Samples + _batchSize - 1) / _batchSize;

    public override void Begin()
    {
        _taken = 0;
        if (_steps is null) _next = 0;
        if (_next == 0) Shuffle();
    }

    public override TensorValue[]? Next()
    {
        if (_taken == Steps) return null;
        if (_next >= Samples)
        {
            _next = 0;
            Shuffle();
        }
        var count = Math.Min(_batchSize, Samples - _next);
        var batch = count == _batchSize ? _batch : _lastBatch;
        for (var i = 0; i < batch.Length; i++)
        {
            if (_order is null) _columns[i].View(batch[i], _next, count);
            else _columns[i].Gather(_order.AsSpan(_next, count), batch[i]);
        }
        _next += count;
        _taken++;
        return batch;
    }

    private void Shuffle()
    {
        if (_order is not null) _shuffle!.Shuffle(_order);
    }

    private TensorValue[] Buffers(int size) => [.. _columns.Select(c => _order is null
        ? TensorValue.Unplaced(c.DType, [size, .. c.RowDims])
        : TensorValue.Allocate(c.DType, [size, .. c.RowDims]))];
}

/// <summary>Batches that a program makes one after another.</summary>
/// <param name="batches">Makes the sequence anew for an epoch; one that has no end is cut by <paramref name="steps"/> and goes on in the next epoch.</param>
/// <param name="convert">What a batch of the program is as tensor values.</param>
/// <param name="steps">The number of batches of an epoch, null for all.</param>
internal sealed class SequenceBatches<T>(Peeked<T> batches, Func<T, TensorValue[]> convert, int? steps) : BatchSource, IDisposable where T : class
{
    private IEnumerator<T>? _batches;
    private int _taken;

    public override int? Steps => steps ?? batches.KnownCount;

    public override void Begin()
    {
        _taken = 0;
        if (steps is null) Restart();
        else _batches ??= batches.GetEnumerator();
    }

    public override TensorValue[]? Next()
    {
        if (_taken == steps) return null;
        if (!_batches!.MoveNext())
        {
            if (steps is null) return null;
            Restart();
            if (!_batches.MoveNext()) return null;
        }
        _taken++;
        return convert(_batches.Current);
    }

    public void Dispose() => _batches?.Dispose();

    private void Restart()
    {
        _batches?.Dispose();
        _batches = batches.GetEnumerator();
    }
}
