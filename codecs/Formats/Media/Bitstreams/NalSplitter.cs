using System.Buffers.Binary;

namespace Streaming.Formats.Media.Bitstreams;

/// <summary>Finds the NAL units of an access unit, behind start codes or behind length fields.</summary>
internal static class NalSplitter
{
    /// <summary>H.264 annex B: units between start codes of three or four bytes, without the zeros that trail them.</summary>
    public static bool TrySplitAnnexB(ReadOnlySpan<byte> packet, List<Range> units)
    {
        units.Clear();
        ReadOnlySpan<byte> code = [0, 0, 1];
        int start = packet.IndexOf(code);
        if (start < 0 || packet[..start].ContainsAnyExcept((byte)0))
            return false;
        while (start < packet.Length)
        {
            start += code.Length;
            int next = packet[start..].IndexOf(code);
            int end = next < 0 ? packet.Length : start + next;
            int size = packet[start..end].LastIndexOfAnyExcept((byte)0) + 1;
            if (size > 0)
                units.Add(start..(start + size));
            start = next < 0 ? packet.Length : end;
        }

        return units.Count > 0;
    }

    /// <summary>ISO/IEC 14496-15: every unit behind its length in 1 to 4 bytes.</summary>
    public static bool TrySplitLengths(ReadOnlySpan<byte> packet, int lengthSize, List<Range> units)
    {
        units.Clear();
        Span<byte> length = stackalloc byte[4];
        int at = 0;
        while (at + lengthSize <= packet.Length)
        {
            length.Clear();
            packet.Slice(at, lengthSize).CopyTo(length[(4 - lengthSize)..]);
            uint size = BinaryPrimitives.ReadUInt32BigEndian(length);
            at += lengthSize;
            if (size > packet.Length - at)
                return false;
            if (size > 0)
                units.Add(at..(at + (int)size));
            at += (int)size;
        }

        return at == packet.Length && units.Count > 0;
    }
}
