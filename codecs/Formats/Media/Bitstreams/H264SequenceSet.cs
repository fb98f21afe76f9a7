namespace Streaming.Formats.Media.Bitstreams;

/// <summary>What a sequence parameter set says of the pictures that follow it. H.264 §7.3.2.1.1.</summary>
public static class H264SequenceSet
{
    private const int SequenceSet = 7;
    private const int MostUnits = 16;
    private const int MostMacroblocks = 1_024;
    private const uint MonochromeFormat = 0, Colour420 = 1, Colour422 = 2, Colour444 = 3;

    /// <summary>The size of the pictures from an access unit on, in Annex B; null where it carries no sequence parameter set at its
    /// beginning, or one that cannot be read.</summary>
    public static PictureSize? SizeFrom(ReadOnlySpan<byte> accessUnit)
    {
        ReadOnlySpan<byte> start = [0, 0, 1];
        for (int unit = 0; unit < MostUnits; unit++)
        {
            int at = accessUnit.IndexOf(start);
            if (at < 0 || at + start.Length >= accessUnit.Length)
                return null;
            accessUnit = accessUnit[(at + start.Length)..];
            int type = accessUnit[0] & 0x1f;
            if (type == SequenceSet)
                return Read(accessUnit[1..]);
            if (NalSyntax.IsSlice(Codec.H264, type))
                return null;
        }

        return null;
    }

    private static PictureSize? Read(ReadOnlySpan<byte> payload)
    {
        BitReader bits = new(payload);
        uint profile = bits.Read(8);
        bits.Skip(16); // constraints, level
        bits.ReadExpGolomb(); // id
        uint chroma = HasChroma(profile) ? ReadChroma(ref bits) : Colour420;
        bits.ReadExpGolomb(); // log2_max_frame_num_minus4
        SkipOrderCount(ref bits);
        bits.ReadExpGolomb(); // max_num_ref_frames
        bits.Skip(1); // gaps_in_frame_num_value_allowed_flag
        uint columns = bits.ReadExpGolomb(), rows = bits.ReadExpGolomb();
        bool isFrame = bits.Read(1) == 1;
        if (!isFrame)
            bits.Skip(1); // mb_adaptive_frame_field_flag
        bits.Skip(1); // direct_8x8_inference_flag
        uint left = 0, right = 0, top = 0, bottom = 0;
        if (bits.Read(1) == 1)
            (left, right, top, bottom) = (bits.ReadExpGolomb(), bits.ReadExpGolomb(), bits.ReadExpGolomb(), bits.ReadExpGolomb());
        if (bits.IsPastEnd || columns >= MostMacroblocks || rows >= MostMacroblocks)
            return null;

        // Cropping counts chroma samples, and in fields pairs of rows. H.264 §7.4.2.1.1, CropUnitX and CropUnitY.
        int fields = isFrame ? 1 : 2;
        long across = chroma is Colour420 or Colour422 ? 2 : 1, down = (chroma == Colour420 ? 2 : 1) * fields;
        long width = (16L * (columns + 1)) - (across * ((long)left + right));
        long height = (16L * (rows + 1) * fields) - (down * ((long)top + bottom));
        return width > 0 && height > 0 ? new((int)width, (int)height) : null;
    }

    private static bool HasChroma(uint profile) =>
        profile is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135;

    private static uint ReadChroma(ref BitReader bits)
    {
        uint chroma = bits.ReadExpGolomb();
        bool isSeparate = chroma == Colour444 && bits.Read(1) == 1;
        bits.ReadExpGolomb(); // bit_depth_luma_minus8
        bits.ReadExpGolomb(); // bit_depth_chroma_minus8
        bits.Skip(1); // qpprime_y_zero_transform_bypass_flag
        if (bits.Read(1) == 1)
        {
            for (int list = 0; list < (chroma == Colour444 ? 12 : 8); list++)
            {
                if (bits.Read(1) == 1)
                    SkipScalingList(ref bits, list < 6 ? 16 : 64);
            }
        }

        return isSeparate ? MonochromeFormat : chroma;
    }

    /// <summary>H.264 §7.3.2.1.1.1.</summary>
    private static void SkipScalingList(ref BitReader bits, int size)
    {
        int last = 8, next = 8;
        for (int i = 0; i < size && !bits.IsPastEnd; i++)
        {
            if (next != 0)
                next = (last + ReadSigned(ref bits) + 256) & 0xff;
            last = next == 0 ? last : next;
        }
    }

    private static void SkipOrderCount(ref BitReader bits)
    {
        uint type = bits.ReadExpGolomb();
        if (type == 0)
        {
            bits.ReadExpGolomb(); // log2_max_pic_order_cnt_lsb_minus4
        }
        else if (type == 1)
        {
            bits.Skip(1); // delta_pic_order_always_zero_flag
            ReadSigned(ref bits);
            ReadSigned(ref bits);
            uint cycle = bits.ReadExpGolomb();
            for (uint i = 0; i < cycle && !bits.IsPastEnd; i++)
                ReadSigned(ref bits);
        }
    }

    /// <summary>se(v). H.264 §9.1.1.</summary>
    private static int ReadSigned(ref BitReader bits)
    {
        uint code = bits.ReadExpGolomb();
        return (code & 1) == 1 ? (int)((code + 1) / 2) : -(int)(code / 2);
    }
}
