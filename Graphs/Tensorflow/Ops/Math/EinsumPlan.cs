namespace Tensorflow.Ops;

/// <summary>
/// How an einsum of given sizes becomes one batch of matrix products: each operand is arranged as
/// [batch, own dimensions, summed dimensions] (labels that only it has and the result lacks are summed while arranging),
/// and the product's dimensions are put in the order of the result.
/// </summary>
internal sealed class EinsumPlan
{
    private readonly Dictionary<char, int> _sizes = [];

    public EinsumPlan(string text, int[][] dims)
    {
        var equation = EinsumEquation.Parse(text, Array.ConvertAll(dims, d => d.Length));
        for (var i = 0; i < dims.Length; i++)
        {
            for (var d = 0; d < dims[i].Length; d++)
            {
                var label = equation.Inputs[i][d];
                var size = dims[i][d];
                if (_sizes.TryGetValue(label, out var known) && known != size && !(EinsumEquation.IsUnnamed(label) && (known == 1 || size == 1)))
                    throw new InvalidArgumentError($"Expected dimension {known} at axis {d} of the input {i} but got dimension {size}. Equation: {text}");
                _sizes[label] = known > 1 ? known : size;
            }
        }

        var strides = dims.Select((d, i) => StridesByLabel(equation.Inputs[i], d)).ToArray();
        var output = equation.Output;
        var distinct = new string([.. output.Distinct()]);
        string product;
        if (dims.Length == 1)
        {
            A = new Operand(this, equation.Inputs[0], strides[0], distinct, "");
            product = distinct;
        }
        else
        {
            Func<char, bool> inA = strides[0].ContainsKey, inB = strides[1].ContainsKey;
            var batch = new string([.. distinct.Where(l => inA(l) && inB(l))]);
            var ownA = new string([.. distinct.Where(l => inA(l) && !inB(l))]);
            var ownB = new string([.. distinct.Where(l => !inA(l) && inB(l))]);
            var summed = new string([.. strides[0].Keys.Where(l => inB(l) && !output.Contains(l))]);
            TransposeA = equation.Inputs[0] == batch + summed + ownA && summed.Length > 0 && ownA.Length > 0;
            TransposeB = equation.Inputs[1] == batch + ownB + summed;
            A = new Operand(this, equation.Inputs[0], strides[0], batch + (TransposeA ? summed + ownA : ownA + summed), output + summed);
            B = new Operand(this, equation.Inputs[1], strides[1], batch + (TransposeB ? ownB + summed : summed + ownB), output + summed);
            (Batch, M, N, K) = (Size(batch), Size(ownA), Size(ownB), Size(summed));
            product = batch + ownA + ownB;
        }

        ProductSizes = [.. product.Select(l => _sizes[l])];
        ProductCount = Size(product);
        ResultIsProduct = product == output;
        var outputStrides = StridesByLabel(output, [.. output.Select(l => _sizes[l])]);
        OutputStrides = [.. product.Select(l => outputStrides[l])];
    }

    public Operand A { get; }

    public Operand? B { get; }

    public bool TransposeA { get; }

    public bool TransposeB { get; }

    public int Batch { get; }

    public int M { get; }

    public int N { get; }

    public int K { get; }

    /// <summary>True when the matrix products already are the result.</summary>
    public bool ResultIsProduct { get; }

    public int ProductCount { get; }

    public int[] ProductSizes { get; }

    /// <summary>For each dimension of the product its stride in the result; a repeated label walks a diagonal.</summary>
    public int[] OutputStrides { get; }

    private int Size(string labels) => labels.Aggregate(1, (size, label) => checked(size * _sizes[label]));

    /// <summary>The stride of each label, the sum over its places; labels that are broadcast from size 1 are left out.</summary>
    private Dictionary<char, int> StridesByLabel(string labels, int[] dims)
    {
        var strides = new Dictionary<char, int>();
        var stride = 1;
        for (var d = dims.Length - 1; d >= 0; stride *= dims[d], d--)
        {
            if (dims[d] == _sizes[labels[d]]) strides[labels[d]] = strides.GetValueOrDefault(labels[d]) + stride;
        }

        return strides;
    }

    /// <summary>How one operand is brought into the order of the matrix product.</summary>
    internal sealed class Operand
    {
        public Operand(EinsumPlan plan, string labels, Dictionary<char, int> strides, string order, string used)
        {
            var summed = strides.Keys.Where(l => !order.Contains(l) && !used.Contains(l)).ToArray();
            Sizes = [.. order.Select(l => plan._sizes[l])];
            Strides = [.. order.Select(l => strides[l])];
            SumSizes = [.. summed.Select(l => plan._sizes[l])];
            SumStrides = [.. summed.Select(l => strides[l])];
            Count = plan.Size(order);
            IsReady = labels == order || (summed.Length == 0 && labels.Where(strides.ContainsKey).SequenceEqual(order) && labels.Distinct().Count() == labels.Length);
        }

        /// <summary>True when the operand lies in memory in this order.</summary>
        public bool IsReady { get; }

        public int Count { get; }

        public int[] Sizes { get; }

        public int[] Strides { get; }

        public int[] SumSizes { get; }

        public int[] SumStrides { get; }
    }
}
