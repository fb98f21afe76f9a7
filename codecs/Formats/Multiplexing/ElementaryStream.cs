using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Nal;

namespace Streaming.Formats.Multiplexing;

/// <summary>One picture or sound of a program, and what its decoder is like. ISO/IEC 13818-1 §2.4.4.8.</summary>
/// <param name="Pid">13 bits; from 0x10 to 0x1ffe.</param>
/// <param name="Track">Coding, language and configuration.</param>
public sealed record ElementaryStream(int Pid, Track Track)
{
    /// <summary>Of MPEG audio and of AAC in two channels. ISO/IEC 13818-1 §2.4.2.3, §2.4.2.7.</summary>
    private const int SoundBuffer = 3_584;

    /// <summary>Of AAC in three to eight channels.</summary>
    private const int SurroundBuffer = 8_976;

    private const int H264LevelAt = 3;
    private const int H265LevelAt = 14;

    /// <summary>What a decoder of a level takes at once, in units of 1 200 bits: MaxCPB of H.264 table A-1. What plays transport streams
    /// plays standard definition: lower levels are not told apart.</summary>
    private static readonly (int Level, int Units)[] H264Levels =
        [(30, 10_000), (31, 14_000), (32, 20_000), (40, 25_000), (42, 62_500), (50, 135_000), (int.MaxValue, 240_000)];

    /// <summary>The same of H.265, in units of 1 100 bits: table A.10, main tier.</summary>
    private static readonly (int Level, int Units)[] H265Levels =
        [(93, 10_000), (120, 12_000), (123, 20_000), (150, 25_000), (153, 40_000), (int.MaxValue, 60_000)];

    /// <summary>stream_type. ISO/IEC 13818-1 table 2-34.</summary>
    public byte StreamType => Track.Codec switch
    {
        Codec.H264 => 0x1b,
        Codec.H265 => 0x24,
        Codec.Aac => 0x0f,

        // The low sampling rates are MPEG-2's.
        _ => (byte)(Track.SampleRate < 32_000 ? 0x04 : 0x03),
    };

    public bool IsPicture => Track.Kind == TrackKind.Video;

    /// <summary>Bytes that the decoder's buffer holds: no more may have come that are not yet decoded. §2.4.2.3, §2.14.3.1,
    /// §2.17.2.</summary>
    public int Buffer => Track.Codec switch
    {
        Codec.H264 => Largest(H264Levels, Level(H264LevelAt)) * 1_200 / 8,
        Codec.H265 => Largest(H265Levels, Level(H265LevelAt)) * 1_100 / 8,
        Codec.Aac when Track.Channels > 2 => SurroundBuffer,
        _ => SoundBuffer,
    };

    /// <summary>How fast its packets leave the 512 bytes of the transport buffer. §2.4.2.3: 2 Mb/s of sound, 1.2 times the highest rate of
    /// pictures, of which no level fills its buffer faster than in 1.25 seconds.</summary>
    public BitRate Leak => IsPicture ? new(Buffer * 8L * 12 / 10 * 100 / 125) : Track.Channels > 2 ? new(5_529_600) : BitRate.Mbps(2);

    /// <summary>Whether transport streams of broadcasting carry it.</summary>
    public static bool CanCarry(Track track) => track.Codec switch
    {
        Codec.H264 or Codec.H265 or Codec.Mp3 => true,
        Codec.Aac => UnitFraming.CanCarry(track),
        _ => false,
    };

    /// <summary>The level that the first sequence parameter set names; 0 where there is none.</summary>
    private int Level(int at)
    {
        foreach (byte[] unit in AnnexB.Split(Track.Configuration))
        {
            bool isSequence = Track.Codec == Codec.H264 ? (unit[0] & 0x1f) == 7 : ((unit[0] >> 1) & 0x3f) == 33;
            if (isSequence && AnnexB.Unescape(unit) is var raw && raw.Length > at)
                return raw[at];
        }

        return 0;
    }

    private static int Largest((int Level, int Units)[] levels, int level) => Array.Find(levels, entry => level <= entry.Level).Units;
}
