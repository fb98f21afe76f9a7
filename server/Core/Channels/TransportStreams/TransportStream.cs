using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Policing;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.TransportStreams;

/// <summary>A transport stream over RTP, or one of the two streams of its parity. RFC 2250 §2, SMPTE 2022-1.</summary>
public sealed class TransportStream : WholeStream
{
    private readonly DscpMap _marking;

    internal TransportStream(byte payloadType, StreamIdentity identity, StreamTransport transport, ServiceClass service)
        : base(payloadType, identity, transport) => _marking = DscpMap.For(service);

    /// <summary>Sound and pictures in one: as pictures, which most of it is.</summary>
    public override Dscp Marking => _marking.Of(TrafficClass.Video);

    public override Dscp ControlMarking => _marking.Of(TrafficClass.Control);

    /// <summary>The number of the next packet.</summary>
    internal SequenceNumber Next => Identity.First + unchecked((ushort)PacketsSent);
}
