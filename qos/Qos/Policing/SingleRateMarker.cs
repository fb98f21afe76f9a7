using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Shaping;

namespace Streaming.Qos.Policing;

/// <summary>One rate, two sizes of burst: what fits into the first is green, what fits into the second yellow. RFC 2697, srTCM.</summary>
/// <remarks>
/// Tokens come at the committed rate and fill the committed bucket; what flows over fills the excess bucket. Both are full at the start and
/// kept in bits times ticks: nothing rounds. Where the RFC adds a token at a time, here all that time has earned is added at once, which
/// comes to the same since no packet is between. Time that runs backwards earns nothing.
/// </remarks>
public sealed class SingleRateMarker : IColourMarker
{
    private readonly BitRate _rate;
    private readonly long _committedSize, _excessSize;
    private long _committed, _excess;
    private Instant _at;

    /// <param name="rate">CIR.</param>
    /// <param name="committed">CBS, at least the largest packet.</param>
    /// <param name="excess">EBS; zero where nothing shall be yellow.</param>
    public SingleRateMarker(BitRate rate, ByteCount committed, ByteCount excess, Instant now)
    {
        Invariant.That(rate >= BitRate.Zero && committed >= ByteCount.Zero && excess >= ByteCount.Zero);
        Invariant.That(committed <= TrafficSpec.MostDepth && excess <= TrafficSpec.MostDepth);
        _rate = rate;
        _committed = _committedSize = BitTicks.Of(committed);
        _excess = _excessSize = BitTicks.Of(excess);
        _at = now;
    }

    /// <inheritdoc/>
    public Colour Mark(ByteCount packet, Instant now, Colour before = Colour.Green)
    {
        Refill(now);
        long size = BitTicks.Of(packet);
        if (before == Colour.Green && size <= _committed)
        {
            _committed -= size;
            return Colour.Green;
        }

        if (before == Colour.Red || size > _excess)
            return Colour.Red;
        _excess -= size;
        return Colour.Yellow;
    }

    private void Refill(Instant now)
    {
        long room = _committedSize - _committed, overflowRoom = _excessSize - _excess;
        long earned = BitTicks.Earned(_rate, _at, now, room + overflowRoom);
        _committed += Math.Min(earned, room);
        _excess += Math.Max(0, earned - room);
        _at = Instant.Max(_at, now);
    }
}
