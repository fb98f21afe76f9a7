using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Views;

/// <summary>A minute of history, in small plots one below the other.</summary>
internal static class StatisticsPlots
{
    // As many values as the player keeps: a minute of 100 ms each.
    private const int Full = 600;

    public static void Draw(Scene scene, Measures size, ITextMeasure measure, StatisticsView figures, Box area)
    {
        float most = 0;
        foreach (float value in figures.SkewHistory)
            most = MathF.Max(most, MathF.Abs(value));
        float skew = Nice(MathF.Max(most, 20));
        Plot[] plots =
        [
            new("Rate, kb/s", 0, Highest(100, figures.RateHistory), [new(figures.RateHistory, Palette.Accent, true)]),
            new("Jitter, ms", 0, Highest(10, figures.JitterHistory), [new(figures.JitterHistory, Palette.Violet, true)]),
            new("Buffer and target, ms", 0, Highest(50, figures.LevelHistory, figures.TargetHistory),
                [new(figures.LevelHistory, Palette.Good, true), new(figures.TargetHistory, Palette.Warning, false)]),
            new("Lip-sync, ± ms", -skew, skew, [new(figures.SkewHistory, Palette.Text, false)]),
            new("Lost packets", 0, Highest(4, figures.LossHistory), [new(figures.LossHistory, Palette.Bad, true)]),
        ];
        float gap = size.Of(6);
        float each = (area.Height - (gap * (plots.Length - 1))) / plots.Length;
        foreach ((int index, Plot plot) in plots.Index())
        {
            Box box = new(area.X, MathF.Round(area.Y + (index * (each + gap))), area.Width, MathF.Round(each));
            scene.Fill(box, Palette.Faint.Faded(0.4), size.Of(3));
            TextLook look = size.Small with { Size = MathF.Max(9, MathF.Round(size.Small.Size * 0.8f)) };

            // The words stand above the line, which would run through them.
            float words = MathF.Min(box.Height * 0.45f, measure.LineHeight(look));
            Box lines = box with { Y = box.Y + words, Height = box.Height - words - 1 };
            if (plot.Low < 0)
                scene.Fill(new(box.X, MathF.Round(lines.CentreY), box.Width, 1), Palette.Faint);
            foreach (Line line in plot.Lines)
                scene.Add(new SceneItem.Trace(lines, line.Values, plot.Low, plot.High, Full, line.Colour, MathF.Max(1, size.Of(1.5f)),
                    line.IsFilled));
            float edge = size.Of(5);
            scene.Words(box.X + edge, box.Y + 1, plot.Name, look, Palette.Dim);
            scene.Words(box.Right - edge, box.Y + 1, $"{plot.High:0.##}", look, Palette.Dim, TextAlign.Right);
        }
    }

    private static float Highest(float least, params ReadOnlySpan<IReadOnlyList<float>> histories)
    {
        float highest = least;
        foreach (IReadOnlyList<float> history in histories)
        {
            foreach (float value in history)
                highest = MathF.Max(highest, value);
        }

        return Nice(highest);
    }

    /// <summary>The next of 1, 2, 5, 10, 20 …, so that the scale does not twitch.</summary>
    private static float Nice(float value)
    {
        if (!float.IsFinite(value))
            return 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double digit = value / power;
        return (float)(power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10));
    }

    private readonly record struct Line(IReadOnlyList<float> Values, Colour Colour, bool IsFilled);

    private sealed record Plot(string Name, float Low, float High, Line[] Lines);
}
