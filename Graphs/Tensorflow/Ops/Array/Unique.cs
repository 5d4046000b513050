using System.Numerics;

namespace Tensorflow.Ops;

/// <summary>The different values of a vector in the order of their first appearance, and for each element the place of its value.</summary>
internal class Unique : NotDifferentiableOp
{
    public Unique() : this("Unique", "x: T -> y: T, idx: out_idx; T: type; out_idx: index = int32") { }

    protected Unique(string name, string signature) : base(name, signature) { }

    public override void Infer(InferContext c)
    {
        c.SetAll(Shape.UnknownOfRank(1));
        c.Set(1, c.WithRank(0, 1));
    }

    public override void Run(KernelContext k)
    {
        var type = k.Input(0).DType;
        if (type == TF_DataType.TF_BOOL) Find(k, k.In<bool>(0), EqualityComparer<bool>.Default).CopyTo(k.Out<bool>());
        else if (k.Input(0).IsObject) Find<object>(k, k.Input(0).Objects!, ByteStrings.Instance).CopyTo(k.Output().Objects!);
        else Dispatch.Number<Kernel>(k, type);
    }

    private static Span<T> Find<T>(KernelContext k, ReadOnlySpan<T> x, IEqualityComparer<T> comparer) where T : notnull
    {
        var places = new Dictionary<T, int>(comparer);
        var values = new List<T>();
        var counts = new List<int>();
        for (var i = 0; i < x.Length; i++)
        {
            if (!places.TryGetValue(x[i], out var place))
            {
                places[x[i]] = place = values.Count;
                values.Add(x[i]);
                counts.Add(0);
            }
            counts[place]++;
            IntTensor.Set(k.Output(1), i, place);
        }
        k.Fit(0, values.Count);
        if (k.Outputs.Length > 2) IntTensor.Set(k.Fit(2, counts.Count), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(counts));
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values);
    }

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Find(k, k.In<T>(0), EqualityComparer<T>.Default).CopyTo(k.Out<T>());
    }

    private sealed class ByteStrings : IEqualityComparer<object>
    {
        public static readonly ByteStrings Instance = new();

        public new bool Equals(object? x, object? y) => ((byte[])x!).AsSpan().SequenceEqual((byte[])y!);

        public int GetHashCode(object value)
        {
            var hash = new HashCode();
            hash.AddBytes((byte[])value);
            return hash.ToHashCode();
        }
    }
}

/// <summary><see cref="Unique"/>, and how often each value appears.</summary>
internal sealed class UniqueWithCounts() : Unique("UniqueWithCounts", "x: T -> y: T, idx: out_idx, count: out_idx; T: type; out_idx: index = int32");
