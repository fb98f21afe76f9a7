using Streaming.Formats.Rtp;
using Streaming.Qos.Policing;

namespace Streaming.Server.Sending;

/// <summary>An RTP stream that mends another: its parity (RFC 8627), or its packets sent again (RFC 4588).</summary>
/// <remarks>Deviation: it has no sender reports of its own. Its stamps are its source's, whose reports say what they mean. Parity says
/// goodbye behind its source, and an empty receiver report stands in front of that; even where none of it was ever sent: plain clients wait
/// for the goodbye of whatever they have set up. What is sent again is part of its source's medium, and goes with it.</remarks>
public sealed class RepairStream : WholeStream
{
    /// <summary>How long after a packet has left it may be asked for (rtx-time, RFC 4588 §8.6): three times 200 ms, the way to another
    /// continent and back, and the time to notice that it is missing.</summary>
    public static readonly TimeSpan ResendTime = TimeSpan.FromSeconds(1);

    internal RepairStream(SendStream source, byte payloadType, StreamIdentity identity, StreamTransport transport)
        : base(payloadType, identity, transport) => Source = source;

    /// <summary>The stream it mends.</summary>
    public SendStream Source { get; }

    /// <summary>As its source: what mends a packet is worth as much as the packet.</summary>
    public override Dscp Marking => Source.Marking;

    public override Dscp ControlMarking => Source.ControlMarking;

    /// <summary>The number of the next packet.</summary>
    internal SequenceNumber Next => Identity.First + unchecked((ushort)PacketsSent);
}
