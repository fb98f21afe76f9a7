using Streaming.Formats.Media;
using Streaming.Formats.Media.Bitstreams;

namespace Streaming.Formats.Multiplexing;

/// <summary>What transport streams want in front of an access unit that a stored film does not have.</summary>
/// <remarks>Pictures: an access unit delimiter (ISO/IEC 13818-1 §2.14.1, §2.17.1). AAC: an ADTS header (ISO/IEC 14496-3 §1.A.2.2). MPEG
/// audio frames come with a header of their own.</remarks>
internal static class UnitFraming
{
    public const int MaxSize = AdtsSize;

    private const int AdtsSize = 7;
    private const int HeadBits = 8;

    private const int H264Delimiter = 9;
    private const int H265Delimiter = 35;

    /// <summary>Any slices may follow.</summary>
    private static ReadOnlySpan<byte> H264DelimiterUnit => [0, 0, 0, 1, H264Delimiter, 0xf0];

    private static ReadOnlySpan<byte> H265DelimiterUnit => [0, 0, 0, 1, H265Delimiter << 1, 1, 0x50];

    /// <summary>Whether an ADTS header can say what its decoder needs: one of the first four object types, or HE-AAC over one of them, and
    /// a channel configuration.</summary>
    public static bool CanCarry(Track track) => Payloads.Aac.AudioSpecificConfig.TryParse(track.Configuration, out var config)
        && config is { ChannelConfiguration: >= 1 and <= 7, FrameLength: 1_024, ObjectType: (>= 1 and <= 4) or 5 or 29 }
        && AudioSpecificConfig.FrequencyIndex(config.CoreRate) >= 0;

    /// <summary>Writes it.</summary>
    /// <param name="firstUnit">The first bytes of the first unit of a picture, where its type stands.</param>
    /// <param name="size">Of the access unit, in bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(Track track, ushort firstUnit, int size, Span<byte> destination)
    {
        switch (track.Codec)
        {
            case Codec.H264:
                return Delimit(((firstUnit >> HeadBits) & 0x1f) == H264Delimiter, H264DelimiterUnit, destination);
            case Codec.H265:
                return Delimit(((firstUnit >> (HeadBits + 1)) & 0x3f) == H265Delimiter, H265DelimiterUnit, destination);
            case Codec.Aac:
                return WriteAdts(track.Configuration, AdtsSize + size, destination);
            default:
                return 0;
        }
    }

    private static int Delimit(bool isDelimited, ReadOnlySpan<byte> delimiter, Span<byte> destination)
    {
        if (isDelimited)
            return 0;
        delimiter.CopyTo(destination);
        return delimiter.Length;
    }

    private static int WriteAdts(byte[] configuration, int length, Span<byte> destination)
    {
        bool isKnown = Payloads.Aac.AudioSpecificConfig.TryParse(configuration, out var config);
        Invariant.That(isKnown);
        // Spectral band replication is found by the decoder in what it decodes: the header speaks of the core, low complexity.
        int type = config.ObjectType <= 4 ? config.ObjectType : AudioSpecificConfig.LowComplexity;
        int frequency = AudioSpecificConfig.FrequencyIndex(config.CoreRate), channels = config.ChannelConfiguration;
        destination[0] = 0xff;
        destination[1] = 0xf1;
        destination[2] = (byte)(((type - 1) << 6) | (frequency << 2) | (channels >> 2));
        destination[3] = (byte)((channels << 6) | (length >> 11));
        destination[4] = (byte)(length >> 3);
        destination[5] = (byte)((length << 5) | 0x1f);
        destination[6] = 0xfc;
        return AdtsSize;
    }
}
