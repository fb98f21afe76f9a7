using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window;
using Streaming.Player.Desktop.Window.Input;
using Streaming.Player.Desktop.Window.Library;
using Streaming.Player.Desktop.Window.Scenes;
using Streaming.Player.Desktop.Window.Views;

namespace Streaming.Player.Tests.Window;

/// <summary>Choosing a film.</summary>
public sealed class TitleListTests
{
    private static readonly LibraryView Library = Views.Library(titles: 7, recent: 2);

    [Fact]
    public void The_address_of_a_server_is_listed_and_that_of_a_title_is_played()
    {
        Assert.Equal([new WindowEffect.Fetch("http://server:8080")], new Interface("http://server:8080").Take());
        Assert.Equal([new WindowEffect.Fetch("rtsp://server:8554/")], new Interface("rtsp://server:8554/").Take());
        Assert.Equal([Do(new PlayerCommand.Open("rtsp://server/film?audio=de"))], new Interface("rtsp://server/film?audio=de").Take());
        Assert.Equal(ScreenKind.Titles, new Interface().Screen);
    }

    [Theory]
    [InlineData("rtsp://server:8554/film", "rtsp://server:8554/film")]
    [InlineData("  \"rtsp://server/film\"\n", "rtsp://server/film")]
    [InlineData("server:8554/film", "rtsp://server:8554/film")]
    [InlineData("server:8080", "http://server:8080")]
    [InlineData("192.0.2.1:8554", "rtsp://192.0.2.1:8554")]
    [InlineData("tears", null)]
    [InlineData("tears of steel", null)]
    [InlineData("ftp://server/film", null)]
    [InlineData("http://", null)]
    public void What_is_pasted_becomes_an_address_or_is_none(string text, string? expected)
    {
        bool isAddress = LibraryAddress.TryComplete(text, out string address);
        Assert.Equal(expected, isAddress ? address : null);
    }

    [Fact]
    public void Typing_filters_by_words_of_name_and_language()
    {
        Interface all = List();
        Type(all, "bunny de");
        Assert.Equal(["Big Buck Bunny", "Big Buck Bunny"], all.Titles.Entries.Select(each => each.Name));
        all.Accept(new InputEvent.Press(Key.Backspace, KeyModifiers.Control), At());
        Assert.Equal(9, all.Titles.Entries.Count);
    }

    [Fact]
    public void Letters_that_are_commands_elsewhere_are_typed_here()
    {
        Interface all = List();
        Type(all, "q?f v#");
        Assert.Equal("q?f v#", all.Titles.Text);
        Assert.Empty(all.Take());
        all.Accept(new InputEvent.Press(Key.F1), At());
        Assert.True(all.ShowsHelp);
    }

    [Fact]
    public void Arrows_walk_the_grid_and_the_rows_below_and_Enter_opens()
    {
        Interface all = List();
        Assert.Equal(4, new ListLayout(new(1280, 720), 7, 2).Columns);
        Assert.Equal([1, 5, 7, 8, 8, 7, 4, 0, 0, 1], Walk(all,
            Key.Right, Key.Down, Key.Down, Key.Down, Key.Down, Key.Up, Key.Up, Key.Up, Key.Left, Key.Right));
        all.Accept(new InputEvent.Press(Key.Enter), At());
        Assert.Equal([Do(new PlayerCommand.Open("rtsp://server:8554/film-1"))], all.Take());
        Assert.Equal(ScreenKind.Film, all.Screen);
    }

    [Fact]
    public void From_above_a_gap_in_the_last_line_the_way_down_leads_to_the_last_title()
    {
        Interface all = List();
        Assert.Equal([3, 6, 7], Walk(all, Key.Right, Key.Right, Key.Right, Key.Down, Key.Down).Skip(2));
    }

    [Fact]
    public void The_mouse_chooses_what_it_is_over()
    {
        Interface all = List();
        Box place = new ListLayout(new(1280, 720), 7, 2).Place(5, 0);
        all.Accept(new InputEvent.PointerMoved(place.CentreX, place.CentreY), At());
        Assert.Equal(5, all.Titles.Selected);
        all.Accept(new InputEvent.PointerDown(place.CentreX, place.CentreY), At());
        Assert.Equal([Do(new PlayerCommand.Open("rtsp://server:8554/film-5"))], all.Take());
    }

    [Fact]
    public void A_long_list_scrolls_with_the_wheel_and_follows_the_selection()
    {
        Interface all = new("http://server:8080");
        LibraryView library = Views.Library(titles: 60, recent: 0);
        WindowMoment moment = Views.At(1, library: library);
        all.Draw(moment, FakeMeasure.One);
        all.Accept(new InputEvent.Wheel(-3), moment);
        Assert.Equal(270, all.Titles.Scroll);
        all.Accept(new InputEvent.Wheel(1_000), moment);
        Assert.Equal(0, all.Titles.Scroll);
        all.Accept(new InputEvent.Press(Key.End), moment);
        all.Draw(moment, FakeMeasure.One);
        ListLayout layout = new(moment.Size, 60, 0);
        Assert.Equal(59, all.Titles.Selected);
        Assert.True(layout.Place(59, all.Titles.Scroll).Bottom <= layout.View.Bottom + 1);
    }

    [Fact]
    public void A_pasted_address_waits_for_Enter_and_a_dropped_one_opens_at_once()
    {
        Interface all = List();
        all.Accept(new InputEvent.Dropped(" rtsp://other/film \n", IsPasted: true), At());
        Assert.Equal("rtsp://other/film", all.Titles.Text);
        Assert.Empty(all.Take());
        all.Accept(new InputEvent.Press(Key.Enter), At());
        Assert.Equal([Do(new PlayerCommand.Open("rtsp://other/film"))], all.Take());
        all.Accept(new InputEvent.Dropped("rtsp://other/second"), Views.At(2));
        Assert.Equal([Do(new PlayerCommand.Open("rtsp://other/second"))], all.Take());
        all.Accept(new InputEvent.Dropped("http://other:8080/"), Views.At(3));
        Assert.Equal([Do(new PlayerCommand.Close()), new WindowEffect.Fetch("http://other:8080/")], all.Take());
        Assert.Equal(ScreenKind.Titles, all.Screen);
    }

    [Fact]
    public void What_is_no_address_is_said_to_be_none()
    {
        Interface all = new("rtsp://server/film");
        all.Take();
        all.Accept(new InputEvent.Dropped("hello world", IsPasted: true), Views.At(1));
        Assert.Empty(all.Take());
        Assert.Equal("There is no address in the clipboard", all.News.Text);
    }

    [Fact]
    public void A_server_that_does_not_answer_is_told_and_asked_again_with_Enter()
    {
        Interface all = new("http://server:8080/");
        all.Take();
        WindowMoment moment = Views.At(1, library: new() { Address = "http://server:8080/", Trouble = "server does not answer" });
        Assert.Contains("server does not answer", Texts(all, moment));
        all.Accept(new InputEvent.Press(Key.Enter), moment);
        Assert.Equal([new WindowEffect.Fetch("http://server:8080/")], all.Take());
    }

    [Fact]
    public void Titles_show_their_length_their_languages_and_where_one_left_off()
    {
        List<string> texts = Texts(List(), At());
        Assert.Contains("10:00", texts);
        Assert.Contains("de, en · subtitles de", texts);
        Assert.Contains("resume at 8:20", texts);
        Assert.Contains("resume at 12:34", texts);
        Assert.Contains("Opened before", texts);
    }

    [Fact]
    public void The_selection_stays_with_its_title_when_the_list_changes()
    {
        Interface all = List();
        Walk(all, Key.Right, Key.Right);
        LibraryView shorter = Library with { Titles = [.. Library.Titles.Skip(1)] };
        all.Draw(Views.At(1, library: shorter), FakeMeasure.One);
        Assert.Equal("rtsp://server:8554/film-2", all.Titles.Entries[all.Titles.Selected].Address);
    }

    private static List<string> Texts(Interface all, WindowMoment moment) =>
        [.. all.Draw(moment, FakeMeasure.One).Items.OfType<SceneItem.Words>().Select(each => each.Text)];

    private static List<int> Walk(Interface all, params Key[] keys)
    {
        List<int> places = [];
        foreach (Key key in keys)
        {
            all.Accept(new InputEvent.Press(key), At());
            places.Add(all.Titles.Selected);
        }

        return places;
    }

    private static void Type(Interface all, string text)
    {
        foreach (char letter in text)
            all.Accept(new InputEvent.Typed(letter.ToString()), At());
    }

    private static WindowMoment At() => Views.At(1, library: Library);

    private static WindowEffect.Command Do(PlayerCommand command) => new(command);

    private static Interface List()
    {
        Interface all = new("http://server:8080/");
        all.Take();
        all.Draw(At(), FakeMeasure.One);
        return all;
    }
}
