using System.Globalization;
using Tensorflow;
using Tensorflow.Kernels;
using Tensorflow.Plan;
using TfExercises.Commands;
using TfExercises.Lessons;
using TfExercises.Settings;
using static Tensorflow.Binding;

namespace TfExercises.Benchmarks;

/// <summary>
/// What a lesson's step should cost by its plan: each kernel takes as long as its operations at the peak or its bytes at the speed of a copy,
/// and is shared by as many cores as it has tasks. Held against the step as measured on one thread and on all.
/// </summary>
internal static class ModelBenchmark
{
    const int ChainLength = 1000;
    const double CachedBytes = 1e6;
    const int Alternations = 3;
    static readonly int[] s_cores = [2, 16, 64];

    // As the kernels cut their work: BlockedProduct, Conv2D by strips of patches, Elementwise and UpdateLoop.
    const double MultiplyAddsOfTask = 250_000;
    const int MostTasksOfProduct = 16;
    const double ElementsOfTask = 32 * 1024;

    const double FlopsOfUpdate = 10;

    /// <summary>What one kernel of a plan does.</summary>
    sealed record Work(double Flops, double Bytes, double Tasks);

    /// <summary>The table, in Markdown.</summary>
    public static string Run()
    {
        var (peak, cached, memory) = (Rate(BaselineCases.Peak), Rate(BaselineCases.CopyName(BaselineCases.CachedElements)), Rate(BaselineCases.CopyName(BaselineCases.MemoryElements)));
        var call = CallSeconds();
        using var text = new StringWriter { NewLine = "\n" };
        text.WriteLine(Text($"One core: {peak / 1e9:0} GFLOP/s, copies {cached / 1e9:0} GB/s in the cache and {memory / 1e9:0} GB/s beyond it, {call * 1e9:0} ns a kernel of a single number; {Environment.ProcessorCount} threads at most."));
        text.WriteLine();
        text.WriteLine($"| step | kernels | MFLOP | MB | FLOP a byte | shared | model, 1 core | measured | model on {string.Join(" | ", s_cores.Select(cores => $"{cores} cores"))} | measured on {Environment.ProcessorCount} |");
        text.WriteLine($"|---|---:|---:|---:|---:|---:|---:|---:|{string.Concat(s_cores.Select(_ => "---:|"))}---:|");
        foreach (var lesson in LessonTable.Course.Lessons.OfType<ITimedLesson>())
        {
            LessonRun.StartAfresh(seed: 0);
            using var step = lesson.CreateStep(new LessonContext(SettingsResolver.Resolve((Lesson)lesson), dataDirectory: null, reportProgress: (_, _) => { }, default));
            step.Run();
            if ((step.Session?.Engine as ManagedEngine)?.LatestPlan is not { } plan)
                continue;
            List<Work> works = [.. plan.Graph.Nodes.Select(Of)];
            double Seconds(Work work) => call + Math.Max(work.Flops / peak, work.Bytes / (work.Bytes <= CachedBytes ? cached : memory));
            double On(int cores) => works.Sum(work => Seconds(work) / Math.Min(cores, work.Tasks));
            if (works.Count == 0)
                continue;
            var (flops, bytes, one) = (works.Sum(work => work.Flops), works.Sum(work => work.Bytes), works.Sum(Seconds));
            var shared = works.Where(work => work.Tasks > 1).Sum(Seconds) / one;
            var (single, all) = Measure(step);
            text.WriteLine(Text($"| `{((Lesson)lesson).Id}` | {works.Count} | {flops / 1e6:0.###} | {bytes / 1e6:0.###} | {flops / bytes:0.0} | {shared:0%} | {Time(one)} | {Time(single)} | {string.Join(" | ", s_cores.Select(cores => Text($"{one / On(cores):0.00}x")))} | {single / all:0.00}x |"));
        }
        return text.ToString();
    }

    /// <summary>The best times of a step on one thread and on all, in turns.</summary>
    static (double One, double All) Measure(TimedStep step)
    {
        var (one, all) = (double.MaxValue, double.MaxValue);
        try
        {
            for (var i = 0; i < Alternations; i++)
            {
                WorkerPool.Threads = 1;
                one = Math.Min(one, Timing.Best(step.Run));
                WorkerPool.Threads = Environment.ProcessorCount;
                all = Math.Min(all, Timing.Best(step.Run));
            }
        }
        finally
        {
            WorkerPool.Threads = Environment.ProcessorCount;
        }
        return (one, all);
    }

    /// <summary>Operations or bytes a second of a baseline on one thread.</summary>
    static double Rate(string baseline)
    {
        WorkerPool.Threads = 1;
        var kernel = BaselineCases.All.Single(kernel => kernel.Name == baseline);
        var rate = (kernel.Flops + kernel.Bytes) / Timing.Best(kernel.Create());
        WorkerPool.Threads = Environment.ProcessorCount;
        return rate;
    }

    /// <summary>What a kernel of one number costs in a plan.</summary>
    static double CallSeconds()
    {
        tf.reset_default_graph();
        var x = tf.placeholder(tf.float32, []);
        var y = x;
        for (var i = 0; i < ChainLength; i++)
            y = tf.tanh(y);
        using var session = tf.Session();
        return Timing.Best(() => session.run(y.op, (x, 0.5f))) / ChainLength;
    }

    static Work Of(PlanNode node)
    {
        var bytes = node.Inputs.Concat(node.Outputs).Sum(Bytes);
        double elements = node.Inputs.Concat(node.Outputs).Max(Elements);
        var name = node.OpType.Name;
        if (name.Contains("MatMul", StringComparison.Ordinal))
            return Product(2 * Elements(node.Outputs[0]) * Elements(node.Inputs[0]) / Rows(node), bytes, MostTasksOfProduct);
        if (name.Contains("Conv2D", StringComparison.Ordinal))
        {
            var isOfFilter = name == "Conv2DBackpropFilter";
            var filter = isOfFilter ? node.Outputs[0] : node.Inputs[1];
            var output = name.Contains("Backprop", StringComparison.Ordinal) ? node.Inputs[2] : node.Outputs[0];
            return Product(2 * Elements(output) * Elements(filter) / filter.Shape[-1], bytes, int.MaxValue);
        }
        var tasks = elements > 2 * ElementsOfTask ? Math.Ceiling(elements / ElementsOfTask) : 1;
        return new(elements * (name.StartsWith("Apply", StringComparison.Ordinal) ? FlopsOfUpdate : 1), bytes, tasks);
    }

    static Work Product(double flops, double bytes, int mostTasks) => new(flops, bytes, Math.Clamp(Math.Ceiling(flops / 2 / MultiplyAddsOfTask), 1, mostTasks));

    static double Rows(PlanNode product) => Math.Max(1, product.Outputs[0].Shape[0]);

    static double Elements(PlanValue value) => value.Shape.IsFullyDefined ? Math.Max(1, value.Shape.size) : 1;

    static double Bytes(PlanValue value) => Elements(value) * Math.Max(1, value.DType.size());

    static string Time(double seconds) => seconds < 1e-3 ? Text($"{seconds * 1e6:0.00} us") : Text($"{seconds * 1e3:0.00} ms");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
