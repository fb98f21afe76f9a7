using Streaming.Player.Playout;
using Streaming.Player.Sound;

namespace Streaming.Lab.Viewers;

/// <summary>A sound device that nobody hears: asks for blocks by a beat of its own, and is given what the playout clock says is heard
/// then.</summary>
/// <remarks>Without samples: only which position is heard when. The beat is drawn through the device's calls as the player does it, so a
/// device that is off costs here what it costs there.</remarks>
/// <param name="devicePpm">How much faster than our clock the device takes samples, in millionths.</param>
internal sealed class UnseenSpeaker(PlayoutClock clock, int devicePpm)
{
    private const int Rate = 48_000;

    /// <summary>What a device takes at once: 20 ms.</summary>
    private const int Block = Rate / 50;

    private const long BlockTicks = Block * TimeSpan.TicksPerSecond / Rate;

    private const long Million = 1_000_000;

    /// <summary>From being handed to the device to being heard.</summary>
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    /// <summary>What is missing is concealed for so long; then the device is silent.</summary>
    private static readonly TimeSpan Concealed = TimeSpan.FromMilliseconds(100);

    private readonly DeviceClock _beat = new(Rate);
    private Instant? _began;
    private long _asked;
    private MediaTime? _there;
    private int _segment;
    private (MediaTime Position, Instant At, double Slope)? _heard;

    /// <summary>When the device asks next.</summary>
    public Instant Next { get; private set; } = Instant.Never;

    /// <summary>Another segment: what was there of the one before is not heard any more.</summary>
    public void Begin(PlaySegment segment)
    {
        _segment = segment.Number;
        if (!segment.GoesOn)
            _there = null;
    }

    /// <summary>So much sound is there; from the first on the device asks.</summary>
    public void Offer(CodedSample sound, Instant now)
    {
        if (sound.Segment != _segment)
            return;
        if (_began is null)
            (_began, Next) = (now, now);
        _there = _there is { } there ? MediaTime.Max(there, sound.Position) : sound.Position;
    }

    /// <summary>The device asks for all that it has asked for until now.</summary>
    public void CatchUp(Instant now)
    {
        while (Next <= now)
            Ask(Next);
    }

    /// <summary>How early the sound is against a picture of that position; null where none is heard.</summary>
    public TimeSpan? SkewOf(MediaTime picture, Instant at)
    {
        if (_heard is not { } heard)
            return null;
        MediaTime sound = heard.Position + new TimeSpan((long)((at - heard.At).Ticks * heard.Slope));
        return (sound - picture) / clock.Rate;
    }

    private void Ask(Instant at)
    {
        Instant heard = at + Latency;
        Instant said = _beat.Accept(heard, Block);
        MediaTime position = clock.PositionAt(said);
        bool isThere = clock.IsRunning && clock.Segment == _segment && position <= _there + Concealed;
        double slope = _beat.Period * Rate * (Million + devicePpm) / Million * clock.Rate.PartsPerMillion / Million;
        _heard = isThere ? (position, heard, slope) : null;
        _asked++;
        Next = _began!.Value + Taken(_asked);
    }

    /// <summary>How long the device takes for so many blocks.</summary>
    private TimeSpan Taken(long blocks) =>
        new(Exact.Share(blocks * BlockTicks, Million, Million + devicePpm));
}
