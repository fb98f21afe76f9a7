namespace Streaming.Formats.Media.Bitstreams;

/// <summary>What a container says of an H.264 or H.265 stream beside its packets.</summary>
/// <remarks>AVCDecoderConfigurationRecord and HEVCDecoderConfigurationRecord, ISO/IEC 14496-15 §5.3.3.1 and §8.3.3.1; or plain annex
/// B.</remarks>
internal static class NalConfiguration
{
    /// <summary>Collects the parameter sets; answers the size of the length fields in the packets, 0 for start codes.</summary>
    public static int Read(Codec codec, ReadOnlySpan<byte> extradata, ParameterSets sets)
    {
        List<Range> units = [];
        if (NalSplitter.TrySplitAnnexB(extradata, units))
        {
            foreach (Range unit in units)
                Accept(codec, extradata[unit], sets);
            return 0;
        }

        if (extradata.Length == 0)
            return 0;
        return codec == Codec.H264 ? ReadAvc(extradata, sets) : ReadHevc(extradata, sets);
    }

    private static int ReadAvc(ReadOnlySpan<byte> record, ParameterSets sets)
    {
        if (record.Length < 7)
            return 4;
        ByteReader reader = new(record);
        reader.TrySkip(5);
        ReadSets(Codec.H264, ref reader, CountOf(ref reader) & 0x1F, sets);
        ReadSets(Codec.H264, ref reader, CountOf(ref reader), sets);
        return (record[4] & 3) + 1;
    }

    private static int ReadHevc(ReadOnlySpan<byte> record, ParameterSets sets)
    {
        if (record.Length < 23)
            return 4;
        ByteReader reader = new(record);
        reader.TrySkip(22);
        int arrays = CountOf(ref reader);
        while (arrays-- > 0 && reader.TrySkip(1) && reader.TryReadUInt16(out ushort count))
            ReadSets(Codec.H265, ref reader, count, sets);
        return (record[21] & 3) + 1;
    }

    private static int CountOf(ref ByteReader reader) => reader.TryReadByte(out byte count) ? count : 0;

    private static void ReadSets(Codec codec, ref ByteReader reader, int count, ParameterSets sets)
    {
        while (count-- > 0 && reader.TryReadUInt16(out ushort size) && reader.TryReadBytes(size, out ReadOnlySpan<byte> nal))
            Accept(codec, nal, sets);
    }

    private static void Accept(Codec codec, ReadOnlySpan<byte> nal, ParameterSets sets)
    {
        // The record may hold other units too, such as the SEI with which x265 tells its options: no decoder needs them again.
        if (nal.Length > NalSyntax.HeaderSize(codec) && NalSyntax.IsParameterSet(codec, NalSyntax.TypeOf(codec, nal)))
            sets.Accept(nal);
    }
}
