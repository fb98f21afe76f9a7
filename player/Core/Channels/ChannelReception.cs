using Streaming.Player.Contracts;
using Streaming.Player.Playout;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;

namespace Streaming.Player.Channels;

/// <summary>A receiver of a channel: takes the best lane its link carries, makes one stream of them, and keeps in step.</summary>
public sealed class ChannelReception : IChannelReception, IDisposable
{
    private readonly UnseenPlayer? _unseen;
    private readonly IStreamListener _player;
    private readonly LayerSeam _seam;
    private readonly InStep _step = new();
    private readonly InStepTalk _talk;
    private readonly StepMeter _meter = new();
    private readonly WindowTaker _windows = new();
    private readonly Dictionary<ActiveStream, ArrivalWatch> _watches = [];
    private readonly Queue<LayerVerb> _verbs = new();
    private readonly ulong _seed;
    private LayerPolicy? _policy;
    private Instant _nextWindow = Instant.Never;
    private Instant? _answered;

    /// <param name="player">Who plays; null: nobody, but what would be shown is timed all the same.</param>
    /// <param name="seed">Keeps the tries of several receivers apart.</param>
    public ChannelReception(IStreamListener? player, ulong seed)
    {
        _unseen = player is null ? new() : null;
        _player = player ?? _unseen!.Playout;
        _seam = new(_player) { Heard = Arrived };
        _talk = new(_step);
        _seed = seed;
    }

    public IStreamListener? Listener => _seam;

    public Instant Next => Instant.Min(Instant.Min(_nextWindow, _seam.Next), _unseen?.Next ?? Instant.Never);

    /// <summary>Where everybody is.</summary>
    public InStep Step => _step;

    public void Described(Presentation presentation, Instant now)
    {
        _step.Described(presentation.Channel?.Delay);
        LayerOffer[] offers = [.. presentation.Tracks
            .Where(track => track is { IsLayer: true, IsPlayable: true, Rate: not null })
            .Select(track => new LayerOffer(track, track.Rate!.Value))];
        _policy = offers.Length > 1 ? new(offers, _seed) : null;
    }

    public void Opened(ActiveStream stream, Instant now)
    {
        _watches[stream] = new(stream, now);
        _policy?.Opened(stream.Setup.Track, now);
        _nextWindow = Instant.Min(_nextWindow, now + WindowTaker.Length);
    }

    public void Closed(ActiveStream stream, Instant now)
    {
        _watches.Remove(stream);
        _policy?.Closed(stream.Setup.Track);
    }

    public void Began(PlayAnswer answer, Instant now)
    {
        _answered ??= now;
        _talk.Began(answer);
        Align(now);
    }

    public void Refused(OfferedTrack track, string why, Shortage? shortage, Instant now) => _policy?.Refused(track, now);

    public void FellBack(Instant now)
    {
        _verbs.Clear();
        _watches.Clear();
        _windows.Forget();
        _policy?.Forget();
    }

    public void Reported(ActiveStream stream, ReadOnlySpan<byte> compound, Instant now) => _talk.Read(stream, compound, now);

    public int WriteBlocks(ActiveStream stream, Instant now, Span<byte> blocks) =>
        _talk.Write(stream, _watches.GetValueOrDefault(stream)?.Latest, _player, now, blocks);

    public void Advance(IReadOnlyList<ActiveStream> streams, Instant now)
    {
        _unseen?.Advance(now);
        _seam.Advance(now);
        if (now < _nextWindow)
            return;
        _nextWindow = now + WindowTaker.Length;
        Align(now);
        LayerWindow window = _windows.Take(streams, _watches.Values, now);
        if (_policy?.Decide(window, _seam.Shown, UntilKey(now), now) is { } verb && !_verbs.Contains(verb))
            _verbs.Enqueue(verb);
        if (_policy?.Wanted is { } wanted)
            _seam.Want(wanted, now);
    }

    public bool TryTake(out LayerVerb? verb) => _verbs.TryDequeue(out verb);

    public InStepReport? Report(Instant now) => new InStepReport
    {
        DelayMs = _step.Delay?.TotalMilliseconds,
        SkewMedianMs = Ms(_meter.Median),
        SkewP99Ms = Ms(_meter.Percentile99),
        InStepAfterMs = Ms(_meter.NearAt - _answered),
        ClockErrorMs = Ms(_step.Clock.ErrorAt(now)),
        ClockDriftPpm = _step.Clock.SkewPpm,
        LaneChanges = _seam.Changes,
        LaneTries = _policy?.Tries ?? 0,
        LaneTriesFailed = _policy?.Failures ?? 0,
    };

    public void Dispose() => _unseen?.Dispose();

    private static double? Ms(TimeSpan? time) => time is { } known ? Math.Round(known.TotalMilliseconds, 3) : null;

    private void Arrived(ActiveStream stream, long time, Instant arrival) => _watches.GetValueOrDefault(stream)?.Arrived(time, arrival);

    private void Align(Instant now)
    {
        if (_step.LineAt(now) is not { } line)
            return;
        _player.Align(line, now);
        if (_player.PresentedAt(line.PositionAt(now)) is { } presented)
            _meter.Add(presented - now, now);
    }

    /// <summary>Null where key pictures come so often that nobody need wait for one, and where none has come twice.</summary>
    private TimeSpan? UntilKey(Instant now)
    {
        if (_seam.LastKey is not { } key || key.Apart < TimeSpan.FromSeconds(1.5) || key.Apart > TimeSpan.FromSeconds(12))
            return null;
        long since = (now - key.At).Ticks % key.Apart.Ticks;
        return key.Apart - new TimeSpan(since);
    }
}
