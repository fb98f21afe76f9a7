using System.Diagnostics.CodeAnalysis;
using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window.Input;
using Streaming.Player.Desktop.Window.Library;
using Streaming.Player.Desktop.Window.Scenes;
using Streaming.Player.Desktop.Window.Views;

namespace Streaming.Player.Desktop.Window;

/// <summary>Everything the window does, without a window: what the viewer did comes in with the moment it happened at, what is to be
/// done and what is to be seen comes out.</summary>
internal sealed class Interface
{
    private readonly Queue<WindowEffect> _effects = new();
    private readonly FilmScreen _film;
    private readonly TitleScreen _titles;

    /// <param name="address">What to begin with: a title, a server, or nothing.</param>
    public Interface(string address = "", bool showsStatistics = false)
    {
        _film = new(_effects.Enqueue, News) { ShowsStatistics = showsStatistics };
        _titles = new(_effects.Enqueue, Open);
        if (address.Length > 0)
            Open(address);
    }

    public ScreenKind Screen { get; private set; }

    public bool ShowsHelp { get; private set; }

    public News News { get; } = new();

    /// <summary>The list's state, for the library's thumbnails and for tests.</summary>
    public TitleList Titles => _titles.List;

    /// <summary>The next thing to be done; false where there is none.</summary>
    public bool TryTake([NotNullWhen(true)] out WindowEffect? effect) => _effects.TryDequeue(out effect);

    public void Accept(InputEvent input, WindowMoment moment)
    {
        Follow(moment);
        switch (input)
        {
            case InputEvent.Closed:
                _effects.Enqueue(new WindowEffect.Quit());
                break;
            case InputEvent.Dropped dropped:
                Take(dropped, moment.Now);
                break;
            default:
                if (KeyBindings.Find(input) is { } wish && (Screen == ScreenKind.Film || ShowsHelp || IsForEverywhere(wish, input)))
                    Do(wish, input, moment);
                else if (Screen == ScreenKind.Film)
                    AcceptMouse(input, moment);
                else if (!ShowsHelp)
                    _titles.Accept(input, moment);
                break;
        }
    }

    /// <summary>What is to be seen.</summary>
    public Scene Draw(WindowMoment moment, ITextMeasure measure)
    {
        Follow(moment);
        Scene scene = new();
        if (Screen == ScreenKind.Titles)
        {
            TitleListView.Draw(scene, moment, _titles.List, measure);
            if (News.IsShown(moment.Now))
                MessageView.DrawNews(scene, moment.Size, measure, moment.Size.Margin, News.Text, News.Share);
        }
        else
        {
            FilmView.Draw(scene, moment, _film, News, measure);
        }

        if (ShowsHelp)
            HelpView.Draw(scene, moment.Size, measure);
        return scene;
    }

    /// <summary>When it will look different though nothing happens.</summary>
    public Instant Next(WindowMoment moment)
    {
        Instant next = News.Ends(moment.Now);
        if (Screen == ScreenKind.Film)
            next = Instant.Min(next, _film.TimelineEnds(moment.Now));
        bool isWaiting = Screen == ScreenKind.Film ? FilmView.IsWaiting(moment.Player) : moment.Library.IsFetching;

        // The ring turns in thirty steps a second.
        return isWaiting ? Instant.Min(next, moment.Now + TimeSpan.FromMilliseconds(33)) : next;
    }

    /// <summary>The mouse's arrow is hidden over a film while the timeline is.</summary>
    public bool ShowsPointer(Instant now) => Screen == ScreenKind.Titles || ShowsHelp || _film.ShowsTimeline(now);

    /// <summary>The window's title. It names the film as soon as the film is seen. In ASCII but for the name: X11 without a locale drops
    /// what is not.</summary>
    public string Title(WindowMoment moment)
    {
        PlayerView player = moment.Player;
        bool isThere = Screen == ScreenKind.Film && player.Name.Length > 0
            && (moment.Picture is not null || player.Phase is PlayerPhase.Playing or PlayerPhase.Paused);
        if (!isThere)
            return "Streaming";
        string sound = moment.Picture is null ? "♪ " : "";
        string state = player.Phase == PlayerPhase.Paused ? " (paused)" : "";
        return $"{sound}{player.Name}{state} - Streaming";
    }

    private void Follow(WindowMoment moment)
    {
        if (Screen == ScreenKind.Titles)
            _titles.Follow(moment);
        else
            _film.Follow(moment);
    }

    private void Do(ViewerWish wish, InputEvent input, WindowMoment moment)
    {
        // A key that is held down goes on seeking and changing the volume; everything else happens once.
        bool isRepeat = input is InputEvent.Typed { IsRepeat: true } or InputEvent.Press { IsRepeat: true };
        bool mayRepeat = wish is ViewerWish.BackShort or ViewerWish.ForwardShort or ViewerWish.BackLong or ViewerWish.ForwardLong
            or ViewerWish.Quieter or ViewerWish.Louder;
        if (isRepeat && !mayRepeat)
            return;
        switch (wish)
        {
            case ViewerWish.Help:
                ShowsHelp = !ShowsHelp;
                break;
            case ViewerWish.Quit:
                _effects.Enqueue(new WindowEffect.Quit());
                break;
            case ViewerWish.FullScreen:
                _effects.Enqueue(new WindowEffect.FullScreen(!moment.IsFullScreen));
                break;
            case ViewerWish.Paste:
                _effects.Enqueue(new WindowEffect.Paste());
                break;
            case ViewerWish.Escape:
                Escape(moment);
                break;
            case var _ when Screen == ScreenKind.Titles:
                break;
            case ViewerWish.Screenshot:
                _effects.Enqueue(new WindowEffect.Screenshot());
                break;
            case ViewerWish.Back:
                GoBack(moment);
                break;
            case ViewerWish.Remedy when moment.Player.Trouble?.Remedy is null:
                break;
            default:
                _film.Do(wish, moment);
                break;
        }
    }

    private void AcceptMouse(InputEvent input, WindowMoment moment)
    {
        switch (input)
        {
            case InputEvent.PointerMoved moved:
                _film.PointerMoved(moved.X, moved.Y, moment);
                break;
            case InputEvent.PointerLeft:
                _film.PointerLeft();
                break;
            case InputEvent.PointerDown down:
                _film.PointerDown(down, moment);
                break;
            case InputEvent.PointerUp up:
                _film.PointerUp(up, moment);
                break;
            case InputEvent.Wheel wheel:
                _film.ChangeVolume(wheel.By * 0.05, moment);
                break;
        }
    }

    /// <summary>Out of whatever is uppermost: the help, a message, full screen, the film.</summary>
    private void Escape(WindowMoment moment)
    {
        if (ShowsHelp)
            ShowsHelp = false;
        else if (Screen == ScreenKind.Film && moment.Player is { Trouble: { } trouble, Phase: not PlayerPhase.Failed }
            && trouble != _film.Dismissed)
            _film.Dismissed = trouble;
        else if (moment.IsFullScreen)
            _effects.Enqueue(new WindowEffect.FullScreen(false));
        else
            GoBack(moment);
    }

    private void GoBack(WindowMoment moment)
    {
        _effects.Enqueue(new WindowEffect.Command(new PlayerCommand.Close()));
        Screen = ScreenKind.Titles;
        ShowsHelp = false;
        _film.Leave();

        // A viewer who came by the address of one title sees what else its server has.
        if (moment.Library.Address.Length == 0 && Uri.TryCreate(moment.Player.Address, UriKind.Absolute, out Uri? uri)
            && uri.Host.Length > 0)
            _effects.Enqueue(new WindowEffect.Fetch($"{uri.Scheme}://{uri.Authority}/"));
    }

    private void Take(InputEvent.Dropped dropped, Instant now)
    {
        if (dropped.IsPasted && Screen == ScreenKind.Titles)
            _titles.List.Type(dropped.Text.Trim());
        else if (LibraryAddress.TryComplete(dropped.Text, out string address))
            Open(address);
        else
            News.Tell(dropped.IsPasted ? "There is no address in the clipboard" : "That is not an address this player knows", now);
    }

    private void Open(string address)
    {
        _film.Leave();
        if (LibraryAddress.IsServer(address))
        {
            if (Screen == ScreenKind.Film)
                _effects.Enqueue(new WindowEffect.Command(new PlayerCommand.Close()));
            Screen = ScreenKind.Titles;
            _titles.List.Erase(isAll: true);
            _effects.Enqueue(new WindowEffect.Fetch(address));
            return;
        }

        Screen = ScreenKind.Film;
        ShowsHelp = false;
        _effects.Enqueue(new WindowEffect.Command(new PlayerCommand.Open(address)));
    }

    /// <summary>In the list, what types a letter is typed; the rest means what it means over a film.</summary>
    private static bool IsForEverywhere(ViewerWish wish, InputEvent input) =>
        input is InputEvent.Press && wish is (ViewerWish.Help or ViewerWish.Quit or ViewerWish.FullScreen or ViewerWish.Paste);
}
