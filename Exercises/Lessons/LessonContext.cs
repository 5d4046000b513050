using System.Diagnostics;
using NumSharp;
using Tensorflow;
using Tensorflow.Keras;
using TfExercises.Data;
using TfExercises.Output;
using TfExercises.Settings;

namespace TfExercises.Lessons;

/// <summary>What surrounds a lesson while it runs: its settings and data, the measuring, the plots.</summary>
public sealed class LessonContext
{
    readonly LessonSettings settings;
    readonly string? dataDirectory;
    readonly Action<int, int> reportProgress;
    readonly CancellationToken cancellation;
    readonly TrainingFiles files;
    readonly Stopwatch training = new();
    readonly List<LogEntry> log = [];
    readonly Dictionary<string, object> metrics = [];
    readonly List<Figure> figures = [];

    /// <param name="reportProgress">Called after each iteration with how many are done and how many there are.</param>
    /// <param name="files">From which the training goes on, and to which it is saved; null for none.</param>
    internal LessonContext(LessonSettings settings, string? dataDirectory, Action<int, int> reportProgress, CancellationToken cancellation, TrainingFiles? files = null)
    {
        this.files = files ?? TrainingFiles.None;
        this.settings = settings;
        this.dataDirectory = dataDirectory;
        this.reportProgress = reportProgress;
        this.cancellation = cancellation;
    }

    /// <summary>Iterations done.</summary>
    internal int Steps { get; private set; }

    /// <summary>Whether the user stopped the lesson before its last iteration.</summary>
    internal bool WasStopped { get; private set; }

    internal TimeSpan TrainingTime => training.Elapsed;

    internal IReadOnlyList<LogEntry> Entries => log;

    internal IReadOnlyDictionary<string, object> Metrics => metrics;

    internal IReadOnlyList<Figure> Figures => figures;

    /// <summary>The value of one of the lesson's settings.</summary>
    public T Get<T>(Setting<T> setting)
        where T : notnull =>
        settings.Get(setting);

    /// <summary>The optimizer of <c>tf.train</c> that the settings name: the lesson's own unless the user chose another.</summary>
    public ChosenOptimizer Optimizer() =>
        new(Choice());

    /// <summary>The optimizer of Keras that the settings name: the lesson's own unless the user chose another.</summary>
    /// <exception cref="UsageError">Keras has no such optimizer.</exception>
    public Tensorflow.Keras.Optimizer KerasOptimizer() => ChosenKerasOptimizer.Make(Choice());

    OptimizerChoice Choice() => settings.Optimizer ?? throw new InvalidOperationException("This lesson names no optimizer of its own, so none can be chosen.");

    /// <summary>MNIST, or what <c>--data</c> names.</summary>
    public Mnist LoadMnist() => Mnist.Load(dataDirectory);

    /// <summary>
    /// <paramref name="count"/> numbers from <paramref name="first"/> on: 1, 2, ...; ends early when the user stops the lesson (Ctrl+C).
    /// </summary>
    public IEnumerable<int> Iterations(int count, int first = 1)
    {
        BeginTraining();
        for (var i = 0; i < count; i++)
        {
            if (MustStop())
                break;
            yield return first + i;
            StepDone(count);
        }
        EndTraining();
    }

    /// <summary>The same for a training of the session's variables, which <c>--load</c> restores before and <c>--save</c> saves after.</summary>
    public IEnumerable<int> Iterations(Session sess, int count, int first = 1)
    {
        files.Begin(sess);
        foreach (var i in Iterations(count, first))
            yield return i;
        files.End(sess);
    }

    /// <summary>
    /// The same for a training that several processes share: goes on while <paramref name="done"/>, which counts the steps of all, gives
    /// less than <paramref name="count"/>.
    /// </summary>
    public IEnumerable<int> Iterations(int count, Func<int> done)
    {
        BeginTraining();
        while (done() < count && !MustStop())
        {
            yield return done() + 1;
            Steps++;
            reportProgress(Math.Min(done(), count), count);
        }
        EndTraining();
    }

    /// <summary>Waits a while.</summary>
    /// <exception cref="OperationCanceledException">The user stopped the lesson.</exception>
    internal void Wait(TimeSpan time)
    {
        cancellation.WaitHandle.WaitOne(time);
        if (MustStop())
            throw new OperationCanceledException(cancellation);
    }

    /// <summary>A callback for <c>model.fit</c>: logs the epochs, moves the progress on, and ends the fit when the user stops the lesson.</summary>
    public FitReport Report() => new(this);

    /// <summary>Begins a fit of the model, whose weights <c>--load</c> restores.</summary>
    internal void BeginTraining(Model model)
    {
        files.Begin(model);
        BeginTraining();
    }

    /// <summary>Ends a fit of the model, whose weights <c>--save</c> saves.</summary>
    internal void EndTraining(Model model)
    {
        EndTraining();
        files.End(model);
    }

    internal void BeginTraining() => training.Start();

    internal void EndTraining() => training.Stop();

    /// <summary>True when the user has stopped the lesson; the training is to end before the next step.</summary>
    internal bool MustStop() => WasStopped |= cancellation.IsCancellationRequested;

    /// <summary>Notes that a training step is done.</summary>
    /// <param name="count">How many there are in all.</param>
    internal void StepDone(int count)
    {
        Steps++;
        reportProgress(Steps, count);
    }

    /// <summary>Keeps what was measured at an iteration, for result.json and the plots of loss and accuracy.</summary>
    /// <param name="mayBeNaN">Whether a loss of NaN is kept as any other, in a lesson that shows how training goes wrong.</param>
    /// <exception cref="NanLossDuringTrainingError">The loss is NaN.</exception>
    public void Log(int iteration, NDArray? loss = null, NDArray? accuracy = null, bool mayBeNaN = false)
    {
        var entry = new LogEntry(iteration, loss is null ? null : Numbers(loss)[0], accuracy is null ? null : Numbers(accuracy)[0]);
        if (entry.Loss is double.NaN && !mayBeNaN)
            throw new NanLossDuringTrainingError(
                $"The loss is NaN at iteration {iteration}. The weights grew beyond what a float holds, or the logarithm of 0 was taken: "
                + (settings.Optimizer is { } optimizer
                    ? $"lower learning_rate ({Setting.Show(optimizer.Values["learning_rate"])} now, with {optimizer.Kind.Name})."
                    : "look at the values fed."));
        log.Add(entry);
        if (entry.Loss is { } l)
            metrics["loss"] = l;
        if (entry.Accuracy is { } a)
            metrics["accuracy"] = a;
    }

    /// <summary>Keeps a final number, such as <c>test_accuracy</c>.</summary>
    public void Metric(string name, double value) => metrics[name] = value;

    /// <summary>Keeps final numbers, such as the weights <c>W</c>, in row-major order.</summary>
    public void Metric(string name, NDArray values) => metrics[name] = Numbers(values);

    /// <summary>Adds a plot of the notes, written by <c>--out</c>; loss and accuracy over the iterations come by themselves.</summary>
    public void Plot(Figure figure) => figures.Add(figure);

    static double[] Numbers(NDArray array) => array.astype(np.float64).ToArray<double>();
}
