using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>A stream whose packets are handed over whole, and are gone when the call is over: parity, packets sent again,
/// MPEG-TS.</summary>
/// <remarks>Those of a <see cref="SendStream"/> are a header and slices of a film.</remarks>
public abstract class WholeStream : OutgoingStream
{
    private long _packets;
    private long _bytes;

    private protected WholeStream(byte payloadType, StreamIdentity identity, StreamTransport transport)
        : base(payloadType, identity, transport)
    {
    }

    /// <summary>Packets sent so far. May be read from any thread.</summary>
    public long PacketsSent => Volatile.Read(ref _packets);

    /// <summary>Their bytes, RTP headers included. May be read from any thread.</summary>
    public long BytesSent => Volatile.Read(ref _bytes);

    /// <summary>A packet leaves.</summary>
    internal void Count(int bytes)
    {
        Volatile.Write(ref _packets, _packets + 1);
        Volatile.Write(ref _bytes, _bytes + bytes);
    }
}
