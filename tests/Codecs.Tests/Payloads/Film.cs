using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Av1;
using Streaming.Formats.Payloads.Jpeg;
using Streaming.Primitives.Chance;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>Films of random bytes in the shape of each coding: right where a payload format looks, noise where it does not.</summary>
internal sealed class Film
{
    public const int Spacing = 3_000;

    private readonly SeededRandom _random;
    private readonly int _largest;

    private Film(Track track, SeededRandom random, int largest)
    {
        Track = track;
        _random = random;
        _largest = largest;
    }

    public static TheoryData<Codec> Codecs => [.. Enum.GetValues<Codec>()];

    public Track Track { get; }

    public List<FilmSample> Samples { get; } = [];

    public static Film Make(Codec codec, SeededRandom random, int samples, int largest)
    {
        Film film = new(TrackOf(codec), random, largest);
        long offset = random.Next(1_000);
        for (int i = 0; i < samples; i++)
        {
            (byte[] stored, MediaUnit[] units, byte[] canonical) = film.Sample();
            SampleFlags flags = i == 0 || random.Next(4) == 0 ? SampleFlags.Key : SampleFlags.None;
            MediaSample sample = new(offset, i * Spacing, 0, stored.Length, Spacing, 0, (ushort)units.Length, flags);
            film.Samples.Add(new(sample, units, stored, canonical));
            offset += stored.Length;
        }

        return film;
    }

    public static Track TrackOf(Codec codec) => new()
    {
        Id = 1,
        Kind = codec switch
        {
            Codec.TimedText => TrackKind.Text,
            Codec.Jpeg => TrackKind.Slides,
            <= Codec.Av1 => TrackKind.Video,
            _ => TrackKind.Audio,
        },
        Codec = codec,
        Clock = codec switch
        {
            Codec.Aac or Codec.Opus or Codec.L16 => new(48_000),
            Codec.Pcmu or Codec.Pcma => new(8_000),
            Codec.TimedText => new(1_000),
            _ => ClockRate.Video,
        },
        Width = 640,
        Height = 360,
        Channels = codec is Codec.Pcmu or Codec.Pcma ? 1 : 2,
        Configuration = codec == Codec.Aac ? [0x11, 0x90] : [],
    };

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.Fill(bytes);
        return bytes;
    }

    /// <summary>Mostly small, sometimes as large as allowed.</summary>
    private int Size(int least) => least + _random.Next(_random.Next(4) == 0 ? _largest : 80);

    private (byte[] Stored, MediaUnit[] Units, byte[] Canonical) Sample() => Track.Codec switch
    {
        Codec.H264 => Nal(1, delimiter: 9, () => (byte)(1 + _random.Next(23))),
        Codec.H265 => Nal(2, delimiter: 35 << 1, () => (byte)(_random.Next(48) << 1)),
        Codec.Av1 => Av1(),
        Codec.Jpeg => Jpeg(),
        Codec.TimedText => Text(),
        Codec.Mp3 => Mp3(),
        Codec.L16 => Raw(4 * Math.Min(Size(1), Spacing)),
        Codec.Pcmu or Codec.Pcma => Raw(Math.Min(Size(1), Spacing)),
        Codec.Aac => Raw(Math.Min(Size(1), 8_191)),
        _ => Raw(Size(1)),
    };

    private (byte[] Stored, MediaUnit[] Units, byte[] Canonical) Raw(int size)
    {
        byte[] bytes = Bytes(size);
        return (bytes, [], bytes);
    }

    /// <summary>Start codes of three and four bytes, as encoders mix them; delimiters at the beginning of an access unit only.</summary>
    private (byte[] Stored, MediaUnit[] Units, byte[] Canonical) Nal(int least, byte delimiter, Func<byte> header)
    {
        List<byte> stored = [], canonical = [];
        List<MediaUnit> units = [];
        for (int count = 1 + _random.Next(10); count > 0; count--)
        {
            byte[] unit = Bytes(Size(least));
            do
                unit[0] = header();
            while (unit[0] == delimiter && units.Count > 0);
            stored.AddRange(_random.Next(2) == 0 ? [0, 0, 1] : [0, 0, 0, 1]);
            units.Add(Unit(stored.Count, unit));
            stored.AddRange(unit);
            canonical.AddRange([0, 0, 0, 1, .. unit]);
        }

        return ([.. stored], [.. units], [.. canonical]);
    }

    private (byte[] Stored, MediaUnit[] Units, byte[] Canonical) Av1()
    {
        List<byte> stored = [], canonical = [];
        List<MediaUnit> units = [];
        for (int count = 1 + _random.Next(8); count > 0; count--)
        {
            // Types 1 (sequence header) and 3 … 7, with or without extension; now and then a temporal delimiter that nobody is to see.
            bool isDelimiter = count > 1 && _random.Next(6) == 0;
            int type = isDelimiter ? Obu.TemporalDelimiter : _random.Next(5) == 0 ? Obu.SequenceHeader : 3 + _random.Next(5);
            byte[] header = _random.Next(3) == 0 ? [(byte)((type << 3) | 6), (byte)_random.Next(256)] : [(byte)((type << 3) | 2)];
            byte[] payload = Bytes(isDelimiter ? 0 : Size(0));
            byte[] size = new byte[Leb128.SizeOf(payload.Length)];
            Leb128.Write(size, payload.Length);
            byte[] unit = [.. header, .. size, .. payload];
            units.Add(Unit(stored.Count, unit));
            stored.AddRange(unit);
            canonical.AddRange(isDelimiter ? [] : unit);
        }

        return ([.. stored], [.. units], [.. canonical]);
    }

    private (byte[] Stored, MediaUnit[] Units, byte[] Canonical) Jpeg()
    {
        byte[] header = new byte[JpegHeader.Size];
        JpegHeader.Write(header, JpegSampling.Yuv420, Track.Width, Track.Height, Bytes(128));
        byte[] scan = Bytes(Size(1));
        byte[] stored = [.. header, .. scan, .. JpegHeader.EndOfImage];
        MediaUnit[] units = [new(JpegHeader.Size, scan.Length, 0), new(JpegHeader.LumaTable, 64, 0), new(JpegHeader.ChromaTable, 64, 0)];
        return (stored, units, stored);
    }

    private (byte[] Stored, MediaUnit[] Units, byte[] Canonical) Text()
    {
        byte[] text = Bytes(Math.Min(Size(0), 300));
        if (_random.Next(3) == 0)
            text = [0xfe, 0xff, .. text];
        byte[] modifiers = Bytes(_random.Next(2) == 0 ? 0 : Math.Min(Size(0), 200));
        byte[] stored = [(byte)(text.Length >> 8), (byte)text.Length, .. text, .. modifiers];
        MediaUnit unit = Unit(2, text);
        return (stored, modifiers.Length == 0 ? [unit] : [unit, Unit(2 + text.Length, modifiers)], stored);
    }

    private (byte[] Stored, MediaUnit[] Units, byte[] Canonical) Mp3()
    {
        // MPEG-1 layer III at 44 100 Hz: 144 · rate / 44 100 bytes and one more if padded.
        ReadOnlySpan<int> rates = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
        int index = _random.Next(rates.Length), padding = _random.Next(2);
        byte[] frame = Bytes((144_000 * rates[index] / 44_100) + padding);
        frame[0] = 0xff;
        frame[1] = 0xfb;
        frame[2] = (byte)(((index + 1) << 4) | (padding << 1));
        return (frame, [], frame);
    }

    private static MediaUnit Unit(int offset, byte[] unit) =>
        new(offset, unit.Length, (ushort)(((unit.Length > 0 ? unit[0] : 0) << 8) | (unit.Length > 1 ? unit[1] : 0)));
}
