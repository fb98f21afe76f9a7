using Streaming.Formats.Media;
using Streaming.Player.Channels;
using Streaming.Player.Sessions;
using Streaming.Primitives.Chance;

namespace Streaming.Player.Tests.Channels;

/// <summary>A receiver of the simulated channel: its policy, its last link, and what it sees.</summary>
internal sealed class LayerReceiver
{
    /// <summary>What repair has room for; more stays missing.</summary>
    private const double Mendable = 0.1;

    private readonly LayerOffer[] _offers;
    private readonly SeededRandom _random;
    private readonly Queue<(Instant At, int Bits, bool Arrives, TimeSpan Queueing)> _coming = new();
    private int _expected;
    private int _lost;
    private long _bits;
    private double _recentLoss;
    private TimeSpan? _queueing;

    public LayerReceiver(BitRate[] rates, SharedLink link, ulong seed)
    {
        _offers = [.. rates.Select((rate, i) => new LayerOffer(
            new OfferedTrack { Number = i, Kind = TrackKind.Video, ControlUrl = $"rtsp://h/trackID={i + 1}", Rendition = $"{i}" }, rate))];
        Link = link;
        Policy = new(_offers, seed);
        _random = new(seed + 1);
        Joined = new bool[rates.Length];
    }

    public SharedLink Link { get; }

    public LayerPolicy Policy { get; }

    public bool[] Joined { get; }

    public int? Shown { get; private set; }

    /// <summary>The server refuses these.</summary>
    public Func<int, bool> IsRefused { get; init; } = _ => false;

    public List<(Instant At, int Lane)> Changes { get; } = [];

    /// <summary>Packets of the lane that is shown, and of those what repair did not bring back, while it tries nothing itself.</summary>
    public long Watched { get; private set; }

    public long Missed { get; private set; }

    public LayerVerb? Pending { get; private set; }

    public void Start(Instant now)
    {
        Joined[0] = true;
        Policy.Opened(_offers[0].Track, now);
    }

    /// <summary>A packet that was sent now.</summary>
    public void Packet(int bits, bool arrives, TimeSpan queueing, Instant now) =>
        _coming.Enqueue((now + queueing, bits, arrives, queueing));

    /// <summary>Takes what has come.</summary>
    public void Take(Instant now)
    {
        while (_coming.TryPeek(out (Instant At, int Bits, bool Arrives, TimeSpan Queueing) packet) && packet.At <= now)
        {
            _coming.Dequeue();
            _expected++;
            _lost += packet.Arrives ? 0 : 1;
            _bits += packet.Arrives ? packet.Bits : 0;
            if (packet.Arrives && (_queueing is null || packet.Queueing < _queueing))
                _queueing = packet.Queueing;
        }
    }

    /// <summary>A key picture goes by in all lanes.</summary>
    public void Key(Instant now)
    {
        int wanted = Array.FindIndex(_offers, offer => offer.Track == Policy.Wanted);
        if (wanted < 0 || !Joined[wanted] || wanted == Shown)
            return;
        Shown = wanted;
        Changes.Add((now, wanted));
    }

    public void Look(TimeSpan length, TimeSpan? untilKey, Instant now)
    {
        Take(now);
        _recentLoss += ((double)_lost / Math.Max(1, _expected) - _recentLoss) * 0.2;
        int missed = 0;
        for (int i = 0; i < _lost; i++)
            missed += _random.NextDouble() < (_recentLoss > Mendable ? 1 : _recentLoss) ? 1 : 0;
        if (Policy.Phase == LayerPhase.Settled)
            (Watched, Missed) = (Watched + _expected, Missed + missed);
        LayerWindow window = new(length, _expected, _lost, missed, new(_bits / 8), _queueing ?? TimeSpan.FromSeconds(1));
        (_expected, _lost, _bits, _queueing) = (0, 0, 0, null);
        Pending = Policy.Decide(window, Shown is { } shown ? _offers[shown].Track : null, untilKey, now);
    }

    public void Obey(Instant now)
    {
        switch (Pending)
        {
            case LayerVerb.Join join when IsRefused(join.Track.Number):
                Policy.Refused(join.Track, now);
                break;
            case LayerVerb.Join join:
                Joined[join.Track.Number] = true;
                Policy.Opened(join.Track, now);
                break;
            case LayerVerb.Leave leave:
                Joined[leave.Track.Number] = false;
                Policy.Closed(leave.Track);
                break;
        }

        Pending = null;
    }
}
