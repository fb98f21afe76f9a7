using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Views;

/// <summary>Where the delay of what is shown comes from: a bar of its parts, and one line of words below.</summary>
internal static class LatencyBudget
{
    public static void Draw(Scene scene, Measures size, ITextMeasure measure, StatisticsView figures, Box area)
    {
        (string Name, TimeSpan Time, Colour Colour)[] parts =
        [
            ("network", figures.Network, Palette.Accent),
            ("repair", figures.Repair, Palette.Bad),
            ("jitter buffer", figures.JitterBuffer, Palette.Good),
            ("decode", figures.Decode, Palette.Violet),
            ("display", figures.Display, Palette.Warning),
        ];
        double sum = parts.Sum(each => Math.Max(0, each.Time.TotalMilliseconds));
        float height = size.Of(8);
        float x = area.X;
        scene.Fill(new(area.X, area.Y, area.Width, height), Palette.Faint.Faded(0.4));
        foreach ((_, TimeSpan time, Colour colour) in parts)
        {
            float width = sum <= 0 ? 0 : (float)(Math.Max(0, time.TotalMilliseconds) / sum * area.Width);
            if (width > 0)
                scene.Fill(new(x, area.Y, width, height), colour);
            x += width;
        }

        // Each part in its colour; the whole is one line, and gives way to a smaller font before it is cut.
        List<(string Text, Colour Colour)> words = [($"Latency {Rounded(sum)} ms = ", Palette.Text)];
        foreach ((int index, (string name, TimeSpan time, Colour colour)) in parts.Index())
            words.Add(($"{(index == 0 ? "" : " + ")}{name} {Rounded(time.TotalMilliseconds)}", colour));
        string whole = string.Concat(words.Select(each => each.Text));
        TextLook look = size.Normal;
        while (look.Size > 9 && measure.Width(whole, look) > area.Width)
            look = look with { Size = look.Size - 1 };
        x = area.X;
        foreach ((string text, Colour colour) in words)
        {
            scene.Words(x, area.Y + height + size.Of(6), text, look, colour);
            x += measure.Width(text, look);
        }
    }

    private static string Rounded(double milliseconds) => milliseconds is > 0 and < 9.95 ? $"{milliseconds:0.0}" : $"{milliseconds:0}";
}
