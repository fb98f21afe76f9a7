using Streaming.Player.Client;
using Streaming.Player.Desktop.Memory;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Desktop.Playing;

/// <summary>What is being shown: the film that is open, from the command to open it over every session it takes until it is left.</summary>
/// <remarks>All of it under the one lock, but for what says otherwise.</remarks>
internal sealed class FilmShow(object gate, FilmPlayerOptions options) : IDisposable
{
    private readonly List<Viewing> _retired = [];
    private readonly List<Task> _running = [];
    private RtspAddress? _address;
    private CancellationTokenSource _leaving = new();
    private FlowSpec _wish = options.Wish;
    private MediaTime? _start = options.Start;
    private Diagnosis? _diagnosis;
    private int _attempts;
    private Instant? _waitsSince;
    private bool _isFirst = true;

    public Viewing? Viewing { get; private set; }

    /// <summary>As the viewer gave it.</summary>
    public string Address { get; private set; } = "";

    public Presentation? Presentation { get; private set; }

    public Languages Languages { get; } = new();

    public Notices Notices { get; } = new();

    public SeekLog Seeks { get; } = new();

    public StatisticsKeeper Statistics { get; } = new();

    /// <summary>The viewer's wish: it may be ahead of what the server has heard of it.</summary>
    public bool IsPaused { get; set; }

    /// <summary>The server has nothing more.</summary>
    public bool IsEndReached { get; set; }

    /// <summary>A picture, or where there is none sound, of the present session was presented.</summary>
    public bool HasBegun { get; private set; }

    public bool IsReconnecting { get; private set; }

    /// <summary>Where playing begins, until a session says so.</summary>
    public MediaTime StartsAt { get; private set; }

    public Instant PlayingSince { get; private set; }

    public ShownPicture Shown { get; set; }

    public Diagnosis? Diagnosis => _diagnosis;

    public PlayerResult? Result { get; private set; }

    public FlowSpec Wish => _wish;

    /// <summary>For how long nothing has moved though it should.</summary>
    public TimeSpan Waiting(bool isWaiting, Instant now)
    {
        _waitsSince = isWaiting ? _waitsSince ?? now : null;
        return now - (_waitsSince ?? now);
    }

    public MediaTime? Position(Instant now) => Viewing is { Playout: { Segment: { } segment } playout }
        ? segment.FilmAt(playout.Clock.PositionAt(now)) : null;

    public void Do(PlayerCommand command, Instant now)
    {
        switch (command)
        {
            case PlayerCommand.Open open:
                Open(open.Address, now);
                break;
            case PlayerCommand.Close:
                Leave(now);
                Address = "";
                break;
            case PlayerCommand.TakeRemedy when _diagnosis?.Remedy is { } remedy:
                Take(remedy, now);
                break;
            default:
                if (Viewing is { } viewing)
                    new ViewerHands(this, viewing, options.Memory).Do(command, now);
                break;
        }
    }

    /// <summary>Pictures of films that were left go when the window looks at them no more: it has come back for another.</summary>
    public void DiscardRetired()
    {
        foreach (Viewing viewing in _retired)
            _running.Add(Task.Run(viewing.Dispose));
        _retired.Clear();
        _running.RemoveAll(task => task.IsCompleted);
    }

    public void Presented(bool isPreview, Instant at)
    {
        if (Viewing is not { } viewing)
            return;
        if (!isPreview)
        {
            viewing.Skew.PictureShown(Shown.Position, at);
            Statistics.Displayed(Shown.Due, at);
        }

        // A picture of the play before the seek may still have been on its way to the screen.
        if (Shown.Segment < viewing.FreshSince)
            return;
        Begun(at);
        if (Seeks.Shown(FilmPlayer.FilmAt(viewing, Shown.Position), at) is not null && IsPaused)
            viewing.Client.Pause();
    }

    /// <summary>Not under the lock: waits for the farewell.</summary>
    public void Dispose()
    {
        Task[] running;
        lock (gate)
        {
            Leave(options.Clock());
            DiscardRetired();
            running = [.. _running];
        }

        Task.WaitAll(running, TimeSpan.FromSeconds(4));
        _leaving.Dispose();
    }

    public void Begun(Instant now)
    {
        if (HasBegun)
            return;
        HasBegun = true;
        IsReconnecting = false;
        PlayingSince = now;
    }

    private void Open(string text, Instant now)
    {
        Leave(now);
        Address = text;
        if (!RtspAddress.TryParse(text, out _address))
        {
            _diagnosis = Diagnostician.NoAddress(text);
            return;
        }

        _wish = options.Wish;
        MediaTime? left = _start is null ? options.Memory.Resume(text) : null;
        MediaTime from = _start ?? left ?? MediaTime.Zero;
        if (left is { } where)
            Notices.Tell($"resumed at {Clock(where)}, Home starts over", now);
        _start = null;
        Seeks.Opening(now);
        Begin(from);
    }

    private void Take(Remedy remedy, Instant now)
    {
        if (remedy.Kind == RemedyKind.OpenOther)
        {
            Open(remedy.Address!, now);
            return;
        }

        MediaTime from = StartsAt;
        string address = Address;
        Leave(now);
        Address = address;
        _wish = remedy.Wish ?? _wish;
        Seeks.Opening(now);
        Begin(from);
    }

    private void Begin(MediaTime from)
    {
        StartsAt = from;
        HasBegun = IsEndReached = false;
        _diagnosis = null;
        Habits habits = options.Memory.Habits;
        string? audio = _isFirst ? options.Audio ?? habits.Audio : habits.Audio;
        ClientOptions client = new()
        {
            Address = _address!,
            Transport = options.Transport,
            Start = from > MediaTime.Zero ? from : null,
            Preference = TrackPreference.Viewer with { Audio = audio is null ? [] : [audio] },
            StaysAtEnd = true,
            Wish = _wish,
            Later = options.Later,
        };
        SessionEar? ear = null;
        PlayoutOptions playout = new() { Fixed = options.Latency };
        Viewing viewing = new(gate, playout, options.Decoders, options.Clock, what => TellLater(what), (made, listener) =>
        {
            ear = new(gate, this, made, options);
            return options.Client(ear.Options(client, listener));
        });
        Retire();
        Viewing = viewing;
        viewing.TooMuchLost += ear!.WishLower;
        viewing.Start();
        CancellationToken leaving = _leaving.Token;
        _running.Add(Task.Run(() => RunAsync(viewing, leaving)));
    }

    /// <summary>The title is described, by whichever session of it.</summary>
    public void Described(Presentation presentation)
    {
        Presentation = presentation;
        Habits habits = options.Memory.Habits;
        if (Languages.AudioViews.Count == 0 && Languages.TextViews.Count == 0)
        {
            Languages.Offer(presentation.Tracks, _isFirst ? options.Text ?? habits.Text : habits.Text, habits.SecondText);
            options.Memory.Opened(Address, presentation.Name);
        }

        _isFirst = false;
    }

    private async Task RunAsync(Viewing viewing, CancellationToken leaving)
    {
        PlayerResult result = await viewing.Client.RunAsync(leaving);
        TimeSpan? wait;
        MediaTime from = default;
        lock (gate)
        {
            Instant now = options.Clock();
            Result = result with { Report = result.Report with { Playout = PlayoutReportBuilder.Build(viewing, Seeks, Statistics, now) } };
            if (viewing != Viewing || result.Outcome is not SessionOutcome.Failed failed)
            {
                IsEndReached |= viewing == Viewing;
                return;
            }

            if (HasBegun && now - PlayingSince > Reconnection.Recovered)
                _attempts = 0;
            wait = Reconnection.Decide(failed, HasBegun || IsReconnecting, _attempts);
            from = Position(now) ?? StartsAt;
            if (wait is not { } pause)
            {
                StartsAt = HasBegun ? from : StartsAt;
                _diagnosis = Diagnostician.Of(failed, _address!, _wish);
                viewing.Playout.Pause(now);
                return;
            }

            _attempts++;
            IsReconnecting = true;
            Notices.Tell($"{failed.Message}; trying again in {pause.TotalSeconds:0} s", now);
        }

        try
        {
            await Task.Delay(wait.Value, leaving);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (gate)
        {
            if (viewing == Viewing)
                Begin(from);
        }
    }

    private void Leave(Instant now)
    {
        if (Viewing is not null && HasBegun && Presentation is { } presentation)
        {
            MediaTime left = IsEndReached ? MediaTime.Zero : Seeks.Target ?? Position(now) ?? MediaTime.Zero;
            options.Memory.Left(Address, presentation.Name, left, presentation.Duration);
        }

        // Not Cancel: what waits for it would go on right here, in the middle of this.
        _ = _leaving.CancelAsync();
        _leaving = new();
        Retire();
        Viewing = null;
        _diagnosis = null;
        Presentation = null;
        Languages.Offer([], null, null);
        Seeks.GivenUp();
        (IsPaused, IsReconnecting, HasBegun, IsEndReached, _attempts) = (false, false, false, false, 0);
    }

    private void Retire()
    {
        if (Viewing is not { } viewing)
            return;
        viewing.End();
        _retired.Add(viewing);
    }

    private void TellLater(string what)
    {
        lock (gate)
            Notices.Tell(what, options.Clock());
    }

    private static string Clock(MediaTime position)
    {
        TimeSpan time = position - MediaTime.Zero;
        return time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:mm\\:ss}";
    }
}
