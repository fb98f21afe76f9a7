using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window.Input;
using Streaming.Player.Desktop.Window.Views;

namespace Streaming.Player.Desktop.Window;

/// <summary>What is on the screen while a film is: overlays, the timeline, the mouse.</summary>
internal sealed class FilmScreen(Action<WindowEffect> emit, News news)
{
    /// <summary>How long the timeline stays after the mouse came to rest.</summary>
    public static readonly TimeSpan TimelineShown = TimeSpan.FromSeconds(2);

    // Two presses of a key may come before the player's view shows the first.
    private static readonly TimeSpan VolumeTrusted = TimeSpan.FromMilliseconds(300);

    private const double VolumeStep = 0.05;
    private const double Loudest = 1.5;

    private static readonly double[] Scales = [-8, -4, -2, -1, 1, 2, 4, 8];

    private Instant _timelineUntil = new(long.MinValue);
    private (double Volume, Instant At)? _asked;
    private (double Speed, double Scale) _pace = (1, 1);
    private Grip _grip;
    private MediaTime? _pressed;

    public bool ShowsStatistics { get; set; }

    public bool IsSlideFirst { get; private set; }

    /// <summary>Where the mouse is; null where it is not over the window.</summary>
    public (float X, float Y)? Pointer { get; private set; }

    /// <summary>The position that is being dragged to; null while nothing is.</summary>
    public MediaTime? Dragged { get; private set; }

    /// <summary>The trouble that the viewer has put away.</summary>
    public PlayerTrouble? Dismissed { get; set; }

    public bool ShowsTimeline(Instant now) => now < _timelineUntil || _grip != Grip.None;

    /// <summary>When the timeline goes by itself; <see cref="Instant.Never"/> where it does not.</summary>
    public Instant TimelineEnds(Instant now) => now < _timelineUntil ? _timelineUntil : Instant.Never;

    public void ShowTimeline(Instant now) => _timelineUntil = now + TimelineShown;

    public void Leave()
    {
        _timelineUntil = new(long.MinValue);
        _grip = Grip.None;
        Dragged = null;
        Dismissed = null;
        _pace = (1, 1);
    }

    /// <summary>Tells of changes that show nowhere else.</summary>
    public void Follow(WindowMoment moment)
    {
        PlayerView player = moment.Player;
        (double Speed, double Scale) pace = (player.Speed, player.Scale);
        if (pace == _pace)
            return;
        _pace = pace;
        if (player.Notice.Length > 0)
            return;
        string text = pace.Scale is not 1 ? pace.Scale < 0 ? $"Rewind {-pace.Scale:0.##}×" : $"Fast forward {pace.Scale:0.##}×"
            : $"Speed {pace.Speed:0.##}×";
        news.Tell(text, moment.Now);
    }

    public void Do(ViewerWish wish, WindowMoment moment)
    {
        switch (wish)
        {
            case ViewerWish.Pause:
                // A film that is over begins again.
                Command(moment.Player.Phase == PlayerPhase.Ended ? new PlayerCommand.Seek(MediaTime.Zero)
                    : new PlayerCommand.TogglePause());
                ShowTimeline(moment.Now);
                break;
            case ViewerWish.BackShort or ViewerWish.ForwardShort or ViewerWish.BackLong or ViewerWish.ForwardLong:
                Command(new PlayerCommand.SeekBy(Step(wish)));
                ShowTimeline(moment.Now);
                break;
            case ViewerWish.ToBeginning:
                Command(new PlayerCommand.Seek(MediaTime.Zero));
                ShowTimeline(moment.Now);
                break;
            case ViewerWish.Quieter or ViewerWish.Louder:
                ChangeVolume(wish == ViewerWish.Louder ? VolumeStep : -VolumeStep, moment);
                break;
            case ViewerWish.Mute:
                Command(new PlayerCommand.ToggleMute());
                news.Tell(moment.Player.IsMuted ? VolumeText(moment.Player.Volume) : "Muted", moment.Now);
                break;
            case ViewerWish.ScaleUp or ViewerWish.ScaleDown:
                Command(new PlayerCommand.ChangeScale(NextScale(moment.Player.Scale, wish == ViewerWish.ScaleUp)));
                break;
            case ViewerWish.SwapSlides when moment.Player.HasSlides:
                IsSlideFirst = !IsSlideFirst;
                break;
            case ViewerWish.SwapSlides:
                news.Tell("This film has no slides", moment.Now);
                break;
            case ViewerWish.Statistics:
                ShowsStatistics = !ShowsStatistics;
                break;
            default:
                if (Simple(wish) is { } command)
                    Command(command);
                break;
        }
    }

    public void PointerMoved(float x, float y, WindowMoment moment)
    {
        // SDL repeats the place when the window itself changes; that is no viewer.
        if (Pointer is { } before && before == (x, y))
            return;
        Pointer = (x, y);
        ShowTimeline(moment.Now);
        TimelineLayout layout = TimelineLayout.Of(moment.Size);
        if (_grip == Grip.Time && moment.Player.Duration is { } duration)
            Dragged = layout.At(x, duration);
        else if (_grip == Grip.Volume)
            SetVolume(layout.VolumeAt(x), moment);
    }

    public void PointerLeft() => Pointer = null;

    public void PointerDown(InputEvent.PointerDown press, WindowMoment moment)
    {
        bool wasShown = ShowsTimeline(moment.Now);
        Pointer = (press.X, press.Y);
        ShowTimeline(moment.Now);
        TimelineLayout layout = TimelineLayout.Of(moment.Size);
        if (!wasShown || !layout.Area.Contains(press.X, press.Y))
        {
            if (press.Clicks == 2)
                emit(new WindowEffect.FullScreen(!moment.IsFullScreen));
            return;
        }

        if (layout.Target.Contains(press.X, press.Y) && moment.Player.Duration is { } duration)
        {
            _grip = Grip.Time;
            MediaTime at = layout.At(press.X, duration);
            Dragged = at;
            _pressed = at;
            Command(new PlayerCommand.Seek(at));
        }
        else if (layout.Play.Inset(-6).Contains(press.X, press.Y))
        {
            Do(ViewerWish.Pause, moment);
        }
        else if (layout.Speaker.Contains(press.X, press.Y))
        {
            Do(ViewerWish.Mute, moment);
        }
        else if (layout.Volume.Contains(press.X, press.Y))
        {
            _grip = Grip.Volume;
            SetVolume(layout.VolumeAt(press.X), moment);
        }
    }

    public void PointerUp(InputEvent.PointerUp release, WindowMoment moment)
    {
        if (_grip == Grip.Time && moment.Player.Duration is { } duration)
        {
            // The press sought already; only a drag seeks again.
            MediaTime at = TimelineLayout.Of(moment.Size).At(release.X, duration);
            if (at != _pressed)
                Command(new PlayerCommand.Seek(at));
        }

        _grip = Grip.None;
        Dragged = null;
        _pressed = null;
        ShowTimeline(moment.Now);
    }

    public void ChangeVolume(double by, WindowMoment moment)
    {
        double from = _asked is { } asked && moment.Now - asked.At < VolumeTrusted ? asked.Volume : moment.Player.Volume;
        SetVolume(Math.Round(Math.Clamp(from + by, 0, Loudest), 2), moment);
    }

    private void SetVolume(double volume, WindowMoment moment)
    {
        _asked = (volume, moment.Now);
        Command(new PlayerCommand.SetVolume(volume));
        news.Tell(VolumeText(volume), moment.Now, volume);
    }

    private void Command(PlayerCommand command) => emit(new WindowEffect.Command(command));

    private static string VolumeText(double volume) => $"Volume {volume * 100:0} %";

    private static TimeSpan Step(ViewerWish wish) => TimeSpan.FromSeconds(wish switch
    {
        ViewerWish.BackShort => -5, ViewerWish.ForwardShort => 5, ViewerWish.BackLong => -60, _ => 60,
    });

    private static PlayerCommand? Simple(ViewerWish wish) => wish switch
    {
        ViewerWish.NextText => new PlayerCommand.NextText(IsBackwards: false),
        ViewerWish.PreviousText => new PlayerCommand.NextText(IsBackwards: true),
        ViewerWish.HideText => new PlayerCommand.ToggleText(),
        ViewerWish.SecondText => new PlayerCommand.NextSecondText(),
        ViewerWish.NextAudio => new PlayerCommand.NextAudio(),
        ViewerWish.Slower => new PlayerCommand.ChangeSpeed(IsFaster: false),
        ViewerWish.Faster => new PlayerCommand.ChangeSpeed(IsFaster: true),
        ViewerWish.NormalSpeed => new PlayerCommand.NormalSpeed(),
        ViewerWish.Remedy => new PlayerCommand.TakeRemedy(),
        _ => null,
    };

    /// <summary>The next of those there are; at the ends it stays.</summary>
    private static double NextScale(double scale, bool isUp) => isUp
        ? Scales.Where(each => each > scale).DefaultIfEmpty(Scales[^1]).First()
        : Scales.Where(each => each < scale).DefaultIfEmpty(Scales[0]).Last();

    /// <summary>What the mouse holds.</summary>
    private enum Grip
    {
        None,
        Time,
        Volume,
    }
}
