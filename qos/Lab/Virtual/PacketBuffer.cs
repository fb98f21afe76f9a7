using System.Net;

namespace Streaming.Lab.Virtual;

/// <summary>The bytes of a datagram on its way, in memory that is used again.</summary>
internal sealed class PacketBuffer
{
    /// <summary>What nearly all packets fit into; for a larger one it grows.</summary>
    private byte[] _bytes = new byte[2_048];

    public int Length { get; private set; }

    /// <summary>Where it goes, if that is a group.</summary>
    public IPEndPoint? Group { get; set; }

    /// <summary>RTCP.</summary>
    public bool IsReport { get; set; }

    /// <summary>Copies under way.</summary>
    public int Users { get; set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public void Fill(ReadOnlySpan<byte> packet)
    {
        if (packet.Length > _bytes.Length)
            _bytes = new byte[packet.Length];
        packet.CopyTo(_bytes);
        Length = packet.Length;
    }
}
