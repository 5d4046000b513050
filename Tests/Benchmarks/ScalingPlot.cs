using ScottPlot;
using ScottPlot.TickGenerators;

namespace TfExercises.Benchmarks;

/// <summary>Draws cost by size on logarithmic axes, so that what is linear rises one decade a decade.</summary>
internal static class ScalingPlot
{
    const int Width = 640;
    const int Height = 420;

    public static void Write(string file, string of, IReadOnlyList<ScalingBenchmark.Curve> curves)
    {
        using var plot = new Plot();
        plot.XLabel(of);
        plot.YLabel("milliseconds");
        foreach (var curve in curves)
        {
            var line = plot.Add.Scatter(curve.Points.Select(point => Math.Log10(point.Size)).ToArray(), curve.Points.Select(point => Math.Log10(point.Seconds * 1e3)).ToArray());
            line.LegendText = curve.Name;
            line.LineWidth = 2;
        }
        plot.Axes.Bottom.TickGenerator = Decades();
        plot.Axes.Left.TickGenerator = Decades();
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(file, Width, Height);
    }

    static NumericAutomatic Decades() => new() { IntegerTicksOnly = true, LabelFormatter = exponent => $"{Math.Pow(10, exponent):G}" };
}
