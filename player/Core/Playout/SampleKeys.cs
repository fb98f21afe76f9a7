namespace Streaming.Player.Playout;

/// <summary>Whether a decoder can begin with a sample: told from its first bytes, because no payload format says it for all
/// codings.</summary>
internal static class SampleKeys
{
    /// <param name="codec">The encoding name of the description, in capitals.</param>
    /// <param name="sample">In the stored form: annex B, whole frames, OBUs with sizes.</param>
    public static bool IsKey(string codec, ReadOnlySpan<byte> sample) => codec switch
    {
        // IDR, or a sequence parameter set: the server sends one in front of whatever can be entered, recovery points too. H.264 table 7-1.
        "H264" => HasUnit(sample, head => (head & 0x1F) is 5 or 7, head => (head & 0x1F) is 1 or 2),

        // BLA, IDR, CRA; or a sequence parameter set. H.265 table 7-1.
        "H265" => HasUnit(sample, head => ((head >> 1) & 0x3F) is (>= 16 and <= 21) or 33, head => ((head >> 1) & 0x3F) < 16),

        // The lowest bit of the frame tag is zero. RFC 6386 §9.1.
        "VP8" => sample.Length > 0 && (sample[0] & 1) == 0,
        "VP9" => IsVp9Key(sample),
        "AV1" => StartsSequence(sample),
        _ => true,
    };

    private static bool HasUnit(ReadOnlySpan<byte> sample, Func<byte, bool> isWanted, Func<byte, bool> isOther)
    {
        ReadOnlySpan<byte> code = [0, 0, 1];
        for (int at = sample.IndexOf(code); at >= 0 && at + 3 < sample.Length;)
        {
            byte head = sample[at + 3];
            if (isWanted(head))
                return true;

            // The first slice decides; looking through the rest of a large picture would find nothing.
            if (isOther(head))
                return false;
            int next = sample[(at + 3)..].IndexOf(code);
            at = next < 0 ? -1 : at + 3 + next;
        }

        return false;
    }

    /// <summary>frame_marker (2 bits), profile (2, and one more of profile 3), show_existing_frame, frame_type. VP9 bitstream
    /// §6.2.</summary>
    private static bool IsVp9Key(ReadOnlySpan<byte> sample)
    {
        if (sample.IsEmpty || sample[0] >> 6 != 2)
            return false;
        int rest = (sample[0] & 0x30) == 0x30 ? sample[0] << 1 : sample[0];
        return (rest & 0x0C) == 0;
    }

    /// <summary>A sequence header stands in front of key frames only. AV1 §7.5; OBU header §5.3.2, sizes §4.10.5.</summary>
    private static bool StartsSequence(ReadOnlySpan<byte> sample)
    {
        while (sample.Length > 1)
        {
            int type = (sample[0] >> 3) & 15;
            if (type == 1)
                return true;
            int at = (sample[0] & 4) != 0 ? 2 : 1;
            if ((sample[0] & 2) == 0)
                return false;
            long size = 0;
            for (int shift = 0; shift < 56 && at < sample.Length; shift += 7)
            {
                byte part = sample[at++];
                size |= (long)(part & 0x7F) << shift;
                if (part < 0x80)
                    break;
            }

            if (size > sample.Length - at)
                return false;
            sample = sample[(at + (int)size)..];
        }

        return false;
    }
}
