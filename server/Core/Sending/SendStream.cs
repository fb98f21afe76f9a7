using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>One simple stream on its way to one client: a cursor over the shared index and the RTP state that goes with it.</summary>
public sealed class SendStream
{
    internal SendStream(TrackIndex index, IByteSource film, byte payloadType, StreamIdentity identity, IPacketizer packetizer, StreamTransport transport)
    {
        Index = index;
        Film = film;
        PayloadType = payloadType;
        Identity = identity;
        Packetizer = packetizer;
        Transport = transport;
    }

    public TrackIndex Index { get; }

    public IByteSource Film { get; }

    public byte PayloadType { get; }

    public StreamIdentity Identity { get; }

    public StreamTransport Transport { get; }

    /// <summary>Whether the packet being handed to a sink is the first of its access unit.</summary>
    public bool IsUnitStart { get; private set; }

    /// <summary>What the receiver last reported; null before it did. May be read from any thread.</summary>
    public ReceptionReport? Reception { get; private set; }

    /// <summary>What the sink keeps for this stream; the core neither reads nor changes it.</summary>
    public object? SinkState { get; set; }

    internal IPacketizer Packetizer { get; }
}
