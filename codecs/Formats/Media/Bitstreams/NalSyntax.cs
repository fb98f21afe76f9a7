namespace Streaming.Formats.Media.Bitstreams;

/// <summary>What the importer must know of a NAL unit, for both codings that have them.</summary>
internal static class NalSyntax
{
    /// <summary>H.264 §7.4.1: five bits; H.265 §7.4.2.2: six.</summary>
    public static int TypeOf(Codec codec, ReadOnlySpan<byte> nal) => codec == Codec.H264 ? nal[0] & 0x1F : (nal[0] >> 1) & 0x3F;

    /// <summary>H.265 has a header of two bytes.</summary>
    public static int HeaderSize(Codec codec) => codec == Codec.H264 ? 1 : 2;

    public static bool IsSlice(Codec codec, int type) => codec == Codec.H264 ? type is >= 1 and <= 5 : type < 32;

    /// <summary>IDR in H.264; any random access point (BLA, IDR, CRA) in H.265.</summary>
    public static bool IsRandomAccess(Codec codec, int type) => codec == Codec.H264 ? type == 5 : type is >= 16 and <= 23;

    public static bool IsDelimiter(Codec codec, int type) => type == (codec == Codec.H264 ? 9 : 35);

    /// <summary>SPS, PPS, and VPS in H.265.</summary>
    public static bool IsParameterSet(Codec codec, int type) => codec == Codec.H264 ? type is 7 or 8 : type is >= 32 and <= 34;

    /// <summary>No picture of its own temporal layer refers to it: nal_ref_idc 0 (H.264 §7.4.1), the even types below 16 (H.265 table
    /// 7-1).</summary>
    public static bool IsNonReference(Codec codec, ReadOnlySpan<byte> nal)
    {
        int type = TypeOf(codec, nal);
        return codec == Codec.H264 ? (nal[0] & 0x60) == 0 : type < 16 && type % 2 == 0;
    }

    /// <summary>The id by which a later parameter set replaces an earlier one; −1 where it cannot be read.</summary>
    public static int ParameterSetId(Codec codec, ReadOnlySpan<byte> nal)
    {
        int type = TypeOf(codec, nal);
        BitReader bits = new(nal[HeaderSize(codec)..]);
        if (codec == Codec.H264 && type == 7)
            bits.Skip(24); // profile_idc, constraints, level_idc
        if (codec == Codec.H265 && type == 32)
            return bits.Read(4) is var id && bits.IsPastEnd ? -1 : (int)id;
        if (codec == Codec.H265 && type == 33)
            SkipToSequenceSetId(ref bits);
        uint set = bits.ReadExpGolomb();
        return bits.IsPastEnd || set > 255 ? -1 : (int)set;
    }

    /// <summary>H.265 §7.3.2.2.1 and profile_tier_level of §7.3.3.</summary>
    private static void SkipToSequenceSetId(ref BitReader bits)
    {
        const int profile = 88, level = 8;
        bits.Skip(4);
        int subLayers = (int)bits.Read(3);
        bits.Skip(1 + profile + level);
        Span<bool> profiles = stackalloc bool[8];
        Span<bool> levels = stackalloc bool[8];
        for (int i = 0; i < subLayers; i++)
        {
            profiles[i] = bits.Read(1) == 1;
            levels[i] = bits.Read(1) == 1;
        }

        if (subLayers > 0)
            bits.Skip(2 * (8 - subLayers));
        for (int i = 0; i < subLayers; i++)
            bits.Skip((profiles[i] ? profile : 0) + (levels[i] ? level : 0));
    }
}
