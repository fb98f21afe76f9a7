using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>Sources that leave, and perhaps why. RFC 3550 §6.6.</summary>
/// <remarks>
/// <code>
/// |                           SSRC/CSRC                           |
/// :                              ...                              :
/// |     length    |               reason for leaving            ...
/// </code>
/// </remarks>
public readonly ref struct Bye
{
    private readonly ReadOnlySpan<byte> _sources;

    private Bye(ReadOnlySpan<byte> sources, ReadOnlySpan<byte> reason)
    {
        _sources = sources;
        Reason = reason;
    }

    /// <summary>0 … 31 sources; 0 is allowed and useless.</summary>
    public int Count => _sources.Length / 4;

    /// <summary>UTF-8, at most 255 bytes, not checked; empty where none is given.</summary>
    public ReadOnlySpan<byte> Reason { get; }

    public Ssrc this[int index] => new(BinaryPrimitives.ReadUInt32BigEndian(_sources.Slice(index * 4, 4)));

    public static bool TryParse(in RtcpPacket packet, out Bye bye)
    {
        bye = default;
        int sources = packet.Count * 4;
        if (packet.Type != RtcpType.Bye || packet.Body.Length < sources)
            return false;
        ReadOnlySpan<byte> rest = packet.Body[sources..];
        if (!rest.IsEmpty && 1 + rest[0] > rest.Length)
            return false;
        bye = new(packet.Body[..sources], rest.IsEmpty ? default : rest.Slice(1, rest[0]));
        return true;
    }

    public bool Contains(Ssrc source)
    {
        for (int i = 0; i < Count; i++)
        {
            if (this[i] == source)
                return true;
        }

        return false;
    }
}
