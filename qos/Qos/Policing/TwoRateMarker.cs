using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Shaping;

namespace Streaming.Qos.Policing;

/// <summary>Two rates with a burst each: beyond the peak is red, beyond the committed rate yellow. RFC 2698, trTCM.</summary>
/// <remarks>The two buckets fill independently and are full at the start; a yellow packet takes from the peak bucket alone.</remarks>
public sealed class TwoRateMarker : IColourMarker
{
    private TokenBucket _peak, _committed;

    /// <param name="peak">PIR, at least the committed rate.</param>
    /// <param name="peakBurst">PBS, at least the largest packet.</param>
    /// <param name="rate">CIR.</param>
    /// <param name="burst">CBS, at least the largest packet.</param>
    public TwoRateMarker(BitRate peak, ByteCount peakBurst, BitRate rate, ByteCount burst, Instant now)
    {
        Invariant.That(peak >= rate);
        _peak = new(peak, peakBurst, now);
        _committed = new(rate, burst, now);
    }

    /// <summary>Meters a flow by its own specification: p with a burst of one largest packet, r with b.</summary>
    public TwoRateMarker(TrafficSpec traffic, Instant now)
        : this(traffic.Peak, traffic.MaxPacket, traffic.Rate, traffic.Depth, now)
    {
    }

    /// <inheritdoc/>
    public Colour Mark(ByteCount packet, Instant now, Colour before = Colour.Green)
    {
        if (before == Colour.Red || !_peak.TryConsume(packet, now))
            return Colour.Red;
        return before == Colour.Green && _committed.TryConsume(packet, now) ? Colour.Green : Colour.Yellow;
    }
}
