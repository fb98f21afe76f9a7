using Streaming.Lab.Records;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Viewers;

/// <summary>Measures what one viewer lives through, from coming to going, over all sessions that takes. By the run's clock.</summary>
/// <remarks>Contract: told of everything as it happens; <see cref="Look"/> when <see cref="Next"/> has come. The same of a viewer in
/// virtual time and of one on sockets.</remarks>
internal sealed class ViewerWatch
{
    /// <summary>How often it is looked at what is held.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly WatchedViewer _who;
    private readonly Instant _came;
    private readonly StallLog _stalls;
    private readonly DropLog _drops;
    private readonly ContractLog _contracts;
    private readonly SeriesKeeper? _series;
    private readonly Distribution _delays = new();
    private readonly Distribution _skews = new();
    private readonly Distribution _buffers = new();
    private Reception _earlier;
    private ReceiverSession? _session;
    private Instant _stepEnds;
    private Instant? _firstShown;
    private Instant? _ended;
    private string _outcome = "playing";
    private string? _why;
    private string? _rendition;
    private int _renditionChanges;
    private int _laneChanges;
    private string _transport = "udp";
    private RefusalRecord? _refusal;
    private long _shownLate;
    private TimeSpan _latest;
    private long _mostHeld;

    public ViewerWatch(WatchedViewer who, Instant came)
    {
        (_who, _came) = (who, came);
        (_stalls, _drops, _contracts) = (new(who.RunStart), new(who.RunStart), new(who.RunStart));
        _series = who.KeepsSeries ? new() : null;
        Next = came + Glance;
        _stepEnds = came + who.Step;
    }

    /// <summary>When to look again.</summary>
    public Instant Next { get; private set; }

    /// <summary>When the first picture came up, or the first sound; null before that.</summary>
    public Instant? FirstShown => _firstShown;

    public bool IsStanding => _stalls.IsStanding;

    /// <summary>How long the picture has stood in all.</summary>
    public TimeSpan StalledAt(Instant now) => _stalls.LengthAt(now);

    /// <summary>All it has received, over all its sessions.</summary>
    public Reception Reception => _session is null ? _earlier : _earlier + Reception.Of(_session);

    /// <summary>What it has counted itself.</summary>
    public ViewerAccounts Accounts
    {
        get
        {
            Reception sum = Reception;
            return new()
            {
                Packets = sum.Packets,
                Duplicates = sum.Duplicates,
                Expected = sum.Expected,
                Lost = sum.Lost,
                Refused = sum.Refused,
                ShownLate = _shownLate,
                Latest = _latest,
                MostHeld = new(_mostHeld),
            };
        }
    }

    /// <summary>A session begins, the first or another in its place.</summary>
    public void Begins(ReceiverSession session, Instant now)
    {
        _earlier = Reception;
        _laneChanges += LaneChanges(now);
        _session = session;
    }

    /// <summary>The session has done something.</summary>
    public void Told(SessionEffect effect, Instant now)
    {
        switch (effect)
        {
            case SessionEffect.StreamOpened { Stream.Setup: var setup }:
                _transport = setup.IsTcp ? "tcp" : setup.IsMulticast ? "multicast" : "udp";
                break;
            case SessionEffect.ContractGranted granted:
                _contracts.Add(granted.Terms, "", now);
                break;
            case SessionEffect.ContractChanged changed:
                _contracts.Add(changed.Terms, changed.Reason, now);
                break;
        }
    }

    /// <summary>A datagram of media, parity or what was sent again.</summary>
    /// <param name="bytes">Without headers of IP and UDP.</param>
    /// <param name="delay">From leaving the server; null where nobody knows.</param>
    public void Received(int bytes, TimeSpan? delay)
    {
        _series?.Received(bytes);
        if (delay is not { } took)
            return;
        (_series?.Delays ?? _delays).Add(took);
    }

    public void Shown(in ShownPicture picture, Instant now)
    {
        _firstShown ??= now;
        string rendition = _contracts.Rendition;
        if (_rendition is not null && _rendition != rendition)
            _renditionChanges++;
        _rendition = rendition;
        if (picture.IsTooLate)
        {
            _shownLate++;
            _latest = picture.Late > _latest ? picture.Late : _latest;
        }

        if (picture.Skew is not { } skew)
            return;
        _skews.Add(skew);
        _series?.Skewed(skew);
    }

    /// <summary>A picture has come up; or there is none, and the sound is heard from now on.</summary>
    public void Heard(Instant now) => _firstShown ??= now;

    /// <returns>Whether the picture stands from now on and did not before.</returns>
    public bool Stands(bool stands, Instant now) => _stalls.Tell(stands, now);

    /// <summary>The network did not bring a packet.</summary>
    /// <param name="cause">queueFull, loss, policed or down.</param>
    public void Dropped(string link, string cause, Instant now) => _drops.Add(link, cause, now);

    /// <summary>Looks at what is held.</summary>
    /// <param name="own">The same instant by the clock that it plays by.</param>
    public void Look(SessionPlayout playout, Instant own, Instant now)
    {
        TimeSpan held = playout.HeldAt(own);
        held = held > TimeSpan.Zero ? held : TimeSpan.Zero;
        if (playout.Clock.HasStarted)
            _buffers.Add(held);
        _mostHeld = Math.Max(_mostHeld, playout.WaitingBytes.Bytes);
        Next += Glance;
        if (now < _stepEnds)
            return;
        CloseStep(held);
        _stepEnds += _who.Step;
    }

    /// <summary>Of a channel the lanes of the picture are one stream: what was shown of which, the session itself knows.</summary>
    private int LaneChanges(Instant now) =>
        _transport == "multicast" ? _session?.Report(now).Channel?.InStep?.LaneChanges ?? 0 : 0;

    private void CloseStep(TimeSpan held)
    {
        if (_series is null)
            return;
        _delays.Add(_series.Delays);
        _series.Close(_who.Step, Reception, _contracts.Rate, held);
    }

    /// <summary>It is over.</summary>
    /// <param name="outcome">refused, completed, left, vanished, playing or failed.</param>
    /// <param name="why">In a sentence, where it was refused or failed.</param>
    public void Ended(string outcome, string? why, RefusalRecord? refusal, Instant now)
    {
        (_outcome, _why, _refusal, _ended) = (outcome, why, refusal, now);
        _stalls.Tell(stands: false, now);
        Next = Instant.Never;
    }

    public SessionRecord Record(Instant now)
    {
        Reception reception = Reception;
        return new()
        {
            Id = _who.Id,
            Audience = _who.Audience.Name,
            Title = _who.Audience.Title ?? _who.Audience.Channel ?? "",
            Link = _who.Link,
            Class = _contracts.Class ?? ServiceClassText.Format(_who.Audience.Wish.Class),
            Transport = _transport,
            ArrivedS = Seconds.Since(_who.RunStart, _came),
            EndedS = _ended is { } ended ? Seconds.Since(_who.RunStart, ended) : null,
            Outcome = _outcome,
            Why = _why,
            Refusal = _refusal,
            StartupMs = _firstShown is { } shown ? Seconds.Milli(shown - _came) : null,
            Contracts = _contracts.All,
            Sent = reception.Expected,
            Lost = reception.Lost,
            LostAfterRepair = reception.Missing,
            Late = reception.Discarded,
            MendedByParity = reception.ByParity,
            MendedByResend = reception.ByResend,
            Bytes = reception.Bytes,
            Stalls = _stalls.Count,
            StalledMs = Seconds.Milli(_stalls.LengthAt(now)),
            StallTimes = _stalls.All,
            RenditionChanges = _renditionChanges + _laneChanges + LaneChanges(now),
            DelayMs = _delays.Summary(),
            SkewMs = _skews.Summary(),
            BufferMs = _buffers.Summary(),
            Drops = _drops.All,
            Series = _series?.Take((int)((_came - _who.RunStart).Ticks / _who.Step.Ticks)),
            Delays = _delays,
            Skews = _skews,
            Buffers = _buffers,
        };
    }
}
