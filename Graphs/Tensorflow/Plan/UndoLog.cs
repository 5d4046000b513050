using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>
/// What a plan's variables held before its writes, so that a run that fails after one of them leaves the variables as they were.
/// A write is preceded by a copy of what it changes (some rows, or the whole variable) only where a later step may fail;
/// most plans copy nothing, since their writes come last and cannot fail.
/// </summary>
internal sealed class UndoLog
{
    // By step: what its write changes; null where nothing needs a copy.
    private readonly SavedVariable[]?[] _guards;
    private readonly bool[] _isAlways;
    private readonly VariableState[] _needed;
    private readonly List<SavedVariable> _saved = [];
    private bool _isActive;
    private bool _savesAll;

    private UndoLog(SavedVariable[]?[] guards, bool[] isAlways, VariableState[] needed)
    {
        _guards = guards;
        _isAlways = isAlways;
        _needed = needed;
    }

    /// <summary>The log of a plan, null if its writes are always followed by success.</summary>
    /// <param name="steps">The plan's steps.</param>
    /// <param name="endMayFail">True where the run may fail after its last step.</param>
    public static UndoLog? For(PlanStep[] steps, bool endMayFail)
    {
        var guards = new SavedVariable[]?[steps.Length];
        var isAlways = new bool[steps.Length];
        var needed = new HashSet<VariableState>();
        var laterMayFail = endMayFail;
        var isLast = true;
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            if (steps[i].Node is not { } node) continue;
            if (node.Writes && (laterMayFail || !isLast || ChangesPartly(node)))
            {
                guards[i] = [.. node.Variables.OfType<VariableState>().Distinct().Select(v => new SavedVariable(v, node))];
                isAlways[i] = laterMayFail || ChangesPartly(node);
            }
            laterMayFail |= MayFail(node);
            needed.UnionWith(node.Variables.OfType<VariableState>());
            isLast = false;
        }
        return Array.TrueForAll(guards, g => g is null) ? null : new UndoLog(guards, isAlways, [.. needed]);
    }

    public void Begin()
    {
        _isActive = true;
        // A step that finds its variable without a value fails, whatever its kind.
        _savesAll = Array.Exists(_needed, variable => variable.Value is null);
    }

    /// <summary>To be called before each step that runs.</summary>
    public void Before(int step)
    {
        if (!_isActive || _guards[step] is not { } guard || !(_savesAll || _isAlways[step])) return;
        foreach (var saved in guard)
        {
            saved.Save();
            _saved.Add(saved);
        }
    }

    public void Restore()
    {
        for (var i = _saved.Count - 1; i >= 0; i--) _saved[i].Restore();
    }

    public void End()
    {
        _isActive = false;
        _saved.Clear();
    }

    // Loops and branches write several times.
    private static bool ChangesPartly(PlanNode node) => node.Functions is not null || node.OpType.MayFailPartway;

    // Updates of known shapes, and element-wise arithmetic, fail on nothing once the variables have values.
    private static bool MayFail(PlanNode node)
    {
        if (node.OpType is ReadVariable or Snapshot) return false;
        var isSafe = node.OpType.UpdatesInPlace || node.OpType.Name is "Mul" or "AddV2" or "Sub" or "RealDiv" or "Sqrt" or "Identity" or "NoOp";
        return !isSafe || Array.Exists(node.Inputs, v => !v.Shape.IsFullyDefined) || Array.Exists(node.Outputs, v => !v.Shape.IsFullyDefined);
    }
}

/// <summary>What one write changes of one variable: its memory stays from run to run, so that saving allocates nothing.</summary>
internal sealed class SavedVariable(VariableState variable, PlanNode write)
{
    private readonly PlanValue? _rows = write.OpType.RowsInput >= 0 ? write.Inputs[write.OpType.RowsInput] : null;
    private TensorValue? _whole;
    private byte[] _bytes = [];
    private long[] _places = [];
    private int _count;
    private bool _hadValue;

    public void Save()
    {
        _hadValue = variable.Value is not null;
        if (variable.Value is not { } value) return;
        if (_rows is not null && value.Rank > 0 && !value.IsObject) SaveRows(value, _rows.Slot);
        else if (!value.IsObject && _whole is { } place && place.DType == value.DType && place.Dims.AsSpan().SequenceEqual(value.Dims)) value.CopyTo(place);
        else _whole = value.Clone();
    }

    public void Restore()
    {
        if (!_hadValue) variable.Value = null;
        else if (_rows is not null && variable.Value is { Rank: > 0, IsObject: false } rows) RestoreRows(rows);
        else if (variable.Value is { IsObject: false } value && value.Dims.AsSpan().SequenceEqual(_whole!.Dims)) _whole.CopyTo(value);
        else variable.Value = _whole!.Clone();
    }

    // Indices outside are left to the write, which refuses them before it changes anything.
    private unsafe void SaveRows(TensorValue value, TensorValue indices)
    {
        var length = RowLength(value);
        if (_places.Length < indices.Count) _places = new long[indices.Count];
        if (_bytes.Length < indices.Count * length) _bytes = new byte[indices.Count * length];
        _count = 0;
        for (var i = 0; i < indices.Count; i++)
        {
            var place = indices.AsLong(i);
            if (place < 0 || place >= value.Dims[0]) continue;
            new ReadOnlySpan<byte>(value.Data + place * length, length).CopyTo(_bytes.AsSpan(_count * length));
            _places[_count++] = place;
        }
    }

    private unsafe void RestoreRows(TensorValue value)
    {
        var length = RowLength(value);
        for (var i = 0; i < _count; i++) _bytes.AsSpan(i * length, length).CopyTo(new Span<byte>(value.Data + _places[i] * length, length));
    }

    private static int RowLength(TensorValue value) => checked((int)(value.ByteCount / Math.Max(1, value.Dims[0])));
}
