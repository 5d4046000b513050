using Tensorflow.Files;
using Tensorflow.Ops;

namespace Tensorflow.Checkpoints;

/// <summary>What a checkpoint tells of a tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DType">The element type.</param>
/// <param name="Dims">The sizes of the whole tensor.</param>
/// <param name="Slices">The parts in which it is stored; none where it is stored whole.</param>
internal sealed record StoredTensor(string Name, TF_DataType DType, int[] Dims, IReadOnlyList<TensorSlice> Slices)
{
    /// <summary>Memory for the whole tensor or, where some are given, the sizes of a part.</summary>
    /// <exception cref="UnimplementedError">Tensors of its type cannot be read.</exception>
    public TensorValue Allocate(int[]? dims = null) => DType == TF_DataType.TF_STRING || DType.size() > 0 ? TensorValue.Allocate(DType, dims ?? Dims)
        : throw new UnimplementedError($"'{Name}' in a checkpoint has type {DType.as_numpy_name()}, which cannot be read here.");
}

/// <summary>The tensors of a checkpoint, of whichever format it is. Its index is read at the start, data as they are asked for.</summary>
/// <param name="prefix">The checkpoint's path.</param>
internal abstract class StoredTensors(string prefix) : IDisposable
{
    /// <summary>The checkpoint's path.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>The tensors, in the order of their names' bytes.</summary>
    public abstract IEnumerable<StoredTensor> All { get; }

    /// <summary>Opens a checkpoint: of the format V2 if there is an index, else files of the format V1 that the path names, as TensorFlow does.</summary>
    /// <exception cref="NotFoundError">There is no such checkpoint.</exception>
    /// <exception cref="DataLossError">It is damaged, or the file is something else.</exception>
    public static StoredTensors Open(string prefix)
    {
        if (File.Exists(Bundle.IndexFile(prefix))) return new BundleReader(prefix);
        return FilePattern.Matching(prefix) is { Length: > 0 } files ? new SavedSlicesReader(prefix, files)
            : throw new NotFoundError($"Unsuccessful TensorSliceReader constructor: Failed to find any matching files for {prefix}: there is no {Bundle.IndexFile(prefix)}. Give the path that saver.save returned, or what tf.train.latest_checkpoint finds.");
    }

    /// <summary>A tensor of this name; null if there is none.</summary>
    public abstract StoredTensor? Find(string name);

    /// <summary>A tensor of this name.</summary>
    /// <exception cref="NotFoundError">The checkpoint does not hold it.</exception>
    public StoredTensor Get(string name)
    {
        if (Find(name) is { } found) return found;
        var near = NearestName.Find(name, All.Select(t => t.Name));
        throw new NotFoundError($"Key {name} not found in checkpoint {Prefix}.{(near is null ? "" : $" Did it save '{near}'?")} tf.train.list_variables lists what it holds.");
    }

    /// <summary>A whole tensor.</summary>
    public TensorValue Read(string name)
    {
        var tensor = Get(name);
        var value = tensor.Allocate();
        Read(tensor, TensorSlice.Full(value.Rank), value);
        return value;
    }

    /// <summary>Reads a slice of a tensor into <paramref name="target"/>, which has its type and sizes.</summary>
    /// <exception cref="DataLossError">The data are cut short or damaged.</exception>
    public void Read(StoredTensor tensor, TensorSlice slice, TensorValue target)
    {
        if (tensor.Slices.Count == 0 && slice.IsFull)
        {
            LoadWhole(tensor, target);
            return;
        }
        var (start, sizes) = (slice.Starts(tensor.Dims), slice.Sizes(tensor.Dims));
        var covered = 0L;
        foreach (var (partStart, part) in Parts(tensor, start, sizes)) covered += CopyCommon(part, partStart, target, start, sizes);
        if (covered < target.Count)
            throw new InvalidArgumentError($"Does not have sufficient slices for partitioned tensor {tensor.Name} to restore in slice_spec: {slice}. The checkpoint {Prefix} holds {covered} of the {target.Count} elements.");
    }

    public abstract void Dispose();

    /// <summary>Reads a tensor that is stored whole.</summary>
    private protected abstract void LoadWhole(StoredTensor tensor, TensorValue target);

    /// <summary>Reads one of the parts in which a tensor is stored.</summary>
    private protected abstract TensorValue LoadPart(StoredTensor tensor, TensorSlice part);

    // What is stored of a tensor, as far as it meets the box: itself, or slices with the places where they begin.
    private IEnumerable<(int[] Start, TensorValue Part)> Parts(StoredTensor tensor, int[] start, int[] sizes)
    {
        if (tensor.Slices.Count == 0)
        {
            var value = tensor.Allocate();
            LoadWhole(tensor, value);
            yield return (new int[tensor.Dims.Length], value);
        }
        foreach (var stored in tensor.Slices)
        {
            var partStart = stored.Starts(tensor.Dims);
            if (Common(partStart, stored.Sizes(tensor.Dims), start, sizes).Sizes.Contains(0)) continue;
            yield return (partStart, LoadPart(tensor, stored));
        }
    }

    private static (int[] Start, int[] Sizes) Common(int[] startA, int[] sizesA, int[] startB, int[] sizesB)
    {
        var start = startA.Zip(startB, Math.Max).ToArray();
        return (start, [.. start.Select((s, d) => Math.Max(0, Math.Min(startA[d] + sizesA[d], startB[d] + sizesB[d]) - s))]);
    }

    // Copies what two boxes of a tensor have in common, row by row; tells how many elements that are.
    private static long CopyCommon(TensorValue source, int[] sourceStart, TensorValue target, int[] targetStart, int[] targetSizes)
    {
        var (start, sizes) = Common(sourceStart, source.Dims, targetStart, targetSizes);
        if (sizes.Contains(0)) return 0;
        if (sizes.Length == 0)
        {
            source.CopyTo(target);
            return 1;
        }
        var at = (int[])start.Clone();
        while (true)
        {
            MoveRows.CopyRows(source, Offset(at, sourceStart, source.Dims), 0, target, Offset(at, targetStart, targetSizes), 0, sizes[^1], 1);
            var d = sizes.Length - 2;
            for (; d >= 0 && ++at[d] == start[d] + sizes[d]; d--) at[d] = start[d];
            if (d < 0) return TensorValue.CountOf(sizes);
        }
    }

    private static int Offset(int[] at, int[] start, int[] sizes)
    {
        var offset = 0;
        for (var d = 0; d < sizes.Length; d++) offset = offset * sizes[d] + at[d] - start[d];
        return offset;
    }
}
