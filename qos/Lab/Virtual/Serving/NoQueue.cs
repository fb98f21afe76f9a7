using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>A virtual connection has no room for media.</summary>
internal sealed class NoQueue : IInterleavedQueue
{
    public bool BeginUnit(byte channel, int bytes, bool isKey) => false;

    public QueueResult Append(byte channel, in PacketWriter packet, IByteSource film) => QueueResult.Dropped;

    public QueueResult AppendWhole(byte channel, ReadOnlySpan<byte> packet) => QueueResult.Dropped;
}
