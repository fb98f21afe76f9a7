using System.Net;

namespace Streaming.Lab.Virtual;

/// <summary>Buffers that no datagram is in at the moment.</summary>
internal sealed class PacketShelf
{
    private readonly Stack<PacketBuffer> _free = [];

    /// <param name="users">How many copies of it are under way.</param>
    public PacketBuffer Take(ReadOnlySpan<byte> packet, bool isReport, IPEndPoint? group = null, int users = 1)
    {
        PacketBuffer buffer = _free.TryPop(out PacketBuffer? used) ? used : new();
        buffer.Fill(packet);
        buffer.IsReport = isReport;
        buffer.Group = group;
        buffer.Users = users;
        return buffer;
    }

    /// <summary>One copy has come, or will not.</summary>
    public void Return(PacketBuffer buffer)
    {
        if (--buffer.Users == 0)
            _free.Push(buffer);
    }
}
