namespace Tensorflow.Plan;

/// <summary>
/// Gives every value of known size a place in one block of memory: values whose lives do not overlap share places, and an
/// element-wise node writes over an input that nobody reads after it.
/// </summary>
internal static class Memory
{
    private const int MostFitted = 2000;

    /// <summary>Sets the slots of all values. Returns what keeps the memory alive.</summary>
    public static object Place(PlanGraph graph)
    {
        var pieces = Lives(graph);
        var size = Assign(pieces);
        var block = GC.AllocateUninitializedArray<byte>(checked((int)size + TensorValue.Alignment), pinned: true);
        unsafe
        {
            var start = TensorValue.Align((byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref block[0]));
            foreach (var (value, piece) in pieces.Places) value.Slot.Point(start + piece.Offset, block);
        }
        return block;
    }

    /// <summary>The most bytes of values that are in use at the same step: no placement can do with less.</summary>
    public static long LargestInUse(PlanGraph graph)
    {
        var changes = new long[graph.Nodes.Count + 1];
        foreach (var piece in Lives(graph).All)
        {
            changes[piece.First] += piece.Size;
            if (piece.Last < graph.Nodes.Count) changes[piece.Last + 1] -= piece.Size;
        }
        long inUse = 0, most = 0;
        foreach (var change in changes) most = Math.Max(most, inUse += change);
        return most;
    }

    /// <summary>A stretch of memory and the steps during which it is in use.</summary>
    private sealed class Piece(long size, int first)
    {
        public long Size { get; } = size;

        public int First { get; } = first;

        public int Last { get; set; } = first;

        public long Offset { get; set; }
    }

    private sealed class Pieces
    {
        public List<Piece> All { get; } = [];

        public Dictionary<PlanValue, Piece> Places { get; } = [];
    }

    private static Pieces Lives(PlanGraph graph)
    {
        var lastUse = LastUses(graph);
        var pieces = new Pieces();
        for (var step = 0; step < graph.Nodes.Count; step++)
        {
            var node = graph.Nodes[step];
            for (var i = 0; i < node.Outputs.Length; i++)
            {
                var value = node.Outputs[i];
                if (!HasPlace(value) || graph.Swapped.Contains(value) || graph.WrittenOver.ContainsKey(value)) continue;
                var piece = i == 0 ? Overwritten(node, value, step, lastUse, pieces) : null;
                if (piece is null)
                {
                    piece = new Piece(Rounded(value), step);
                    pieces.All.Add(piece);
                }
                piece.Last = Math.Max(piece.Last, lastUse.GetValueOrDefault(value, step));
                pieces.Places[value] = piece;
            }
        }
        return pieces;
    }

    private static Dictionary<PlanValue, int> LastUses(PlanGraph graph)
    {
        var lastUse = new Dictionary<PlanValue, int>();
        for (var step = 0; step < graph.Nodes.Count; step++)
        {
            foreach (var input in graph.Nodes[step].Inputs) lastUse[input.Root] = step;
        }
        foreach (var value in graph.Fetched)
        {
            if (value is not null) lastUse[value.Root] = int.MaxValue;
        }
        return lastUse;
    }

    private static Piece? Overwritten(PlanNode node, PlanValue output, int step, Dictionary<PlanValue, int> lastUse, Pieces pieces)
    {
        for (var i = 0; i < node.Inputs.Length; i++)
        {
            var root = node.Inputs[i].Root;
            if (!CanOverwrite(node, root) || !pieces.Places.TryGetValue(root, out var piece)) continue;
            if (piece.Last != step || lastUse[root] != step || root.DType.size() != output.DType.size() || root.Shape.size != output.Shape.size) continue;
            return piece;
        }
        return null;
    }

    // A value that comes in several times may be written over only if every place it comes in at allows that.
    private static bool CanOverwrite(PlanNode node, PlanValue root)
    {
        for (var i = 0; i < node.Inputs.Length; i++)
        {
            if (node.Inputs[i].Root == root && !node.OpType.CanOverwrite(i)) return false;
        }
        return true;
    }

    // The largest fit where they can; comparing each with all before it would take too long for the small ones of a large graph.
    private static long Assign(Pieces pieces)
    {
        var bySize = pieces.All.OrderByDescending(p => p.Size).ThenBy(p => p.First).ToList();
        return Reuse(bySize.Skip(MostFitted).OrderBy(p => p.First), Fit(bySize.Take(MostFitted)));
    }

    /// <summary>Each at the lowest place that is free during its life.</summary>
    private static long Fit(IEnumerable<Piece> pieces)
    {
        var placed = new List<Piece>();
        long end = 0;
        foreach (var piece in pieces)
        {
            long offset = 0;
            foreach (var other in placed)
            {
                if (other.First > piece.Last || other.Last < piece.First) continue;
                if (offset + piece.Size <= other.Offset) break;
                offset = Math.Max(offset, other.Offset + other.Size);
            }
            piece.Offset = offset;
            end = Math.Max(end, offset + piece.Size);
            var at = placed.FindIndex(p => p.Offset > offset);
            placed.Insert(at < 0 ? placed.Count : at, piece);
        }
        return end;
    }

    /// <summary>In the order of time, each at the place of one of its size whose life is over, or behind all others.</summary>
    private static long Reuse(IEnumerable<Piece> pieces, long end)
    {
        var alive = new PriorityQueue<Piece, int>();
        var free = new Dictionary<long, Stack<long>>();
        foreach (var piece in pieces)
        {
            while (alive.TryPeek(out var over, out var last) && last < piece.First)
            {
                alive.Dequeue();
                if (!free.TryGetValue(over.Size, out var places)) free[over.Size] = places = new();
                places.Push(over.Offset);
            }
            if (free.TryGetValue(piece.Size, out var ofSize) && ofSize.TryPop(out var offset))
            {
                piece.Offset = offset;
            }
            else
            {
                piece.Offset = end;
                end += piece.Size;
            }
            alive.Enqueue(piece, piece.Last);
        }
        return end;
    }

    private static bool HasPlace(PlanValue value) =>
        value.Variable is null && value.DType.size() > 0 && value.Shape.IsFullyDefined && value.Producer?.GivesMemory != true;

    private static long Rounded(PlanValue value) =>
        (value.Shape.size * value.DType.size() + TensorValue.Alignment - 1) / TensorValue.Alignment * TensorValue.Alignment;
}
