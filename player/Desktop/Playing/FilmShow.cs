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
    private RtspAddress? _address;
    private CancellationTokenSource _leaving = new();
    private MediaTime? _start = options.Start;
    private int _attempts;
    private Instant? _waitsSince;
    private bool _isFirst = true;

    /// <summary>Sessions that run, and what was left of those that are over.</summary>
    public Departures Departures { get; } = new();

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

    public Diagnosis? Diagnosis { get; private set; }

    public PlayerResult? Result { get; private set; }

    public FlowSpec Wish { get; private set; } = options.Wish;

    /// <summary>For how long nothing has moved though it should.</summary>
    public TimeSpan Waiting(bool isWaiting, Instant now)
    {
        _waitsSince = isWaiting ? _waitsSince ?? now : null;
        return now - (_waitsSince ?? now);
    }

    /// <summary>How much earlier than it is heard sound must be here, as the speaker takes it.</summary>
    public TimeSpan SoundLead
    {
        get;
        set
        {
            field = value;
            Viewing?.Playout.Lead(value);
        }
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
            case PlayerCommand.TakeRemedy when Diagnosis?.Remedy is { } remedy:
                Take(remedy, now);
                break;
            default:
                if (Viewing is { } viewing)
                    new ViewerHands(this, viewing, options.Memory).Do(command, now);
                break;
        }
    }

    /// <summary>Pictures of films that were left go when the window looks at them no more: it has come back for another.</summary>
    public void DiscardRetired() => Departures.Discard();

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
        if (Seeks.Shown(FilmPlayer.FilmAt(viewing, Shown.Position), Shown.Segment, at) is not null && IsPaused)
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
            running = Departures.Running;
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
            Diagnosis = Diagnostician.NoAddress(text);
            return;
        }

        Wish = options.Wish;
        MediaTime? left = _start is null ? options.Memory.Resume(text) : null;
        MediaTime from = _start ?? left ?? MediaTime.Zero;
        if (left is { } where)
            Notices.Tell($"resumed at {Notices.Clock(where)}, Home starts over", now);
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
        Wish = remedy.Wish ?? Wish;
        Seeks.Opening(now);
        Begin(from);
    }

    private void Begin(MediaTime from)
    {
        StartsAt = from;
        HasBegun = IsEndReached = false;
        Diagnosis = null;
        ClientOptions client = options.ClientOf(_address!, from, Wish, _isFirst);
        SessionEar? ear = null;
        Viewing viewing = new(gate, new() { Fixed = options.Latency }, options.Decoders, options.Clock, Tell, Connect);
        void Tell(string what) => ear!.Notice(what);
        IFilmClient Connect(Viewing made, IStreamListener listener) =>
            options.Client((ear = new(gate, this, made, options)).Options(client, listener));
        Retire();
        Viewing = viewing;
        viewing.Playout.Lead(SoundLead);
        viewing.TooMuchLost += ear!.WishLower;
        viewing.Failed += fault => Fail(viewing, fault);
        viewing.Start();
        CancellationToken leaving = _leaving.Token;
        Departures.Follow(Task.Run(() => SessionRun.FollowAsync(this, viewing, leaving)));
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

    /// <summary>A defect of ours ends the session, not the player: it is said on the screen, and in full for whoever mends it.</summary>
    public void Fail(Viewing viewing, Exception fault)
    {
        options.Note?.Invoke($"the player failed: {fault}");
        lock (gate)
        {
            if (viewing != Viewing)
                return;
            StartsAt = HasBegun ? Position(options.Clock()) ?? StartsAt : StartsAt;
            Diagnosis = Diagnostician.Of(fault);
            viewing.Playout.Pause(options.Clock());
        }
    }

    /// <summary>A session is over.</summary>
    /// <returns>How long to wait before going on, and where; null where it is not tried again.</returns>
    public (TimeSpan Wait, MediaTime From)? Over(Viewing viewing, PlayerResult result)
    {
        lock (gate)
        {
            Instant now = options.Clock();
            Result = result with { Report = result.Report with { Playout = PlayoutReportBuilder.Build(viewing, Seeks, Statistics, now) } };
            if (viewing != Viewing || result.Outcome is not SessionOutcome.Failed failed)
            {
                IsEndReached |= viewing == Viewing;
                return null;
            }

            if (HasBegun && now - PlayingSince > Reconnection.Recovered)
                _attempts = 0;
            MediaTime from = Seeks.Target ?? Position(now) ?? StartsAt;
            if (Reconnection.Decide(failed, HasBegun || IsReconnecting, _attempts) is not { } wait)
            {
                StartsAt = HasBegun ? from : StartsAt;
                Diagnosis = Diagnostician.Of(failed, _address!, Wish);
                viewing.Playout.Pause(now);
                return null;
            }

            Seeks.GivenUp();
            (_attempts, IsReconnecting) = (_attempts + 1, true);
            Notices.Tell($"{failed.Message}; trying again in {wait.TotalSeconds:0} s", now);
            return (wait, from);
        }
    }

    /// <summary>Goes on with another session, unless the viewer has gone elsewhere.</summary>
    public void GoOn(Viewing viewing, MediaTime from)
    {
        lock (gate)
        {
            if (viewing == Viewing)
                Begin(from);
        }
    }

    private void Leave(Instant now)
    {
        if (Viewing is not null && HasBegun && Presentation is { Channel: null } presentation)
        {
            MediaTime left = IsEndReached ? MediaTime.Zero : Seeks.Target ?? Position(now) ?? MediaTime.Zero;
            options.Memory.Left(Address, presentation.Name, left, presentation.Duration);
        }

        // Not Cancel: what waits for it would go on right here, in the middle of this.
        _ = _leaving.CancelAsync();
        _leaving = new();
        Retire();
        (Viewing, Diagnosis, Presentation) = (null, null, null);
        Languages.Offer([], null, null);
        Seeks.GivenUp();
        (IsPaused, IsReconnecting, HasBegun, IsEndReached, _attempts) = (false, false, false, false, 0);
    }

    private void Retire()
    {
        if (Viewing is not null)
            Departures.Retire(Viewing);
    }
}
