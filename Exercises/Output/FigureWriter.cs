using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;
using TfExercises.Lessons;

namespace TfExercises.Output;

/// <summary>Draws figures into PNG and SVG files.</summary>
static class FigureWriter
{
    const int Width = 800;
    const int Height = 500;
    const char CharacterOfJapanese = '誤';

    /// <summary>The font for Japanese on this machine; null where there is none, and the labels are English.</summary>
    static readonly string? JapaneseFont = FindJapaneseFont();

    /// <summary>Writes <c>NAME.png</c> and <c>NAME.svg</c> into the directory.</summary>
    public static void Write(Figure figure, string directory)
    {
        using var plot = Draw(figure);
        plot.SavePng(Path.Combine(directory, figure.Name + ".png"), Width, Height);
        plot.SaveSvg(Path.Combine(directory, figure.Name + ".svg"), Width, Height);
    }

    static Plot Draw(Figure figure)
    {
        var plot = new Plot();
        plot.Title(Label(figure.Title));
        plot.XLabel(Label(figure.X));
        plot.YLabel(Label(figure.Y));
        foreach (var series in figure.Series)
        {
            var y = figure.IsLogarithmic ? [.. series.Y.Select(Math.Log10)] : series.Y;
            var drawn = series.IsLine ? plot.Add.ScatterLine(series.X, y) : plot.Add.ScatterPoints(series.X, y);
            drawn.LegendText = Label(series.Label);
            drawn.LineWidth = series.IsLine ? 2 : 0;
        }
        if (figure.IsLogarithmic)
            plot.Axes.Left.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, LabelFormatter = exponent => $"{Math.Pow(10, exponent):G}" };
        if (figure.Series.Count > 1)
            plot.ShowLegend(Edge.Right);
        else
            plot.HideLegend();
        if (JapaneseFont is not null)
            plot.Font.Set(JapaneseFont);
        return plot;
    }

    static string Label(Text text) => JapaneseFont is null ? text.English : text.Japanese;

    static string? FindJapaneseFont()
    {
        var fonts = SKFontManager.Default;
        using var matched = fonts.MatchCharacter(null, ["ja"], CharacterOfJapanese);
        // Skia's build for Linux matches no characters; there the families are looked through.
        return HasJapanese(matched) ? matched!.FamilyName : fonts.FontFamilies.FirstOrDefault(name =>
        {
            using var typeface = fonts.MatchFamily(name);
            return HasJapanese(typeface);
        });
    }

    static bool HasJapanese(SKTypeface? typeface) => typeface?.ContainsGlyph(CharacterOfJapanese) == true;
}
