namespace Streaming.Qos.Policing;

/// <summary>Meters a flow, packet by packet, and says what colour each one is.</summary>
public interface IColourMarker
{
    /// <summary>The colour of one packet; what it takes of the buckets is taken.</summary>
    /// <param name="packet">Its bytes as an IP datagram.</param>
    /// <param name="before">The colour that somebody on the way gave it: it only gets worse. Green: nobody did.</param>
    Colour Mark(ByteCount packet, Instant now, Colour before = Colour.Green);
}
