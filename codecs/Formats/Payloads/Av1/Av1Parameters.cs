// RTP payload format for AV1, Alliance for Open Media, v1.0, §7.2: what a session description says about an AV1 stream.
using Streaming.Formats.Media;

namespace Streaming.Formats.Payloads.Av1;

/// <summary>Writes the parameters from the sequence header OBU of a track (AV1 bitstream specification §5.5.1).</summary>
internal static class Av1Parameters
{
    private const int LastLevelWithoutTier = 7;

    public static string Describe(Track track)
    {
        ReadOnlySpan<byte> obu = track.Configuration;
        if (obu.Length < 2 || Obu.TypeOf(obu[0]) != Obu.SequenceHeader)
            return "";
        int start = (obu[0] & Obu.HasExtension) != 0 ? 2 : 1;
        if ((obu[0] & Obu.HasSize) != 0)
        {
            if (!Leb128.TryRead(obu[start..], out _, out int size))
                return "";
            start += size;
        }

        return TryReadLevel(new BitReader(obu[start..]), out uint profile, out uint level, out uint tier)
            ? $"profile={profile}; level-idx={level}; tier={tier}"
            : "";
    }

    private static bool TryReadLevel(BitReader bits, out uint profile, out uint level, out uint tier)
    {
        level = tier = 0;
        if (!bits.TryRead(3, out profile) || !bits.TrySkip(1) || !bits.TryRead(1, out uint isReduced))
            return false;
        if (isReduced == 1)
            return bits.TryRead(5, out level);
        if (!TrySkipTiming(ref bits))
            return false;

        // initial_display_delay_present_flag, operating_points_cnt_minus_1, operating_point_idc[0], then what is looked for.
        return bits.TrySkip(1 + 5 + 12)
            && bits.TryRead(5, out level)
            && (level <= LastLevelWithoutTier || bits.TryRead(1, out tier));
    }

    private static bool TrySkipTiming(ref BitReader bits)
    {
        if (!bits.TryRead(1, out uint hasTiming))
            return false;
        if (hasTiming == 0)
            return true;
        if (!bits.TrySkip(32 + 32) || !bits.TryRead(1, out uint isEqualInterval))
            return false;
        if (isEqualInterval == 1 && !TrySkipUvlc(ref bits))
            return false;
        return bits.TryRead(1, out uint hasDecoderModel) && (hasDecoderModel == 0 || bits.TrySkip(5 + 32 + 5 + 5));
    }

    /// <summary>As many zeros, a one, as many bits. AV1 bitstream specification §4.10.3.</summary>
    private static bool TrySkipUvlc(ref BitReader bits)
    {
        int zeros = 0;
        while (bits.TryRead(1, out uint bit))
        {
            if (bit == 1)
                return bits.TrySkip(Math.Min(zeros, 32));
            zeros++;
        }

        return false;
    }
}
