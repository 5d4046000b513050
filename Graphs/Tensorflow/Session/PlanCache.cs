namespace Tensorflow;

/// <summary>The plans of a session by (fetches, fed tensors and, where they depend on them, feed shapes); the least recently used one goes when there are too many.</summary>
internal sealed class PlanCache<TPlan>(bool byShapes) where TPlan : class
{
    private const int MostPlans = 64;

    private readonly List<Entry> _entries = [];

    /// <summary>The plan for this request, null if there is none yet.</summary>
    public TPlan? Find(RunRequest request)
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            var entry = _entries[i];
            if (!entry.Serves(request, byShapes)) continue;
            if (i < _entries.Count - 1)
            {
                _entries.RemoveAt(i);
                _entries.Add(entry);
            }
            return entry.Plan;
        }
        return null;
    }

    public void Add(RunRequest request, TPlan plan)
    {
        if (_entries.Count == MostPlans) _entries.RemoveAt(0);
        _entries.Add(new Entry([.. request.Fetches], [.. request.Fed], [.. request.Values.Select(v => v.Dims)], plan));
    }

    /// <summary>The plan that was used last; null before the first.</summary>
    public TPlan? Latest => _entries.Count > 0 ? _entries[^1].Plan : null;

    public void Clear() => _entries.Clear();

    private sealed record Entry(object[] Fetches, Tensor[] Fed, int[][] Shapes, TPlan Plan)
    {
        public bool Serves(RunRequest request, bool byShapes)
        {
            if (request.Fetches.Count != Fetches.Length || request.Fed.Count != Fed.Length) return false;
            for (var i = 0; i < Fetches.Length; i++)
            {
                if (!ReferenceEquals(request.Fetches[i], Fetches[i])) return false;
            }
            for (var i = 0; i < Fed.Length; i++)
            {
                if (!ReferenceEquals(request.Fed[i], Fed[i])) return false;
                if (byShapes && !request.Values[i].Dims.AsSpan().SequenceEqual(Shapes[i])) return false;
            }
            return true;
        }
    }
}
