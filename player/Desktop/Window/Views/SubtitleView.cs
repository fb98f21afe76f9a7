using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Views;

/// <summary>Subtitles: at the bottom, centred, white with a black edge; the second language above the first, smaller and yellow.</summary>
internal static class SubtitleView
{
    // More lines than these hide the film; what is longer is not a subtitle.
    private const int MostLines = 5;

    /// <param name="floor">The lower edge of what may be written on.</param>
    public static void Draw(Scene scene, WindowMoment moment, ITextMeasure measure, float floor)
    {
        Measures size = moment.Size;
        float bottom = floor;
        bottom = Draw(scene, moment.Player.Subtitle, size.Subtitle, Palette.Text, size, bottom, measure);
        Draw(scene, moment.Player.SecondSubtitle, size.SecondSubtitle, Palette.Second, size, bottom, measure);
    }

    private static float Draw(Scene scene, string text, TextLook look, Colour colour, Measures size, float bottom, ITextMeasure measure)
    {
        if (string.IsNullOrWhiteSpace(text))
            return bottom;
        List<string> lines = TextFlow.Wrap(text.Trim(), look, size.Width * 0.9f, measure, MostLines);
        float lineHeight = measure.LineHeight(look);
        float y = bottom - (lines.Count * lineHeight);
        foreach ((int index, string line) in lines.Index())
        {
            scene.Words(MathF.Round(size.Width / 2), MathF.Round(y + (index * lineHeight)), line, look, colour, TextAlign.Centre,
                MathF.Max(1, MathF.Round(look.Size / 14)));
        }

        return y - size.Of(4);
    }
}
