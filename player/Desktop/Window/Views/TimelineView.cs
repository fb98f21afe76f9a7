using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Views;

/// <summary>The timeline at the lower edge: position, what is received, chapters, the time under the mouse, volume, languages.</summary>
internal static class TimelineView
{
    /// <summary>The right end of the line of volume.</summary>
    public const double LoudestByMouse = 1;

    /// <param name="pointer">The place of the mouse; null where it is not over the timeline.</param>
    /// <param name="dragged">The position that is being dragged to.</param>
    public static void Draw(Scene scene, WindowMoment moment, ITextMeasure measure, (float X, float Y)? pointer, MediaTime? dragged)
    {
        Measures size = moment.Size;
        PlayerView player = moment.Player;
        TimelineLayout layout = TimelineLayout.Of(size);
        Box fade = layout.Area with { Y = layout.Area.Y - size.Of(50), Height = layout.Area.Height + size.Of(50) };
        scene.Add(new SceneItem.Fade(fade, Palette.Black with { Alpha = 0 }, Palette.Black with { Alpha = 225 }));
        DrawBar(scene, moment, layout, measure, pointer, dragged);

        bool goesOn = player.Phase is PlayerPhase.Playing or PlayerPhase.Stalled or PlayerPhase.Opening;
        scene.Add(new SceneItem.Symbol(layout.Play.Inset(size.Of(4)), goesOn ? SymbolKind.Pause : SymbolKind.Play, Palette.Text));
        MediaTime position = dragged ?? player.Position;
        string time = player.Duration is { } duration ? $"{TimeText.Of(position)} / {TimeText.Of(duration)}" : TimeText.Of(position);
        float y = layout.Play.CentreY - (measure.LineHeight(size.Small) / 2);
        float x = layout.Play.Right + size.Of(12);
        scene.Words(x, y, time, size.Small, Palette.Text);
        x += measure.Width(time, size.Small) + size.Of(20);

        DrawVolume(scene, player, layout, size);
        string languages = Languages(player);
        float room = layout.Speaker.X - size.Of(16) - x;
        if (languages.Length > 0 && room > size.Of(60))
            scene.Words(layout.Speaker.X - size.Of(16), y, TextFlow.Shorten(languages, size.Small, room, measure), size.Small,
                Palette.Dim, TextAlign.Right);
    }

    private static void DrawBar(
        Scene scene, WindowMoment moment, TimelineLayout layout, ITextMeasure measure, (float X, float Y)? pointer, MediaTime? dragged)
    {
        Box bar = layout.Bar;
        float round = bar.Height / 2;
        scene.Fill(bar, Palette.Faint, round);
        if (moment.Player.Duration is not { Ticks: > 0 } duration)
            return;
        float buffered = layout.X(moment.Player.BufferedTo, duration);
        float at = layout.X(dragged ?? moment.Player.Position, duration);
        if (buffered > at)
            scene.Fill(bar with { Width = buffered - bar.X }, Palette.Faint, round);
        scene.Fill(bar with { Width = MathF.Max(at - bar.X, bar.Height) }, Palette.Accent, round);
        foreach (ChapterView chapter in moment.Player.Chapters)
        {
            if (chapter.At > MediaTime.Zero)
                scene.Fill(new(layout.X(chapter.At, duration) - 1, bar.Y, MathF.Max(2, moment.Size.Of(2)), bar.Height),
                    Palette.Black.Faded(0.7));
        }

        float knob = moment.Size.Of(pointer is null && dragged is null ? 13 : 17);
        scene.Fill(new(at - (knob / 2), bar.CentreY - (knob / 2), knob, knob), Palette.Text, knob / 2);
        if (pointer is { } mouse && layout.Target.Contains(mouse.X, mouse.Y))
            DrawHover(scene, moment, layout, measure, mouse.X, duration);
    }

    private static void DrawHover(
        Scene scene, WindowMoment moment, TimelineLayout layout, ITextMeasure measure, float mouseX, TimeSpan duration)
    {
        Measures size = moment.Size;
        MediaTime at = layout.At(mouseX, duration);
        string text = TimeText.Of(at);
        if (moment.Player.Chapters.LastOrDefault(each => each.At <= at) is { Name.Length: > 0 } chapter)
            text = $"{text}  {chapter.Name}";
        float width = measure.Width(text, size.Small) + size.Of(16);
        float height = measure.LineHeight(size.Small) + size.Of(6);
        float x = Math.Clamp(mouseX - (width / 2), layout.Bar.X, MathF.Max(layout.Bar.X, layout.Bar.Right - width));
        Box box = new(MathF.Round(x), layout.Bar.Y - height - size.Of(10), width, height);
        scene.Fill(box, Palette.Raised, size.Of(4));
        scene.Words(box.CentreX, box.Y + size.Of(3), text, size.Small, Palette.Text, TextAlign.Centre);
    }

    private static void DrawVolume(Scene scene, PlayerView player, TimelineLayout layout, Measures size)
    {
        bool isSilent = player.IsMuted || player.Volume <= 0;
        scene.Add(new SceneItem.Symbol(
            layout.Speaker.Inset(size.Of(3)), isSilent ? SymbolKind.Muted : SymbolKind.Speaker, isSilent ? Palette.Warning : Palette.Text));
        float height = MathF.Max(3, size.Of(4));
        Box line = new(layout.Volume.X, layout.Volume.CentreY - (height / 2), layout.Volume.Width, height);
        scene.Fill(line, Palette.Faint, height / 2);
        float share = (float)Math.Clamp(player.Volume / LoudestByMouse, 0, 1);
        if (share > 0 && !player.IsMuted)
            scene.Fill(line with { Width = MathF.Max(height, line.Width * share) }, player.Volume > 1 ? Palette.Warning : Palette.Text,
                height / 2);
    }

    /// <summary>"de · subtitles en + de", and the pace where it is not the usual.</summary>
    private static string Languages(PlayerView player)
    {
        List<string> parts = [];
        if (player.Scale is not 1)
            parts.Add($"{player.Scale:0.##}×");
        else if (player.Speed is not 1)
            parts.Add($"{player.Speed:0.##}×");
        if (player.Audio.Count > 1 && player.Audio.FirstOrDefault(each => each.IsOn) is { } audio)
            parts.Add(audio.Label);
        IEnumerable<LanguageView> shown = player.Text.Where(each => each.IsOn).Concat(player.Text.Where(each => each.IsSecond));
        List<string> text = [.. shown.Select(each => each.Label)];
        if (text.Count > 0)
            parts.Add($"subtitles {string.Join(" + ", text)}");
        return string.Join("  ·  ", parts);
    }
}
