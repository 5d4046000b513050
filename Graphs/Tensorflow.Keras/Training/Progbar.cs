using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tensorflow.Keras.Training;

/// <summary>
/// Keras' lines of progress: <c> 60/120 [=====&gt;....] - ETA: 0s - loss: 0.5</c>, redrawn in an interactive console; elsewhere
/// the last line alone. verbose 2 gives a line without a bar.
/// </summary>
/// <param name="target">The number of steps; null where it is not known until the first epoch ends.</param>
/// <param name="verbose">1 a bar, 2 a line.</param>
/// <param name="output">Where to write.</param>
/// <param name="redraws">True for an interactive console.</param>
/// <param name="clock">Seconds, from any beginning.</param>
internal sealed class Progbar(int? target, int verbose, TextWriter output, bool redraws, Func<double>? clock = null)
{
    private const int Width = 30;
    private const double Interval = 0.05;

    private readonly Func<double> _clock = clock ?? (() => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);
    private double _start = double.NaN;
    private double _last = double.NegativeInfinity;
    private double _afterFirst = double.NaN;
    private int _lineLength;

    /// <summary>Begins an epoch.</summary>
    public void Begin()
    {
        _start = _clock();
        _last = double.NegativeInfinity;
        _afterFirst = double.NaN;
        _lineLength = 0;
    }

    /// <summary>Notes that steps are done, and draws if it is time; the figures are worked out only then.</summary>
    public void Step(int done, Func<IEnumerable<KeyValuePair<string, double>>> figures)
    {
        if (done == 1) _afterFirst = _clock();
        if (verbose != 1 || !redraws) return;
        var now = _clock();
        if (now - _last < Interval) return;
        _last = now;
        Draw(done, now, figures(), isLast: false);
    }

    /// <summary>Writes the epoch's last line.</summary>
    public void End(int done, IEnumerable<KeyValuePair<string, double>> figures)
    {
        var now = _clock();
        target ??= done;
        if (verbose == 1) Draw(done, now, figures, isLast: true);
        else output.Write(Line(done, now, figures));
    }

    private void Draw(int done, double now, IEnumerable<KeyValuePair<string, double>> figures, bool isLast)
    {
        var text = new StringBuilder(target is { } steps ? Bar(done, steps) : $"{done,7}/Unknown");
        var each = EachStep(done, now);
        if (isLast || target is null) text.Append($" - {Seconds(now - _start)}s {Duration(each, "step")}");
        else text.Append($" - ETA: {Remaining(each * (target.Value - done))}");
        foreach (var (name, value) in figures) text.Append($" - {name}: {Number(value, isShort: Math.Abs(value) > 1e-3)}");
        var length = text.Length;
        if (_lineLength > length) text.Append(' ', _lineLength - length);
        _lineLength = length;
        output.Write($"{(redraws ? "\r" : "")}{text}{(isLast ? "\n" : "")}");
    }

    private string Line(int done, double now, IEnumerable<KeyValuePair<string, double>> figures)
    {
        var steps = target ?? done;
        var text = new StringBuilder($"{Padded(done, steps)}/{steps} - {Seconds(now - _start)}s");
        // Keras writes negative figures in this line, unlike the bar's, with an exponent.
        foreach (var (name, value) in figures) text.Append($" - {name}: {Number(value, isShort: value > 1e-3)}");
        text.Append($" - {Duration(now - _start, "epoch")} - {Duration((now - _start) / Math.Max(1, done), "step")}\n");
        return text.ToString();
    }

    private static string Bar(int done, int steps)
    {
        var filled = (int)(Width * (double)done / steps);
        var bar = filled == 0 ? "" : new string('=', filled - 1) + (done < steps ? '>' : '=');
        return $"{Padded(done, steps)}/{steps} [{bar}{new string('.', Width - filled)}]";
    }

    private static string Padded(int done, int steps) => done.ToString(CultureInfo.InvariantCulture).PadLeft(steps.ToString(CultureInfo.InvariantCulture).Length);

    // The first step, which makes the plan, does not count where there are more.
    private double EachStep(int done, double now) => done == 0 ? 0
        : done > 1 && !double.IsNaN(_afterFirst) ? (now - _afterFirst) / (done - 1) : (now - _start) / done;

    private static string Seconds(double seconds) => Math.Round(seconds).ToString("0", CultureInfo.InvariantCulture);

    private static string Duration(double seconds, string unit) => seconds is >= 1 or 0 ? $"{Math.Round(seconds):0}s/{unit}"
        : seconds >= 1e-3 ? $"{Math.Round(seconds * 1e3):0}ms/{unit}" : $"{Math.Round(seconds * 1e6):0}us/{unit}";

    private static string Remaining(double seconds)
    {
        var whole = (int)seconds;
        return seconds > 3600 ? $"{whole / 3600}:{whole % 3600 / 60:00}:{whole % 60:00}" : seconds > 60 ? $"{whole / 60}:{whole % 60:00}" : $"{whole}s";
    }

    private static string Number(double value, bool isShort) => double.IsNaN(value) ? "nan" : double.IsInfinity(value) ? value > 0 ? "inf" : "-inf"
        : value.ToString(isShort ? "0.0000" : "0.0000e+00", CultureInfo.InvariantCulture);

    /// <summary>Progress on the console; null for verbose 0.</summary>
    /// <exception cref="ValueError">verbose is another number than 0, 1, 2.</exception>
    public static Progbar? OnConsole(int? target, int verbose) => verbose switch
    {
        0 => null,
        1 or 2 => new(target, verbose, Console.Out, !Console.IsOutputRedirected),
        _ => throw new ValueError($"`verbose` must be 0 (silent), 1 (a bar) or 2 (a line an epoch). Received: verbose={verbose}"),
    };
}
