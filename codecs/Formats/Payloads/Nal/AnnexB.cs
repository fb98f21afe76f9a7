// Rec. ITU-T H.264 and H.265, Annex B: the byte stream format that the index keeps parameter sets in.
namespace Streaming.Formats.Payloads.Nal;

/// <summary>Takes a byte stream of a few parameter sets apart; the film itself is cut by the index.</summary>
internal static class AnnexB
{
    public static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    /// <summary>The NAL units between start codes of three or four bytes, without trailing zeros.</summary>
    public static List<byte[]> Split(ReadOnlySpan<byte> stream)
    {
        List<byte[]> units = [];
        int start = NextStartCode(stream, 0);
        while (start < stream.Length)
        {
            int end = NextStartCode(stream, start + 3);
            ReadOnlySpan<byte> unit = stream[(start + 3)..end].TrimEnd((byte)0);
            if (!unit.IsEmpty)
                units.Add(unit.ToArray());
            start = end;
        }

        return units;
    }

    /// <summary>The unit without emulation prevention bytes: every 03 behind two zeros is gone. H.264 §7.4.1.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> unit)
    {
        List<byte> raw = new(unit.Length);
        int zeros = 0;
        foreach (byte value in unit)
        {
            if (zeros >= 2 && value == 3)
            {
                zeros = 0;
                continue;
            }

            raw.Add(value);
            zeros = value == 0 ? zeros + 1 : 0;
        }

        return [.. raw];
    }

    private static int NextStartCode(ReadOnlySpan<byte> stream, int from)
    {
        ReadOnlySpan<byte> code = [0, 0, 1];
        int at = from >= stream.Length ? -1 : stream[from..].IndexOf(code);
        return at < 0 ? stream.Length : from + at;
    }
}
