using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Jpeg;
using Streaming.Primitives.Chance;

namespace Streaming.World.Tests.Films;

/// <summary>Tracks of every coding with random content: well formed as far as a payload format looks, noise beyond.</summary>
public static class SyntheticFilm
{
    private const int FrameRate = 25;
    private const int GroupOfPictures = 12;

    public static SyntheticTrack Make(Codec codec, ulong seed, double seconds = 2) => codec switch
    {
        Codec.H264 or Codec.H265 => Nal(codec, seed, seconds),
        Codec.Av1 => Av1(seed, seconds),
        Codec.Vp8 or Codec.Vp9 => Frames(codec, seed, seconds),
        Codec.Jpeg => Slides(seed, seconds),
        Codec.TimedText => Captions(seed, seconds),
        _ => Sound(codec, seed, seconds),
    };

    /// <summary>Parameter sets before every key picture, one to four slices, two B-pictures between references.</summary>
    private static SyntheticTrack Nal(Codec codec, ulong seed, double seconds)
    {
        SeededRandom random = new(seed);
        TrackBuilder builder = new(Video(codec));
        int count = (int)(seconds * FrameRate);
        byte keyType = codec == Codec.H264 ? (byte)5 : (byte)19;
        for (int i = 0; i < count; i++)
        {
            bool isKey = i % GroupOfPictures == 0;
            if (isKey)
            {
                foreach (byte type in codec == Codec.H264 ? new byte[] { 7, 8 } : [32, 33, 34])
                    builder.Raw([0, 0, 0, 1]).Unit(NalUnit(codec, type, 8 + random.Next(40), random));
            }

            int slices = 1 + random.Next(4);
            for (int s = 0; s < slices; s++)
            {
                byte[] unit = NalUnit(codec, isKey ? keyType : (byte)1, PictureSize(isKey, random), random);
                builder.Raw(s == 0 ? [0, 0, 0, 1] : [0, 0, 1]).Unit(unit);
            }


            // Decoded P b b, shown b b P: the two behind a key picture are shown before it, as in an open group.
            builder.End((i - 1) * 3_600L, i % 3 == 0 ? 3 * 3_600 : 0, 3_600, isKey ? SampleFlags.Key : SampleFlags.None);
        }

        return builder.Build();
    }

    private static byte[] NalUnit(Codec codec, byte type, int size, SeededRandom random)
    {
        byte[] unit = Noise(Math.Max(3, size), random);
        unit[0] = codec == Codec.H264 ? (byte)(0x60 | type) : (byte)(type << 1);
        if (codec == Codec.H265)
            unit[1] = 1;
        return unit;
    }

    /// <summary>A sequence header before every key frame, then one or two OBUs, all with size fields.</summary>
    private static SyntheticTrack Av1(ulong seed, double seconds)
    {
        SeededRandom random = new(seed);
        TrackBuilder builder = new(Video(Codec.Av1));
        int count = (int)(seconds * FrameRate);
        for (int i = 0; i < count; i++)
        {
            bool isKey = i % GroupOfPictures == 0;
            if (isKey)
                builder.Unit(Obu(1, 11, random));
            int obus = 1 + random.Next(2);
            for (int o = 0; o < obus; o++)
                builder.Unit(Obu(6, PictureSize(isKey, random), random));
            builder.End(i * 3_600L, 0, 3_600, isKey ? SampleFlags.Key : SampleFlags.None);
        }

        return builder.Build();
    }

    private static byte[] Obu(int type, int size, SeededRandom random)
    {
        List<byte> unit = [(byte)((type << 3) | 2)];
        for (int left = size; ; left >>= 7)
        {
            unit.Add((byte)((left & 0x7f) | (left > 0x7f ? 0x80 : 0)));
            if (left <= 0x7f)
                break;
        }

        unit.AddRange(Noise(size, random));
        return [.. unit];
    }

    private static SyntheticTrack Frames(Codec codec, ulong seed, double seconds)
    {
        SeededRandom random = new(seed);
        TrackBuilder builder = new(Video(codec));
        int count = (int)(seconds * FrameRate);
        for (int i = 0; i < count; i++)
        {
            bool isKey = i % GroupOfPictures == 0;
            builder.Raw(Noise(PictureSize(isKey, random), random)).End(i * 3_600L, 0, 3_600, isKey ? SampleFlags.Key : SampleFlags.None);
        }

        return builder.Build();
    }

    private static SyntheticTrack Slides(ulong seed, double seconds)
    {
        SeededRandom random = new(seed);
        TrackBuilder builder = new(Video(Codec.Jpeg) with
        {
            Kind = TrackKind.Slides, Width = 320, Height = 240, Configuration = [(byte)JpegSampling.Yuv420],
        });
        for (int i = 0; i < seconds * 4; i++)
        {
            byte[] header = new byte[JpegHeader.Size];
            byte[] tables = Noise(128, random);
            JpegHeader.Write(header, JpegSampling.Yuv420, 320, 240, tables);
            byte[] scan = Noise(PictureSize(true, random), random);

            // Entropy-coded data never ends like a marker.
            scan[^1] = 0;
            builder.Raw(header).Unit(scan).UnitAt(JpegHeader.LumaTable, 64).UnitAt(JpegHeader.ChromaTable, 64);
            builder.Raw(JpegHeader.EndOfImage).End(i * 22_500L, 0, 22_500, SampleFlags.Key);
        }

        return builder.Build();
    }

    private static SyntheticTrack Captions(ulong seed, double seconds)
    {
        SeededRandom random = new(seed);
        TrackBuilder builder = new(new()
        {
            Id = 1, Kind = TrackKind.Text, Codec = Codec.TimedText, Clock = new(1_000), Language = "en", Configuration = Noise(40, random),
        });
        for (int i = 0; i < seconds * 4; i++)
        {
            // Every fifth is far too long for a packet.
            byte[] text = Noise(i % 5 == 4 ? 3_000 : random.Next(80), random);
            builder.Raw([(byte)(text.Length >> 8), (byte)text.Length]).Unit(Ascii(text));
            if (i % 3 == 0)
                builder.Unit(Noise(24, random));
            builder.End(i * 250L, 0, 250, SampleFlags.Key);
        }

        return builder.Build();
    }

    private static SyntheticTrack Sound(Codec codec, ulong seed, double seconds)
    {
        SeededRandom random = new(seed);
        (int hertz, int channels, int units) = codec switch
        {
            Codec.Aac => (48_000, 2, 1_024),
            Codec.Opus => (48_000, 2, 960),
            Codec.Mp3 => (90_000, 2, 2_160),
            Codec.L16 => (44_100, 2, 882),
            _ => (8_000, 1, 160),
        };
        TrackBuilder builder = new(new()
        {
            Id = 1, Kind = TrackKind.Audio, Codec = codec, Clock = new(hertz), Channels = channels, SampleRate = hertz,
            Configuration = codec == Codec.Aac ? [0x11, 0x90] : [],
        });

        // Coded sound begins with priming that lies before zero.
        long start = codec is Codec.Aac or Codec.Opus ? -units : 0;
        for (long at = start; at < seconds * hertz; at += units)
            builder.Raw(SoundFrame(codec, random)).End(at, 0, units, at < 0 ? SampleFlags.Key | SampleFlags.Preroll : SampleFlags.Key);
        return builder.Build();
    }

    private static byte[] SoundFrame(Codec codec, SeededRandom random)
    {
        if (codec == Codec.Mp3)
        {
            // MPEG-1 layer III, 128 kb/s, 48 kHz: 384 bytes.
            byte[] frame = Noise(384, random);
            new byte[] { 0xff, 0xfb, 0x94, 0x00 }.CopyTo(frame, 0);
            return frame;
        }

        int size = codec switch
        {
            Codec.L16 => 882 * 4,
            Codec.Pcma or Codec.Pcmu => 160,
            Codec.Aac when random.Next(20) == 0 => 2_500,
            _ => 20 + random.Next(500),
        };
        return Noise(size, random);
    }

    private static Track Video(Codec codec) => new()
    {
        Id = 1, Kind = TrackKind.Video, Codec = codec, Clock = ClockRate.Video, Width = 640, Height = 360, FrameRate = FrameRate,
    };

    /// <summary>From a fraction of a packet to dozens.</summary>
    private static int PictureSize(bool isKey, SeededRandom random) =>
        isKey ? 2_000 + random.Next(30_000) : 20 + random.Next(random.Next(3) == 0 ? 6_000 : 300);

    private static byte[] Noise(int size, SeededRandom random)
    {
        byte[] bytes = new byte[size];
        random.Fill(bytes);
        return bytes;
    }

    private static byte[] Ascii(byte[] noise) => [.. noise.Select(value => (byte)('a' + (value % 26)))];
}
