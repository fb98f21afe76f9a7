using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window;
using Streaming.Player.Desktop.Window.Input;
using Streaming.Player.Desktop.Window.Scenes;
using Streaming.Player.Desktop.Window.Views;

namespace Streaming.Player.Tests.Window;

/// <summary>What is on the screen when, and what the mouse does.</summary>
public sealed class InterfaceTests
{
    private static readonly TimelineLayout Timeline = TimelineLayout.Of(new(1280, 720));

    [Fact]
    public void The_timeline_comes_with_the_mouse_and_goes_two_seconds_later()
    {
        Interface all = Film();
        Assert.DoesNotContain("4:12 / 12:14", Texts(all, 10));
        all.Accept(new InputEvent.PointerMoved(600, 300), Views.At(10));
        Assert.Contains("4:12 / 12:14", Texts(all, 11.9));
        Assert.True(all.ShowsPointer(Instant.FromSeconds(11.9)));
        Assert.Equal(Instant.FromSeconds(12), all.Next(Views.At(11)));
        Assert.DoesNotContain("4:12 / 12:14", Texts(all, 12.1));
        Assert.False(all.ShowsPointer(Instant.FromSeconds(12.1)));
    }

    [Fact]
    public void The_timeline_comes_with_a_seek()
    {
        Interface all = Film();
        all.Accept(new InputEvent.Press(Key.Right), Views.At(10));
        Assert.Contains("4:12 / 12:14", Texts(all, 11));
    }

    [Fact]
    public void A_click_on_the_timeline_seeks_to_where_it_points()
    {
        Interface all = Film();
        float x = Timeline.Bar.X + (Timeline.Bar.Width / 2);
        all.Accept(new InputEvent.PointerMoved(x, Timeline.Bar.CentreY), Views.At(10));
        Assert.Contains("6:07", Texts(all, 10));
        all.Accept(new InputEvent.PointerDown(x, Timeline.Bar.CentreY), Views.At(10.1));
        all.Accept(new InputEvent.PointerUp(x, Timeline.Bar.CentreY), Views.At(10.2));
        Assert.Equal([Do(new PlayerCommand.Seek(MediaTime.FromSeconds(367)))], all.Take());
    }

    [Fact]
    public void A_drag_along_the_timeline_seeks_again_where_it_ends()
    {
        Interface all = Film();
        all.Accept(new InputEvent.PointerMoved(Timeline.Bar.X, Timeline.Bar.CentreY), Views.At(10));
        all.Accept(new InputEvent.PointerDown(Timeline.Bar.X, Timeline.Bar.CentreY), Views.At(10));
        all.Accept(new InputEvent.PointerMoved(Timeline.Bar.Right, 100), Views.At(13));
        Assert.Contains("12:14 / 12:14", Texts(all, 20));
        all.Accept(new InputEvent.PointerUp(Timeline.Bar.Right, 100), Views.At(20));
        Assert.Equal([Do(new PlayerCommand.Seek(MediaTime.Zero)), Do(new PlayerCommand.Seek(MediaTime.FromSeconds(734)))], all.Take());
        Assert.Contains("4:12 / 12:14", Texts(all, 20));
    }

    [Fact]
    public void A_double_click_on_the_film_is_full_screen_and_one_on_the_timeline_is_not()
    {
        Interface all = Film();
        all.Accept(new InputEvent.PointerDown(600, 300, 1), Views.At(10));
        all.Accept(new InputEvent.PointerDown(600, 300, 2), Views.At(10.1));
        all.Accept(new InputEvent.PointerDown(Timeline.Play.CentreX, Timeline.Play.CentreY, 2), Views.At(10.2));
        Assert.Equal([new WindowEffect.FullScreen(true), Do(new PlayerCommand.TogglePause())], all.Take());
    }

    [Fact]
    public void Speaker_and_volume_answer_to_the_mouse()
    {
        Interface all = Film();
        all.Accept(new InputEvent.PointerMoved(600, 300), Views.At(10));
        all.Accept(new InputEvent.PointerDown(Timeline.Speaker.CentreX, Timeline.Speaker.CentreY), Views.At(10));
        all.Accept(new InputEvent.PointerUp(Timeline.Speaker.CentreX, Timeline.Speaker.CentreY), Views.At(10));
        all.Accept(new InputEvent.PointerDown(Timeline.Volume.CentreX, Timeline.Volume.CentreY), Views.At(11));
        Assert.Equal([Do(new PlayerCommand.ToggleMute()), Do(new PlayerCommand.SetVolume(0.5))], all.Take());
        Assert.Contains("Volume 50 %", Texts(all, 11));
    }

    [Fact]
    public void News_goes_by_itself_and_the_players_news_stays_as_long_as_the_player_says()
    {
        Interface all = Film();
        PlayerView player = Views.Film with { Notice = "sound: English" };
        all.Accept(new InputEvent.Typed("m"), Views.At(10, player));
        Assert.Contains("Muted", Texts(all, 11, player));
        Assert.DoesNotContain("Muted", Texts(all, 12.1, player));
        Assert.Contains("sound: English", Texts(all, 60, player));
        Assert.DoesNotContain("sound: English", Texts(all, 60));
    }

    [Fact]
    public void A_change_of_pace_is_told()
    {
        Interface all = Film();
        Texts(all, 1);
        Assert.Contains("Speed 1.25×", Texts(all, 2, Views.Film with { Speed = 1.25 }));
        Assert.Contains("Fast forward 4×", Texts(all, 3, Views.Film with { Scale = 4 }));
        Assert.Contains("Rewind 1×", Texts(all, 4, Views.Film with { Scale = -1 }));
        Assert.Contains("Speed 1×", Texts(all, 5));
    }

    [Fact]
    public void Trouble_says_what_can_be_done_and_Enter_does_it()
    {
        Interface all = Film();
        PlayerView player = Views.Film
            with { Phase = PlayerPhase.Failed, Trouble = new("The link is full: 480p would fit.", "watch it in 480p") };
        List<string> texts = Texts(all, 10, player);
        Assert.Contains("The link is full: 480p would fit.", texts);
        Assert.Contains("watch it in 480p", texts);
        all.Accept(new InputEvent.Press(Key.Enter), Views.At(10, player));
        Assert.Equal([Do(new PlayerCommand.TakeRemedy())], all.Take());
    }

    [Fact]
    public void Enter_without_trouble_does_nothing()
    {
        Interface all = Film();
        all.Accept(new InputEvent.Press(Key.Enter), Views.At(10));
        Assert.Empty(all.Take());
    }

    [Fact]
    public void Trouble_that_stops_nothing_can_be_put_away()
    {
        Interface all = Film();
        PlayerView player = Views.Film with { Trouble = new("720p would fit again.", "watch it in 720p") };
        Assert.Contains("720p would fit again.", Texts(all, 10, player));
        all.Accept(new InputEvent.Press(Key.Escape), Views.At(10, player));
        Assert.DoesNotContain("720p would fit again.", Texts(all, 11, player));
        Assert.Equal(ScreenKind.Film, all.Screen);
        Assert.Contains("1080p would.", Texts(all, 12, Views.Film with { Trouble = new("1080p would.", null) }));
    }

    [Fact]
    public void Escape_leads_out_of_help_then_full_screen_then_the_film()
    {
        Interface all = Film();
        WindowMoment full = Views.At(10) with { IsFullScreen = true };
        all.Accept(new InputEvent.Press(Key.F1), full);
        Assert.True(all.ShowsHelp);
        all.Accept(new InputEvent.Press(Key.Escape), full);
        Assert.False(all.ShowsHelp);
        all.Accept(new InputEvent.Press(Key.Escape), full);
        Assert.Equal([new WindowEffect.FullScreen(false)], all.Take());
        all.Accept(new InputEvent.Press(Key.Escape), Views.At(11));
        Assert.Equal(ScreenKind.Titles, all.Screen);
        Assert.Equal([Do(new PlayerCommand.Close()), new WindowEffect.Fetch("rtsp://server:8554/")], all.Take());
    }

    [Fact]
    public void Help_lists_every_key_and_goes_with_the_same_key()
    {
        Interface all = Film();
        all.Accept(new InputEvent.Typed("?"), Views.At(10));
        List<string> texts = Texts(all, 10);
        Assert.All(KeyBindings.All.Where(each => each.Meaning.Length > 0), each => Assert.Contains(each.Shown, texts));
        all.Accept(new InputEvent.Typed("?"), Views.At(11));
        Assert.DoesNotContain("Alt+v", Texts(all, 11));
    }

    [Fact]
    public void Statistics_come_and_go_with_a_key_and_add_up_the_latency_in_one_line()
    {
        Interface all = Film();
        PlayerView player = Views.Film with { Statistics = Views.Statistics };
        all.Accept(new InputEvent.Typed("i"), Views.At(10, player));
        List<string> texts = Texts(all, 10, player);
        Assert.Contains("Latency 152 ms = network 12 + repair 0 + jitter buffer 118 + decode 6.4 + display 16", string.Concat(texts));
        Assert.Contains("kept", texts);
        Assert.Contains("2 %, after repair 0.03 %", texts);
        Assert.Contains("sound 2.1 ms early", texts);
        all.Accept(new InputEvent.Typed("i"), Views.At(11, player));
        Assert.DoesNotContain("kept", Texts(all, 11, player));
    }

    [Fact]
    public void A_film_that_is_over_begins_again_with_the_key_that_pauses()
    {
        Interface all = Film();
        all.Accept(new InputEvent.Typed(" "), Views.At(10, Views.Film with { Phase = PlayerPhase.Ended }));
        Assert.Equal([Do(new PlayerCommand.Seek(MediaTime.Zero))], all.Take());
    }

    [Fact]
    public void The_windows_title_names_the_film_once_it_is_seen()
    {
        Interface all = Film();
        Assert.Equal("Streaming", all.Title(Views.At(1, Views.Film with { Phase = PlayerPhase.Opening }) with { Picture = null }));
        Assert.Equal("Tears of Steel - Streaming", all.Title(Views.At(1)));
        Assert.Equal("Tears of Steel (paused) - Streaming", all.Title(Views.At(1, Views.Film with { Phase = PlayerPhase.Paused })));
    }

    [Fact]
    public void Subtitles_make_room_for_the_timeline()
    {
        Interface all = Film();
        PlayerView player = Views.Film with { Subtitle = "Guten Tag", SecondSubtitle = "Good day" };
        float before = Y("Guten Tag");
        Assert.True(Y("Good day") < before);
        all.Accept(new InputEvent.PointerMoved(600, 300), Views.At(10, player));
        Assert.True(Y("Guten Tag") + 40 < Timeline.Bar.Y);
        Assert.True(Y("Guten Tag") < before);

        float Y(string text) =>
            all.Draw(Views.At(10, player), FakeMeasure.One).Items.OfType<SceneItem.Words>().Single(each => each.Text == text).Y;
    }

    [Fact]
    public void An_unchanged_moment_looks_the_same_and_need_not_be_drawn_again()
    {
        Interface all = Film();
        PlayerView player = Views.Film with { Phase = PlayerPhase.Paused, Subtitle = "Guten Tag" };
        Scene first = all.Draw(Views.At(10, player), FakeMeasure.One);
        Assert.True(all.Draw(Views.At(20, player with { Notice = "" }), FakeMeasure.One).LooksLike(first));
        Assert.False(all.Draw(Views.At(20, player with { Subtitle = "" }), FakeMeasure.One).LooksLike(first));
        Assert.Equal(Instant.Never, all.Next(Views.At(20, player)));
    }

    private static List<string> Texts(Interface all, double at, PlayerView? player = null) =>
        [.. all.Draw(Views.At(at, player), FakeMeasure.One).Items.OfType<SceneItem.Words>().Select(each => each.Text)];

    private static WindowEffect.Command Do(PlayerCommand command) => new(command);

    private static Interface Film()
    {
        Interface all = new("rtsp://server:8554/tears");
        Assert.Equal([Do(new PlayerCommand.Open("rtsp://server:8554/tears"))], all.Take());
        return all;
    }
}
