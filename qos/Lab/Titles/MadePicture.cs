using Streaming.Formats.Media;
using Streaming.Lab.Scenarios;
using Streaming.Primitives.Chance;

namespace Streaming.Lab.Titles;

/// <summary>The pictures of a made-up title: how large each is against the others, the same for all renditions.</summary>
internal sealed class MadePicture
{
    /// <summary>Against 1 000 of the mean of a scene, about. What an encoder makes of ordinary films.</summary>
    private const int KeyWeight = 6_000, ReferenceWeight = 1_200, DisposableWeight = 700;

    /// <summary>A scene of the least rate is not nothing.</summary>
    private const int LeastScene = 50;

    private readonly TitleTerms.Generated _terms;
    private readonly int _group;
    private readonly long[] _weights;
    private readonly Int128 _all;

    public MadePicture(TitleTerms.Generated terms)
    {
        _terms = terms;
        _group = (int)Math.Max(1, Rounded(terms.Gop, terms.FrameRate));
        _weights = new long[Math.Max(1, Rounded(terms.Duration, terms.FrameRate))];
        SeededRandom random = new(terms.Seed);
        int variation = (int)(terms.Variation.Billionths / 1_000_000), scene = 0, left = 0;
        for (int i = 0; i < _weights.Length; i++)
        {
            // A scene lasts two to ten groups.
            if (i % _group == 0 && left-- <= 0)
            {
                left = random.Next(1, 10);
                scene = Math.Max(LeastScene, 1_000 + (variation * (random.Next(2_001) - 1_000) / 1_000));
            }

            _weights[i] = (long)WeightOf(KindOf(i)) * scene / 1_000 * random.Next(900, 1_101);
            _all += _weights[i];
        }
    }

    /// <summary>One rendition of them.</summary>
    public MadeTrack Rendition(int id, RenditionTerms rendition, bool isBest)
    {
        (int width, int height) = SizeOf(rendition);
        MadeFilm film = new(SequenceSet.Of(width, height));
        MediaSample[] samples = new MediaSample[_weights.Length];
        List<MediaUnit> units = new(samples.Length + (2 * samples.Length / _group) + 2);
        Int128 bytes = (Int128)rendition.Rate.BitsPerSecond * _terms.Duration.Ticks / (8 * TimeSpan.TicksPerSecond), before = 0, seen = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            MadeKind kind = KindOf(i);
            seen += _weights[i];
            Int128 until = bytes * seen / _all;
            int size = (int)Int128.Clamp(until - before, film.LeastSize(kind), MadeFilm.MostSample);
            before = until;
            long time = TimeOf(i);
            int first = units.Count;
            AddUnits(kind, size, film, units);
            (int lasts, ushort count) = ((int)(TimeOf(i + 1) - time), (ushort)(units.Count - first));
            samples[i] = new(MadeFilm.AddressOf(kind, i), time, 0, size, lasts, first, count, FlagsOf(kind));
        }

        Track track = new()
        {
            Id = id,
            Kind = TrackKind.Video,
            Codec = Codec.H264,
            Clock = ClockRate.Video,
            Rendition = rendition.Name,
            IsDefault = isBest,
            Width = width,
            Height = height,
            FrameRate = _terms.FrameRate,
            Configuration = film.ParameterSets,
        };
        return new(track, samples, [.. units], film);
    }

    private static long Rounded(TimeSpan time, int frameRate) =>
        ((time.Ticks * frameRate) + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond;

    private static int WeightOf(MadeKind kind) => kind switch
    {
        MadeKind.Key => KeyWeight,
        MadeKind.Reference => ReferenceWeight,
        _ => DisposableWeight,
    };

    private static SampleFlags FlagsOf(MadeKind kind) => kind switch
    {
        MadeKind.Key => SampleFlags.Key,
        MadeKind.Reference => SampleFlags.None,
        _ => SampleFlags.Disposable,
    };

    /// <summary>Its parameter sets, if it has any, and the picture in one slice.</summary>
    private static void AddUnits(MadeKind kind, int size, MadeFilm film, List<MediaUnit> units)
    {
        int at = 4;
        if (kind == MadeKind.Key)
        {
            int sequence = film.ParameterSets.Length - 12;
            units.Add(new(4, sequence, 0x6742));
            units.Add(new(8 + sequence, 4, 0x68CE));
            at = 16 + sequence;
        }

        ushort head = kind switch { MadeKind.Key => 0x6588, MadeKind.Reference => 0x419A, _ => 0x019A };
        units.Add(new(at, size - at, head));
    }

    /// <summary>A name such as 480p says it; else it is a guess by the rate.</summary>
    private static (int Width, int Height) SizeOf(RenditionTerms rendition)
    {
        bool isSaid = rendition.Name.EndsWith('p') & int.TryParse(rendition.Name.TrimEnd('p'), out int height);
        if (!isSaid || height is < 16 or > 4_320)
        {
            height = rendition.Rate.BitsPerSecond switch
            {
                < 500_000 => 240,
                < 1_500_000 => 480,
                < 4_000_000 => 720,
                < 12_000_000 => 1_080,
                _ => 2_160,
            };
        }

        return (height * 16 / 9 / 2 * 2, height / 2 * 2);
    }

    private MadeKind KindOf(int picture)
    {
        int place = picture % _group;
        return place == 0 ? MadeKind.Key : place % 2 == 0 ? MadeKind.Reference : MadeKind.Disposable;
    }

    private long TimeOf(int picture) => (long)picture * ClockRate.Video.Hertz / _terms.FrameRate;
}
