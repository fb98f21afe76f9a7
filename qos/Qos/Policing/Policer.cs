using Streaming.Qos.Monitoring;

namespace Streaming.Qos.Policing;

/// <summary>Holds what others send to what was agreed on: a meter, and an action for each colour. RFC 2475 §2.3.3.</summary>
/// <remarks>Unlike a shaper it delays nothing: a packet goes on, goes on marked differently, or is dropped. One caller at a time.</remarks>
public sealed class Policer(IColourMarker marker, PolicerAction green, PolicerAction yellow, PolicerAction red)
{
    private readonly PolicerAction[] _actions = [green, yellow, red];
    private readonly Tally[] _seen = new Tally[3];
    private Tally _dropped;

    public PolicerCounters Counters => new(_seen[0], _seen[1], _seen[2], _dropped);

    /// <param name="packet">Its bytes as an IP datagram.</param>
    /// <param name="marking">What it came with.</param>
    /// <param name="before">The colour it came with, for a meter that is aware of colours; green where it has none.</param>
    public PolicerVerdict Police(ByteCount packet, Dscp marking, Instant now, Colour before = Colour.Green)
    {
        Colour colour = marker.Mark(packet, now, before);
        PolicerAction action = _actions[(int)colour];
        Tally one = new(1, packet);
        _seen[(int)colour] += one;
        if (action.IsDrop)
            _dropped += one;
        return new(colour, action.IsDrop, action.Marking ?? marking);
    }
}
