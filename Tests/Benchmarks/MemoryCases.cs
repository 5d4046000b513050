using Tensorflow.Kernels;
using Tensorflow.Ops;
using static TfExercises.Benchmarks.KernelCase;

namespace TfExercises.Benchmarks;

/// <summary>Kernels whose limit is memory: element by element, softmax, sums, the update of Adam. Each on data that a cache holds and on more.</summary>
internal static class MemoryCases
{
    public static IEnumerable<KernelCase> All => new[] { BaselineCases.CachedElements, BaselineCases.MemoryElements }.SelectMany(Of);

    static IEnumerable<KernelCase> Of(int n)
    {
        // Rows as long as a batch of 100 has them in the cache.
        var columns = n / 100;
        var rows = n / columns;
        n = rows * columns;
        return
        [
            Case("add", n, 3, () =>
            {
                float[] a = Values(n), b = Values(n), y = new float[n];
                return () => Elementwise.Zip<float, float, NumberZip<float, AddV2.Formula>>(a, b, y);
            }),
            Case("add a row to each", n, 2, () =>
            {
                float[] a = Values(n), b = Values(columns), y = new float[n];
                return () => Elementwise.Zip<float, float, NumberZip<float, AddV2.Formula>>(a, [rows, columns], b, [columns], y, [rows, columns]);
            }),
            Map<NumberMap<float, Relu.Formula>>("relu", n),
            Case("relu gradient", n, 3, () =>
            {
                float[] a = Values(n), b = Values(n), y = new float[n];
                return () => Elementwise.Zip<float, float, FloatZip<float, ReluGrad.Formula>>(a, b, y);
            }),
            Map<FloatMap<float, ExpFormula>>("exp", n),
            Map<FloatMap<float, SigmoidFormula>>("sigmoid", n),
            Map<FloatMap<float, TanhFormula>>("tanh", n),
            Case("softmax, 10 classes", n, 2, () =>
            {
                float[] x = Values(n / 10 * 10), y = new float[x.Length];
                return () => Tensorflow.Kernels.Softmax.Rows<float>(x, 10, y);
            }),
            Case("softmax cross-entropy, 10 classes", n, 3, () =>
            {
                float[] x = Values(n / 10 * 10), labels = Values(x.Length), loss = new float[x.Length / 10], y = new float[x.Length];
                return () => Tensorflow.Kernels.Softmax.CrossEntropy<float>(x, labels, 10, loss, y);
            }),
            Case("softmax, long rows", n, 2, () =>
            {
                float[] x = Values(n), y = new float[n];
                return () => Tensorflow.Kernels.Softmax.Rows<float>(x, columns, y);
            }),
            Case("sum of all", n, 1, () =>
            {
                float[] x = Values(n), y = new float[1];
                return () => y[0] = Reduce.All<float, SumReducer>(x);
            }),
            Case("sums of rows", n, 1, () =>
            {
                float[] x = Values(n), y = new float[rows];
                return () => Reduce.Over<float, SumReducer>(x, [rows, columns], [false, true], y);
            }),
            Case("sums of columns", n, 1, () =>
            {
                float[] x = Values(n), y = new float[columns];
                return () => Reduce.Over<float, SumReducer>(x, [rows, columns], [true, false], y);
            }),
            Case("Adam update", n, 7, () =>
            {
                float[] w = Values(n), m = Values(n), v = Values(n), g = Values(n);
                return () => Adam(w, m, v, g);
            }),
        ];
    }

    static KernelCase Map<TFormula>(string name, int n) where TFormula : struct, IMap<float, float> => Case(name, n, 2, () =>
    {
        float[] x = Values(n), y = new float[n];
        return () => Elementwise.Map<float, float, TFormula>(x, y);
    });

    static KernelCase Case(string name, int n, int arrays, Func<Action> create) =>
        new($"{name} {n}", create, Bytes: (double)arrays * sizeof(float) * n) { CopyName = BaselineCases.CopyName(n > BaselineCases.CachedElements ? BaselineCases.MemoryElements : BaselineCases.CachedElements) };

    static unsafe void Adam(float[] variable, float[] first, float[] second, float[] gradient)
    {
        fixed (float* w = variable, m = first, v = second, g = gradient)
        {
            var update = new AdamUpdate<float> { Alpha = 1e-3f, OneMinusBeta1 = 0.1f, OneMinusBeta2 = 1e-3f, Epsilon = 1e-8f };
            UpdateLoop.Run(update, new UpdateTarget<float> { Variable = w, SlotA = m, SlotB = v, Gradient = g }, variable.Length);
        }
    }
}
