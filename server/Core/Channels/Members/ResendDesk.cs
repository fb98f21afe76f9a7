using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>Room for the packet at hand that is sent again: one for all, since they leave one after the other.</summary>
internal sealed class ResendDesk
{
    private byte[] _original = [];
    private byte[] _resent = [];

    /// <returns>Bytes of the packet that has left; zero where the film cannot be read.</returns>
    public int Send(ResendLog log, long packet, Instant now, IPacketSink sink)
    {
        if (_resent.Length < log.MaxPacket)
            (_original, _resent) = (new byte[log.MaxPacket], new byte[log.MaxPacket]);
        int length = log.Take(packet, now, _original, _resent);
        if (length > 0)
            sink.Whole(log.Stream, _resent.AsSpan(0, length), now);
        return length;
    }
}
