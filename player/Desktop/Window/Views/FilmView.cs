using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Views;

/// <summary>A film with everything that lies over it.</summary>
internal static class FilmView
{
    public static bool IsWaiting(PlayerView player) => player.Phase is PlayerPhase.Opening or PlayerPhase.Stalled && player.Trouble is null;

    public static void Draw(Scene scene, WindowMoment moment, FilmScreen screen, News news, ITextMeasure measure)
    {
        Measures size = moment.Size;
        PlayerView player = moment.Player;
        bool showsTimeline = screen.ShowsTimeline(moment.Now) && player.Phase is not (PlayerPhase.Idle or PlayerPhase.Failed);
        DrawPictures(scene, moment, screen.IsSlideFirst, measure);
        float floor = showsTimeline ? TimelineLayout.Of(size).Area.Y - size.Of(4) : size.Height - MathF.Round(size.Height * 0.045f);
        if (IsWaiting(player))
            MessageView.DrawWaiting(scene, size, measure, moment.Now,
                player.Phase == PlayerPhase.Opening ? $"opening {Name(player)}" : "waiting for the network");
        if (showsTimeline)
            TimelineView.Draw(scene, moment, measure, screen.Pointer, screen.Dragged);

        // Above the timeline's shade, which would grey it.
        SubtitleView.Draw(scene, moment, measure, floor);
        float top = screen.ShowsStatistics ? DrawStatistics(scene, size, measure, player) : size.Margin;
        DrawCorner(scene, moment, showsTimeline && !screen.ShowsStatistics, news, top, measure);
        if (player.Trouble is { } trouble && trouble != screen.Dismissed)
            MessageView.DrawTrouble(scene, size, measure, trouble.What, Offers(player, trouble));
    }

    private static void DrawPictures(Scene scene, WindowMoment moment, bool isSlideFirst, ITextMeasure measure)
    {
        Measures size = moment.Size;
        PlayerView player = moment.Player;
        FilmLayout layout = FilmLayout.Of(size, moment.Picture, moment.Slide, player.Rotation, isSlideFirst);

        // What lies over the other comes last.
        if (layout.Picture is { } first && !isSlideFirst)
            scene.Add(new SceneItem.Picture(first, player.Rotation));
        if (layout.Slide is { } slide)
            scene.Add(new SceneItem.Slide(slide));
        if (layout.Picture is { } last && isSlideFirst)
            scene.Add(new SceneItem.Picture(last, player.Rotation));
        if (layout is { Picture: null, Slide: null } && player.Phase is PlayerPhase.Playing or PlayerPhase.Paused)
        {
            string name = TextFlow.Shorten($"♪ {Name(player)}", size.Large, size.Width - (2 * size.Margin), measure);
            float y = MathF.Round((size.Height - measure.LineHeight(size.Large)) / 2);
            scene.Words(MathF.Round(size.Width / 2), y, name, size.Large, Palette.Dim, TextAlign.Centre);
        }
    }

    /// <returns>Where something else may begin below.</returns>
    private static float DrawStatistics(Scene scene, Measures size, ITextMeasure measure, PlayerView player)
    {
        if (player.Statistics is { } figures)
            return StatisticsPanel.Draw(scene, size, measure, figures) + (size.Margin / 2);
        scene.Words(size.Margin, size.Margin, "Nothing is received yet", size.Normal, Palette.Text, TextAlign.Left,
            MathF.Max(1, size.Of(1.5f)));
        return size.Margin + (2 * measure.LineHeight(size.Normal));
    }

    /// <summary>News of the window, else of the player, else what is played.</summary>
    private static void DrawCorner(Scene scene, WindowMoment moment, bool showsName, News news, float top, ITextMeasure measure)
    {
        if (news.IsShown(moment.Now))
            MessageView.DrawNews(scene, moment.Size, measure, top, news.Text, news.Share);
        else if (moment.Player.Notice.Length > 0)
            MessageView.DrawNews(scene, moment.Size, measure, top, moment.Player.Notice, null);
        else if (showsName)
            MessageView.DrawNews(scene, moment.Size, measure, top, Name(moment.Player), null);
    }

    private static List<(string Key, string Meaning)> Offers(PlayerView player, PlayerTrouble trouble)
    {
        List<(string Key, string Meaning)> offers = [];
        if (trouble.Remedy is { Length: > 0 } remedy)
            offers.Add(("Enter", remedy));
        offers.Add(("Esc", player.Phase == PlayerPhase.Failed ? "back to the titles" : "go on as it is"));
        return offers;
    }

    private static string Name(PlayerView player) => player.Name.Length > 0 ? player.Name : player.Address;
}
